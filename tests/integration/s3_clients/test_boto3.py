"""Debian's boto3, as it comes, against the embedded store."""

import base64
import hashlib
import io
import unittest
import urllib.error
import urllib.request
import zlib

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from served import ACCESS_KEY, MIB, REGION, SECRET_KEY, ServedTest, make_bytes


class Boto3(ServedTest):
    def setUp(self):
        super().setUp()
        self.s3 = self.client()

    def client(self, **more):
        client = boto3.client("s3", endpoint_url=self.endpoint, aws_access_key_id=ACCESS_KEY,
                              aws_secret_access_key=SECRET_KEY, region_name=REGION, **more)
        self.addCleanup(client.close)
        return client

    def refused(self, code, call, **arguments):
        with self.assertRaises(ClientError) as error:
            call(**arguments)
        self.assertEqual(error.exception.response["Error"]["Code"], code)

    def test_a_whole_round_trip(self):
        s3, large = self.s3, make_bytes(20 * MIB, 2)
        s3.create_bucket(Bucket="trip")
        s3.put_object(Bucket="trip", Key="small ü/+?.txt", Body=b"small", ContentType="text/plain", Metadata={"maker": "tests"})
        s3.upload_fileobj(io.BytesIO(large), "trip", "large.bin", ExtraArgs={"ContentType": "video/mp4"})
        listed = s3.list_objects_v2(Bucket="trip")
        self.assertEqual([line["Key"] for line in listed["Contents"]], ["large.bin", "small ü/+?.txt"])
        self.assertEqual([line["Prefix"] for line in s3.list_objects(Bucket="trip", Delimiter="/")["CommonPrefixes"]], ["small ü/"])
        head = s3.head_object(Bucket="trip", Key="large.bin")
        self.assertEqual((head["ContentLength"], head["ContentType"]), (len(large), "video/mp4"))
        back = io.BytesIO()
        s3.download_fileobj("trip", "large.bin", back)
        self.assertEqual(back.getvalue(), large)
        piece = s3.get_object(Bucket="trip", Key="large.bin", Range="bytes=-10")
        self.assertEqual(piece["Body"].read(), large[-10:])
        part = s3.get_object(Bucket="trip", Key="large.bin", PartNumber=2)
        self.assertEqual((part["Body"].read(), part["PartsCount"]), (large[8 * MIB:16 * MIB], 3))
        s3.copy({"Bucket": "trip", "Key": "large.bin"}, "trip", "copy ü.bin")
        self.assertEqual(s3.get_object(Bucket="trip", Key="copy ü.bin")["Body"].read(), large)
        s3.copy_object(Bucket="trip", Key="small", CopySource={"Bucket": "trip", "Key": "small ü/+?.txt"},
                       MetadataDirective="REPLACE", Metadata={"other": "one"})
        self.assertEqual(s3.head_object(Bucket="trip", Key="small")["Metadata"], {"other": "one"})
        self.refused("BucketNotEmpty", s3.delete_bucket, Bucket="trip")
        keys = [{"Key": line["Key"]} for line in s3.list_objects_v2(Bucket="trip")["Contents"]]
        self.assertEqual(len(s3.delete_objects(Bucket="trip", Delete={"Objects": keys})["Deleted"]), 4)
        s3.delete_bucket(Bucket="trip")
        self.refused("NoSuchBucket", s3.list_objects_v2, Bucket="trip")

    def test_a_part_is_copied_from_another_object(self):
        s3, source = self.s3, make_bytes(6 * MIB, 3)
        s3.create_bucket(Bucket="parts")
        s3.put_object(Bucket="parts", Key="source", Body=source)
        upload = s3.create_multipart_upload(Bucket="parts", Key="made")["UploadId"]
        name = {"Bucket": "parts", "Key": "made", "UploadId": upload}
        whole = s3.upload_part_copy(**name, PartNumber=1, CopySource="parts/source")["CopyPartResult"]["ETag"]
        tail = s3.upload_part_copy(**name, PartNumber=2, CopySource="parts/source", CopySourceRange="bytes=5-14")
        s3.complete_multipart_upload(**name, MultipartUpload={"Parts": [
            {"PartNumber": 1, "ETag": whole}, {"PartNumber": 2, "ETag": tail["CopyPartResult"]["ETag"]}]})
        self.assertEqual(s3.get_object(Bucket="parts", Key="made")["Body"].read(), source + source[5:15])

    def test_checksums_are_kept_and_made_of_those_of_the_parts(self):
        s3, first, second = self.s3, make_bytes(6 * MIB, 5), make_bytes(MIB, 6)
        crc = lambda data: base64.b64encode(zlib.crc32(data).to_bytes(4, "big")).decode()
        s3.create_bucket(Bucket="sums")
        name = {"Bucket": "sums", "Key": "made"}
        self.assertEqual(s3.put_object(**name, Body=first, ChecksumAlgorithm="CRC32")["ChecksumCRC32"], crc(first))
        self.assertEqual(s3.head_object(**name, ChecksumMode="ENABLED")["ChecksumCRC32"], crc(first))
        self.assertEqual(s3.get_object(**name, ChecksumMode="ENABLED")["Body"].read(), first)
        upload = {**name, "UploadId": s3.create_multipart_upload(**name, ChecksumAlgorithm="CRC32")["UploadId"]}
        parts = []
        for number, body in enumerate((first, second), 1):
            part = s3.upload_part(**upload, PartNumber=number, Body=body, ChecksumAlgorithm="CRC32")
            parts.append({"PartNumber": number, "ETag": part["ETag"], "ChecksumCRC32": part["ChecksumCRC32"]})
        wrong = [{**parts[0], "ChecksumCRC32": crc(second)}, parts[1]]
        self.refused("InvalidPart", s3.complete_multipart_upload, **upload, MultipartUpload={"Parts": wrong})
        raw = b"".join(base64.b64decode(part["ChecksumCRC32"]) for part in parts)
        done = s3.complete_multipart_upload(**upload, MultipartUpload={"Parts": parts})
        self.assertEqual(done["ChecksumCRC32"], crc(raw) + "-2")
        got = s3.get_object(**name, ChecksumMode="ENABLED")
        self.assertEqual((got["ChecksumCRC32"], got["Body"].read()), (crc(raw) + "-2", first + second))
        told = s3.get_object_attributes(**name, ObjectAttributes=["ETag", "Checksum", "ObjectParts", "ObjectSize", "StorageClass"])
        self.assertEqual((told["ObjectSize"], told["ETag"], told["ObjectParts"]["TotalPartsCount"]),
                         (len(first + second), done["ETag"].strip('"'), 2))
        self.assertEqual([part["ChecksumCRC32"] for part in told["ObjectParts"]["Parts"]], [crc(first), crc(second)])
        copied = s3.copy_object(Bucket="sums", Key="copy", CopySource=name, ChecksumAlgorithm="SHA256")["CopyObjectResult"]
        self.assertEqual(copied["ChecksumSHA256"], base64.b64encode(hashlib.sha256(first + second).digest()).decode())

    def test_headers_that_mean_nothing_change_nothing(self):
        self.s3.create_bucket(Bucket="headers")
        for name, value in (("Expect", "200"), ("Expect", ""), ("User-Agent", ""), ("Content-Type", "")):
            with self.subTest(name=name, value=value):
                client = self.client()
                client.meta.events.register("before-call.s3", lambda params, **_: params["headers"].update({name: value}))
                client.create_bucket(Bucket="headers-too")
                client.put_object(Bucket="headers", Key="key", Body=b"bar")
                self.assertEqual(self.s3.get_object(Bucket="headers", Key="key")["Body"].read(), b"bar")

    def test_presigned_urls_put_and_get(self):
        self.s3.create_bucket(Bucket="presigned")
        put = self.s3.generate_presigned_url("put_object", Params={"Bucket": "presigned", "Key": "a b"}, ExpiresIn=60)
        with urllib.request.urlopen(urllib.request.Request(put, data=b"body", method="PUT")) as answer:
            self.assertEqual(answer.status, 200)
        get = self.s3.generate_presigned_url("get_object", Params={
            "Bucket": "presigned", "Key": "a b", "ResponseContentType": "text/plain"}, ExpiresIn=60)
        with urllib.request.urlopen(get) as answer:
            self.assertEqual((answer.read(), answer.headers["Content-Type"]), (b"body", "text/plain"))

    def test_presigned_forms_upload_what_they_allow(self):
        self.s3.create_bucket(Bucket="forms")
        s3 = self.client(config=Config(signature_version="s3v4"))

        def post(form, body):
            data = b"".join(f'--B\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
                            for name, value in form["fields"].items())
            data += b'--B\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n\r\n' + body + b"\r\n--B--\r\n"
            request = urllib.request.Request(form["url"], data=data, headers={"Content-Type": "multipart/form-data; boundary=B"})
            try:
                with urllib.request.urlopen(request) as answer:
                    return answer.status
            except urllib.error.HTTPError as refused:
                with refused:
                    return refused.code

        form = s3.generate_presigned_post("forms", "films/${filename}", Fields={"Content-Type": "video/mp4"}, ExpiresIn=60, Conditions=[
            {"Content-Type": "video/mp4"}, ["content-length-range", 1, MIB]])
        body = make_bytes(MIB, 7)
        self.assertEqual(post(form, body), 204)
        got = self.s3.get_object(Bucket="forms", Key="films/a.mp4")
        self.assertEqual((got["Body"].read(), got["ContentType"]), (body, "video/mp4"))
        self.assertEqual(post(form, body + b"x"), 400)
        form["fields"]["Content-Type"] = "text/html"
        self.assertEqual(post(form, body), 403)

    def test_pages_go_on_where_the_last_one_ended(self):
        self.s3.create_bucket(Bucket="pages")
        keys = [f"{folder}/{number}" for folder in "abc" for number in range(5)]
        for key in keys:
            self.s3.put_object(Bucket="pages", Key=key)
        for call in ("list_objects", "list_objects_v2"):
            pages = self.s3.get_paginator(call).paginate(Bucket="pages", PaginationConfig={"PageSize": 4})
            self.assertEqual([line["Key"] for page in pages for line in page["Contents"]], keys)
            pages = self.s3.get_paginator(call).paginate(Bucket="pages", Delimiter="/", PaginationConfig={"PageSize": 1})
            self.assertEqual([line["Prefix"] for page in pages for line in page["CommonPrefixes"]], ["a/", "b/", "c/"])


if __name__ == "__main__":
    unittest.main()
