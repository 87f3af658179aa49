"""Debian's s3cmd, as it comes, against the embedded store."""

import os
import unittest

from served import ACCESS_KEY, MIB, SECRET_KEY, ServedTest, make_bytes


class S3cmd(ServedTest):
    def s3cmd(self, *arguments, fails=False):
        host = self.endpoint.removeprefix("http://")
        config = os.path.join(self.directory, "s3cfg")
        with open(config, "w", encoding="utf-8") as file:
            file.write(f"[default]\naccess_key = {ACCESS_KEY}\nsecret_key = {SECRET_KEY}\nhost_base = {host}\n"
                       f"host_bucket = {host}\nuse_https = False\n")
        return self.run_client("s3cmd", "--config", config, "--no-progress", *arguments, fails=fails)

    def test_a_whole_round_trip(self):
        small, large = b"small", make_bytes(20 * MIB, 5)
        self.write("small.txt", small)
        self.write("large.bin", large)
        self.s3cmd("mb", "s3://trip")
        self.s3cmd("put", "small.txt", "s3://trip/a/small ü.txt")
        self.s3cmd("put", "large.bin", "s3://trip/a/large.bin", "--multipart-chunk-size-mb=8")
        listing = self.s3cmd("ls", "--recursive", "s3://trip")
        self.assertIn("s3://trip/a/small ü.txt", listing)
        self.assertIn("s3://trip/a/large.bin", listing)
        self.s3cmd("get", "s3://trip/a/large.bin", "back.bin")
        self.assertEqual(self.read("back.bin"), large)
        # It goes on where a download was cut off, with a Range.
        self.write("cut.bin", large[:7 * MIB])
        self.s3cmd("get", "--continue", "s3://trip/a/large.bin", "cut.bin")
        self.assertEqual(self.read("cut.bin"), large)
        self.s3cmd("cp", "s3://trip/a/large.bin", "s3://trip/b/copy.bin")
        self.s3cmd("get", "s3://trip/b/copy.bin", "copy.bin")
        self.assertEqual(self.read("copy.bin"), large)
        self.assertIn(str(len(large)), self.s3cmd("info", "s3://trip/a/large.bin"))
        self.s3cmd("rb", "s3://trip", fails=True)
        self.s3cmd("rm", "--recursive", "--force", "s3://trip")
        self.s3cmd("rb", "s3://trip")
        self.assertNotIn("trip", self.s3cmd("ls"))


if __name__ == "__main__":
    unittest.main()
