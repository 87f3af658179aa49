"""Presigned UploadPart URLs per second of processor time by boto3, as a server of its users signs them: one client, one call
for each URL. Prints one JSON object."""

import json
import platform
import time

import boto3
from botocore.config import Config

WARM_UP_URLS = 500
URLS = 5_000

client = boto3.client(
    "s3",
    region_name="auto",
    endpoint_url="https://0123456789abcdef.r2.cloudflarestorage.com",
    aws_access_key_id="AKIAIOSFODNN7EXAMPLE",
    aws_secret_access_key="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
)


def sign(index):
    return client.generate_presigned_url(
        "upload_part",
        Params={
            "Bucket": "clipbox",
            "Key": "clipbox/jobs/01KE0000000000000000000000/source.mp4",
            "PartNumber": index % 10_000 + 1,
            "UploadId": "0123456789abcdef0123456789abcdef",
        },
        ExpiresIn=3600,
    )


for i in range(WARM_UP_URLS):
    sign(i)
start = time.process_time()
length = sum(len(sign(i)) for i in range(URLS))
seconds = time.process_time() - start
print(
    json.dumps(
        {
            "of": f"boto3 {boto3.__version__}, Python {platform.python_version()}",
            "urls": URLS,
            "meanBytes": round(length / URLS),
            "cpuSeconds": seconds,
            "urlsPerCpuSecond": round(URLS / seconds),
        }
    )
)
