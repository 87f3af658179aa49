"""A clipbox of its own for the tests of S3 clients: the real binary on a free port, in a directory that goes away, with a
known key pair. CLIPBOX_BIN names the binary."""

import hashlib
import os
import random
import re
import shutil
import subprocess
import tempfile
import unittest

ACCESS_KEY = "CLIPBOXTESTS"
SECRET_KEY = "a+secret/of+the/tests"
REGION = "auto"
MIB = 1 << 20


def make_bytes(size, seed):
    return random.Random(seed).randbytes(size)


def md5_of(path):
    digest = hashlib.md5()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(MIB), b""):
            digest.update(block)
    return digest.hexdigest()


class ServedTest(unittest.TestCase):
    """One server for each class of tests; `self.work` is an empty directory, `self.endpoint` the store's URL. With `tls` it
    speaks HTTPS by itself, and `self.certificate` is what to trust."""

    tls = False

    @classmethod
    def setUpClass(cls):
        cls.directory = tempfile.mkdtemp(prefix="clipbox-s3-")
        cls.addClassCleanup(shutil.rmtree, cls.directory)
        settings = {
            "CLIPBOX_STORAGE_ACCESS_KEY_ID": ACCESS_KEY,
            "CLIPBOX_STORAGE_SECRET_ACCESS_KEY": SECRET_KEY,
            "CLIPBOX_DATA_KEEP_FREE": "0",
        }
        if cls.tls:
            settings |= cls.make_certificate()
        # Nothing of the person who runs the tests may get in: neither clipbox's settings nor the clients'.
        plain = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        cls.server = subprocess.Popen(
            [os.environ["CLIPBOX_BIN"], "serve", "--listen", "127.0.0.1:0", "--data-dir", cls.directory + "/data"],
            env={**plain, "HOME": cls.directory, **settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        cls.addClassCleanup(cls.stop)
        cls.endpoint = cls.wait_for_address()
        cls.environment = {
            **plain,
            "HOME": cls.directory,
            "AWS_ACCESS_KEY_ID": ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_EC2_METADATA_DISABLED": "true",
        }
        if cls.tls:
            cls.environment["AWS_CA_BUNDLE"] = cls.certificate

    @classmethod
    def make_certificate(cls):
        cls.certificate, key = cls.directory + "/certificate.pem", cls.directory + "/key.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1",
                        "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", cls.certificate],
                       check=True, stderr=subprocess.DEVNULL)
        return {"CLIPBOX_SERVER_TLS_CERT": cls.certificate, "CLIPBOX_SERVER_TLS_KEY": key}

    @classmethod
    def wait_for_address(cls):
        for line in cls.server.stdout:
            if found := re.match(r"listening (https?://\S+)", line):
                return found.group(1)
        raise RuntimeError("the server ended before it listened")

    @classmethod
    def stop(cls):
        cls.server.terminate()
        cls.server.wait(30)
        cls.server.stdout.close()

    def setUp(self):
        self.work = tempfile.mkdtemp(dir=self.directory)

    def write(self, name, data):
        path = os.path.join(self.work, name)
        with open(path, "wb") as file:
            file.write(data)
        return path

    def read(self, name):
        with open(os.path.join(self.work, name), "rb") as file:
            return file.read()

    def run_client(self, *command, fails=False):
        """The client's standard output; its failure is the test's, unless it is awaited."""
        done = subprocess.run(command, env=self.environment, cwd=self.work, capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode != 0, fails, f"{command}\n{done.stdout}\n{done.stderr}")
        return done.stdout
