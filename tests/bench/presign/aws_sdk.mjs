// Presigned UploadPart URLs per second of processor time by the AWS SDK for JavaScript, as a server of its users signs them: one client,
// a command for each URL, one after the other. Checksums are turned off as R2 asks for. Prints one JSON object.
import { S3Client, UploadPartCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { readFileSync } from "node:fs";

const WARM_UP_URLS = 2_000;
const URLS = 10_000;

const client = new S3Client({
  region: "auto",
  endpoint: "https://0123456789abcdef.r2.cloudflarestorage.com",
  forcePathStyle: true,
  requestChecksumCalculation: "WHEN_REQUIRED",
  credentials: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" },
});

function sign(index) {
  const command = new UploadPartCommand({
    Bucket: "clipbox",
    Key: "clipbox/jobs/01KE0000000000000000000000/source.mp4",
    PartNumber: (index % 10_000) + 1,
    UploadId: "0123456789abcdef0123456789abcdef",
  });
  return getSignedUrl(client, command, { expiresIn: 3600 });
}

function processorSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function version() {
  const file = new URL("../../node_modules/@aws-sdk/client-s3/package.json", import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")).version;
}

for (let i = 0; i < WARM_UP_URLS; i++) await sign(i);
const start = processorSeconds();
let bytes = 0;
for (let i = 0; i < URLS; i++) bytes += (await sign(i)).length;
const cpuSeconds = processorSeconds() - start;
console.log(
  JSON.stringify({
    of: `@aws-sdk/client-s3 ${version()}, Node ${process.versions.node}`,
    urls: URLS,
    meanBytes: Math.round(bytes / URLS),
    cpuSeconds,
    urlsPerCpuSecond: Math.round(URLS / cpuSeconds),
  }),
);
