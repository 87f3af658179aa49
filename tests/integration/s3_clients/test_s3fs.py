"""Debian's s3fs, as it comes: the embedded store as a folder. Where this machine mounts nothing by FUSE it ends as skipped and
says why."""

import ctypes
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import unittest

from served import ACCESS_KEY, MIB, SECRET_KEY, ServedTest, make_bytes

SKIPPED = 77  # ctest's SKIP_RETURN_CODE of this test
PAUSE = 0.05  # seconds between two looks at whether it is mounted


def why_not_mounted():
    """None where a mount by FUSE works: root is let do one, anybody else has the program that does."""
    try:
        device = os.open("/dev/fuse", os.O_RDWR)
    except OSError as error:
        return f"/dev/fuse cannot be opened: {error.strerror}"
    try:
        if os.geteuid() != 0:
            return None if shutil.which("fusermount") else "there is no fusermount"
        with tempfile.TemporaryDirectory(prefix="clipbox-s3-") as folder:
            libc, place = ctypes.CDLL(None, use_errno=True), folder.encode()
            if libc.mount(b"probe", place, b"fuse", 0, b"fd=%d,rootmode=40000,user_id=0,group_id=0" % device) != 0:
                return f"mounting is refused: {os.strerror(ctypes.get_errno())}"
            libc.umount2(place, 2)  # MNT_DETACH: nobody answers for this file system
        return None
    finally:
        os.close(device)


def setUpModule():
    if reason := why_not_mounted():
        print(f"skipped: this machine cannot do it: {reason}", file=sys.stderr)
        sys.exit(SKIPPED)


class S3fs(ServedTest):
    def setUp(self):
        super().setUp()
        self.passwords = self.write("passwords", f"{ACCESS_KEY}:{SECRET_KEY}\n".encode())
        os.chmod(self.passwords, 0o600)
        self.folder = os.path.join(self.work, "mounted")
        os.mkdir(self.folder)
        self.process = None
        self.addCleanup(self.unmount)

    def mount(self):
        options = f"url={self.endpoint},use_path_request_style,passwd_file={self.passwords}"
        self.process = subprocess.Popen(["s3fs", "clipbox", self.folder, "-f", "-o", options], env=self.environment,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        while not os.path.ismount(self.folder):
            try:
                self.process.wait(PAUSE)
            except subprocess.TimeoutExpired:
                continue
            self.fail(self.process.stdout.read())

    def unmount(self):
        if self.process:
            self.process.terminate()
            self.process.communicate(timeout=60)
            self.process = None

    def mount_again(self):
        """What it tells next comes from the store."""
        self.unmount()
        self.assertEqual(os.listdir(self.folder), [])
        self.mount()

    def at(self, path):
        return os.path.join(self.folder, path)

    def test_the_store_as_a_folder_keeps_files_as_a_disk_does(self):
        large, more = make_bytes(30 * MIB, 7), make_bytes(1000, 8)
        self.mount()
        os.makedirs(self.at("films/a ü"))
        self.write("mounted/films/a ü/large+.bin", large)
        self.write("mounted/films/small.txt", b"small")
        self.mount_again()
        self.assertEqual(self.read("mounted/films/a ü/large+.bin"), large)

        with open(self.at("films/a ü/large+.bin"), "ab") as file:
            file.write(more)
        os.rename(self.at("films/small.txt"), self.at("films/a ü/renamed.txt"))
        os.rename(self.at("films"), self.at("moved"))
        os.chmod(self.at("moved/a ü/renamed.txt"), 0o640)
        self.mount_again()
        self.assertEqual(os.listdir(self.folder), ["moved"])
        self.assertEqual(sorted(os.listdir(self.at("moved/a ü"))), ["large+.bin", "renamed.txt"])
        self.assertEqual(self.read("mounted/moved/a ü/large+.bin"), large + more)
        self.assertEqual(self.read("mounted/moved/a ü/renamed.txt"), b"small")
        self.assertEqual(stat.S_IMODE(os.stat(self.at("moved/a ü/renamed.txt")).st_mode), 0o640)

        shutil.rmtree(self.at("moved"))
        self.mount_again()
        self.assertEqual(os.listdir(self.folder), [])


if __name__ == "__main__":
    unittest.main()
