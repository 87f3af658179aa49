"""Debian's aws-cli, as it comes, against the embedded store."""

import json
import os
import unittest
import urllib.error
import urllib.request

from served import MIB, ServedTest, make_bytes


class AwsCliTest(ServedTest):
    def aws(self, *arguments, fails=False):
        return self.run_client("aws", "--endpoint-url", self.endpoint, *arguments, fails=fails)

    def api(self, *arguments):
        out = self.aws("s3api", *arguments, "--output", "json")
        return json.loads(out) if out.strip() else {}


class AwsCli(AwsCliTest):
    def test_a_whole_round_trip(self):
        small, large = b"small\n", make_bytes(20 * MIB, 1)
        self.write("small.txt", small)
        self.write("large.bin", large)
        self.aws("s3", "mb", "s3://trip")
        self.aws("s3", "cp", "small.txt", "s3://trip/a/small.txt")
        self.aws("s3", "cp", "large.bin", "s3://trip/a/large ü.bin", "--metadata", "maker=tests")
        listing = self.aws("s3", "ls", "--recursive", "s3://trip")
        self.assertIn("a/small.txt", listing)
        self.assertIn("a/large ü.bin", listing)
        self.assertIn("PRE a/", self.aws("s3", "ls", "s3://trip"))
        head = self.api("head-object", "--bucket", "trip", "--key", "a/large ü.bin")
        self.assertEqual(head["ContentLength"], len(large))
        self.assertEqual(head["Metadata"], {"maker": "tests"})
        self.assertTrue(head["ETag"].endswith('-3"'))
        self.aws("s3", "cp", "s3://trip/a/large ü.bin", "back.bin")
        self.assertEqual(self.read("back.bin"), large)
        self.api("get-object", "--bucket", "trip", "--key", "a/large ü.bin", "--range", "bytes=1000000-1000099", "piece")
        self.assertEqual(self.read("piece"), large[1000000:1000100])
        self.aws("s3", "cp", "s3://trip/a/large ü.bin", "s3://trip/b/copy.bin")
        self.aws("s3", "mv", "s3://trip/a/small.txt", "s3://trip/b/moved.txt")
        self.aws("s3", "cp", "s3://trip/b/copy.bin", "copy.bin")
        self.assertEqual(self.read("copy.bin"), large)
        self.aws("s3", "rb", "s3://trip", fails=True)
        self.aws("s3", "rm", "--recursive", "s3://trip")
        self.assertEqual(self.aws("s3", "ls", "s3://trip"), "")
        self.aws("s3", "rb", "s3://trip")
        self.assertNotIn("trip", self.aws("s3", "ls"))

    def test_sync_goes_both_ways_and_sends_nothing_twice(self):
        os.mkdir(os.path.join(self.work, "tree"))
        for number in range(12):
            self.write(f"tree/{number}.txt", b"%d" % number)
        self.aws("s3", "mb", "s3://synced")
        self.assertEqual(self.aws("s3", "sync", "tree", "s3://synced/tree", "--no-progress").count("upload:"), 12)
        self.assertEqual(self.aws("s3", "sync", "tree", "s3://synced/tree"), "")
        self.aws("s3", "sync", "s3://synced/tree", "back")
        self.assertEqual(self.read("back/11.txt"), b"11")
        self.aws("s3", "rb", "--force", "s3://synced")

    def test_a_presigned_url_opens_one_object_and_a_changed_one_none(self):
        self.write("key.txt", b"signed")
        self.aws("s3", "mb", "s3://presigned")
        self.aws("s3", "cp", "key.txt", "s3://presigned/key.txt")
        url = self.aws("s3", "presign", "s3://presigned/key.txt", "--expires-in", "60").strip()
        with urllib.request.urlopen(url) as answer:
            self.assertEqual(answer.read(), b"signed")
        for wrong in (url.replace("key.txt", "key.tx"), url.split("?")[0]):
            with self.assertRaises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(wrong)
            self.assertEqual(refused.exception.code, 403)
            refused.exception.close()

    def test_calls_by_hand(self):
        self.api("create-bucket", "--bucket", "by-hand", "--create-bucket-configuration", "LocationConstraint=auto")
        self.assertIn("by-hand", [bucket["Name"] for bucket in self.api("list-buckets")["Buckets"]])
        self.api("head-bucket", "--bucket", "by-hand")
        rules = {"CORSRules": [{"AllowedOrigins": ["https://page.example"], "AllowedMethods": ["PUT", "GET"],
                                "AllowedHeaders": ["content-type"], "ExposeHeaders": ["ETag"], "MaxAgeSeconds": 60}]}
        self.api("put-bucket-cors", "--bucket", "by-hand", "--cors-configuration", json.dumps(rules))
        self.assertEqual(self.api("get-bucket-cors", "--bucket", "by-hand"), rules)
        self.write("body", b"0123456789")
        self.api("put-object", "--bucket", "by-hand", "--key", "key", "--body", "body", "--content-type", "text/plain",
                 "--cache-control", "no-cache", "--checksum-algorithm", "CRC32")
        self.assertEqual(self.api("head-object", "--bucket", "by-hand", "--key", "key")["CacheControl"], "no-cache")
        upload = self.api("create-multipart-upload", "--bucket", "by-hand", "--key", "parts")["UploadId"]
        etag = self.api("upload-part", "--bucket", "by-hand", "--key", "parts", "--upload-id", upload, "--part-number", "1",
                        "--body", "body")["ETag"]
        self.assertEqual(self.api("list-multipart-uploads", "--bucket", "by-hand")["Uploads"][0]["UploadId"], upload)
        listed = self.api("list-parts", "--bucket", "by-hand", "--key", "parts", "--upload-id", upload)["Parts"]
        self.assertEqual([part["ETag"] for part in listed], [etag])
        self.api("abort-multipart-upload", "--bucket", "by-hand", "--key", "parts", "--upload-id", upload)
        self.api("delete-object", "--bucket", "by-hand", "--key", "key")
        self.api("delete-bucket", "--bucket", "by-hand")


class AwsCliOverTls(AwsCliTest):
    """Over HTTPS it sends checksums in trailers, and so bodies in HTTP's own chunks: new ones always, older ones where asked to."""

    tls = True

    def test_bodies_in_chunks_with_a_checksum_behind_them(self):
        large = make_bytes(20 * MIB, 4)
        self.write("large.bin", large)
        self.write("empty", b"")
        self.aws("s3", "mb", "s3://tls")
        self.aws("s3", "cp", "large.bin", "s3://tls/large.bin")
        self.aws("s3", "cp", "s3://tls/large.bin", "back.bin")
        self.assertEqual(self.read("back.bin"), large)
        for name, length in (("large.bin", len(large)), ("empty", 0)):
            self.api("put-object", "--bucket", "tls", "--key", "put", "--body", name, "--checksum-algorithm", "SHA256")
            self.assertEqual(self.api("head-object", "--bucket", "tls", "--key", "put")["ContentLength"], length)
        upload = self.api("create-multipart-upload", "--bucket", "tls", "--key", "parts", "--checksum-algorithm", "CRC32")["UploadId"]
        self.api("upload-part", "--bucket", "tls", "--key", "parts", "--upload-id", upload, "--part-number", "1",
                 "--body", "large.bin", "--checksum-algorithm", "CRC32")
        listed = self.api("list-parts", "--bucket", "tls", "--key", "parts", "--upload-id", upload)["Parts"]
        self.assertEqual([part["Size"] for part in listed], [len(large)])
        self.api("abort-multipart-upload", "--bucket", "tls", "--key", "parts", "--upload-id", upload)


if __name__ == "__main__":
    unittest.main()
