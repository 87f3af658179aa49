"""Debian's restic, as it comes, with its repository in the embedded store: a backup, another, a look, a restore."""

import json
import os
import unittest

from served import MIB, ServedTest, make_bytes


class Restic(ServedTest):
    def restic(self, *arguments, fails=False):
        self.environment["RESTIC_PASSWORD"] = "of the tests"
        self.environment["RESTIC_CACHE_DIR"] = self.directory + "/cache"
        return self.run_client("restic", "-r", f"s3:{self.endpoint}/backups/home", *arguments, fails=fails)

    def test_backups_are_made_checked_restored_and_thinned_out(self):
        self.restic("init")
        os.mkdir(self.work + "/home")
        self.write("home/large.bin", make_bytes(20 * MIB, 6))
        self.write("home/small ü.txt", b"first")
        self.restic("backup", "home")
        self.write("home/small ü.txt", b"second")
        self.restic("backup", "home")
        self.restic("check", "--read-data")
        self.restic("restore", "latest", "--target", "back")
        self.assertEqual(self.read("back/home/large.bin"), make_bytes(20 * MIB, 6))
        self.assertEqual(self.read("back/home/small ü.txt"), b"second")
        self.restic("forget", "--keep-last", "1", "--prune")
        self.restic("check")
        self.assertEqual(len(json.loads(self.restic("snapshots", "--json"))), 1)


if __name__ == "__main__":
    unittest.main()
