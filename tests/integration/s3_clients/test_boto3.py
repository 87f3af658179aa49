"""Debian's boto3, as it comes, against the embedded store."""

import io
import unittest
import urllib.request

import boto3
from botocore.exceptions import ClientError

from served import ACCESS_KEY, MIB, REGION, SECRET_KEY, ServedTest, make_bytes


class Boto3(ServedTest):
    def setUp(self):
        super().setUp()
        self.s3 = self.client()

    def client(self):
        client = boto3.client("s3", endpoint_url=self.endpoint, aws_access_key_id=ACCESS_KEY,
                              aws_secret_access_key=SECRET_KEY, region_name=REGION)
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
