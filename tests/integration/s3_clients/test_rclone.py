"""Debian's rclone, as it comes, against the embedded store."""

import json
import os
import unittest

from served import ACCESS_KEY, MIB, REGION, SECRET_KEY, ServedTest, make_bytes


class Rclone(ServedTest):
    def rclone(self, *arguments):
        self.environment.update({
            "RCLONE_CONFIG": os.path.join(self.directory, "rclone.conf"),
            "RCLONE_CONFIG_BOX_TYPE": "s3",
            "RCLONE_CONFIG_BOX_PROVIDER": "Other",
            "RCLONE_CONFIG_BOX_ENDPOINT": self.endpoint,
            "RCLONE_CONFIG_BOX_ACCESS_KEY_ID": ACCESS_KEY,
            "RCLONE_CONFIG_BOX_SECRET_ACCESS_KEY": SECRET_KEY,
            "RCLONE_CONFIG_BOX_REGION": REGION,
        })
        return self.run_client("rclone", *arguments)

    def test_a_whole_round_trip(self):
        small, large = b"small", make_bytes(20 * MIB, 4)
        os.mkdir(os.path.join(self.work, "tree"))
        self.write("tree/small ü.txt", small)
        self.write("tree/large.bin", large)
        self.rclone("mkdir", "box:trip")
        self.rclone("copy", "tree", "box:trip/tree", "--s3-upload-cutoff", "8M", "--s3-chunk-size", "5M")
        self.rclone("check", "--download", "tree", "box:trip/tree")
        lines = json.loads(self.rclone("lsjson", "box:trip/tree"))
        self.assertEqual({line["Name"]: line["Size"] for line in lines}, {"small ü.txt": len(small), "large.bin": len(large)})
        self.rclone("copyto", "box:trip/tree/large.bin", "box:trip/other/copy.bin")
        self.rclone("copy", "box:trip/other/copy.bin", "back")
        self.assertEqual(self.read("back/copy.bin"), large)
        piece = self.rclone("cat", "--offset", "0", "--count", "3", "box:trip/tree/small ü.txt")
        self.assertEqual(piece, "sma")
        # Modification times are metadata: setting them copies an object onto itself.
        self.rclone("touch", "--timestamp", "2020-02-02T02:02:02", "box:trip/tree/small ü.txt")
        self.assertIn("2020-02-02", self.rclone("lsl", "box:trip/tree/small ü.txt"))
        self.rclone("sync", "tree", "box:trip/tree")
        self.rclone("delete", "box:trip/tree")
        self.rclone("purge", "box:trip")
        self.assertNotIn("trip", self.rclone("lsd", "box:"))

    def test_ten_thousand_small_objects_are_synced_checked_and_thinned_out(self):
        for number in range(10_000):
            folder = os.path.join(self.work, f"many/{number % 100}")
            os.makedirs(folder, exist_ok=True)
            with open(f"{folder}/{number}.txt", "w", encoding="utf-8") as file:
                file.write(f"object {number}")
        at_once = ["--transfers", "16", "--checkers", "16", "--fast-list"]
        self.rclone("sync", "many", "box:many", *at_once)
        self.rclone("check", "many", "box:many", *at_once)
        for number in range(0, 10_000, 2):
            os.remove(os.path.join(self.work, f"many/{number % 100}/{number}.txt"))
        self.rclone("sync", "many", "box:many", *at_once)
        self.assertEqual(json.loads(self.rclone("size", "--json", "box:many"))["count"], 5_000)
        self.rclone("purge", "box:many")


if __name__ == "__main__":
    unittest.main()
