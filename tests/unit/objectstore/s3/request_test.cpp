// What the S3 client sends: signed so that the verifier takes it, and as R2 wants it.
#include <fstream>

#include "base/encoding.h"
#include "crypto/md5.h"
#include "crypto/sigv4_verify.h"
#include "objectstore/s3/endpoint.h"
#include "temp_dir.h"
#include "unit/objectstore/s3/standin.h"

namespace clipbox::objectstore {
namespace {

using base::ErrorCode;
using test::StandinAnswer;
using test::StandinRequest;

crypto::SigV4Check Verify(const StandinRequest& request, base::Timestamp now) {
  crypto::ReceivedRequest received;
  received.method = request.head.substr(0, request.head.find(' '));
  received.target = request.target;
  std::size_t at = request.head.find("\r\n") + 2;
  for (std::size_t end = 0; (end = request.head.find("\r\n", at)) != at; at = end + 2) {
    const std::size_t colon = request.head.find(": ", at);
    received.headers.push_back({request.head.substr(at, colon - at), request.head.substr(colon + 2, end - colon - 2)});
  }
  received.hosts = {request.Header("Host")};
  crypto::SigningKeys keys({"KEY", "SECRET"});
  return crypto::VerifyRequest(keys, received, now);
}

std::string EtagHeader(const std::string& bytes) { return "ETag: \"" + crypto::Md5Hex(bytes) + "\""; }

void Write(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace

TEST_CASE("every request is signed as our verifier wants it, each try anew") {
  S3Standin store([&](const StandinRequest&) { return S3Error(500, "InternalError"); });
  ErrorOf([&] { store->CreateMultipart("a b/ü+?&=", {"video/mp4", {{"clipbox-token", "t"}}}); });
  ErrorOf([&] { store->ListObjects("clipbox/ü ", "a+b/="); });
  ErrorOf([&] { store->Delete("contract/../x//"); });
  REQUIRE(store.requests().size() == 15);
  for (const StandinRequest& request : store.requests()) {
    CAPTURE(request.target);
    CHECK(Verify(request, store.clock_.Now()).verdict == crypto::SigV4Verdict::kValid);
  }
  CHECK(store.requests().back().target == "/bucket/contract/../x//");
}

TEST_CASE("a file goes out with its MD5 and type, without 100-continue and checksum parameters") {
  const test::TempDir folder;
  const std::string bytes(200'000, 'b');
  Write(folder / "file", bytes);
  S3Standin store([&](const StandinRequest& request) { return StandinAnswer{.headers = {EtagHeader(request.body)}}; });
  const ObjectInfo put = store->PutFile("key", folder / "file", {"image/gif", {{"name", "value"}}});
  CHECK(put.etag == crypto::Md5Hex(bytes));
  const StandinRequest request = store.requests().at(0);
  CHECK(request.body == bytes);
  CHECK(request.Header("content-md5") == base::ToBase64(*base::FromHex(crypto::Md5Hex(bytes))));
  CHECK(request.Header("content-type") == "image/gif");
  CHECK(request.Header("x-amz-meta-name") == "value");
  CHECK(request.Header("x-amz-content-sha256") == "UNSIGNED-PAYLOAD");
  for (const char* absent : {"Expect", "checksum", "Transfer-Encoding"})
    CHECK(request.head.find(absent) == std::string::npos);
  CHECK(Verify(request, store.clock_.Now()).verdict == crypto::SigV4Verdict::kValid);
}

TEST_CASE("other bytes than were sent are put again, and in the end an error") {
  const test::TempDir folder;
  Write(folder / "file", "right");
  S3Standin store([](const StandinRequest&) { return StandinAnswer{.headers = {EtagHeader("wrong")}}; });
  CHECK(ErrorOf([&] { store->PutFile("key", folder / "file", {}); }).code() == ErrorCode::kDigestMismatch);
  CHECK(store.requests().size() == 5);
}

TEST_CASE("a file that became shorter is our own error and not the store's") {
  const test::TempDir folder;
  Write(folder / "file", std::string(3'000'000, 'x'));
  S3Standin store(
      [&](const StandinRequest&) {
        std::filesystem::resize_file(folder / "file", 1'000'000);
        return StandinAnswer{
            .body = "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>"};
      },
      {.multipart_above = 1'000'000, .part_bytes = 2'000'000});
  CHECK(ErrorOf([&] { store->PutFile("key", folder / "file", {}); }).code() == ErrorCode::kInputOutput);
}

TEST_CASE("a presigned URL names the bucket's own host and no checksum") {
  S3Standin store([](const StandinRequest&) { return StandinAnswer{}; });
  const std::string url = store->Presign(
      {.method = PresignMethod::kPut, .key = "a b", .upload_id = "u", .part_number = 7, .origin = "http://elsewhere"});
  CHECK(url.starts_with("http://" + store.host() + "/bucket/a%20b?X-Amz-Algorithm="));
  CHECK(url.find("&partNumber=7&uploadId=u&X-Amz-Signature=") != std::string::npos);
  CHECK(url.find("checksum") == std::string::npos);
  CHECK(store->Origin() == "http://" + store.host());
  CHECK(store.requests().empty());
}

TEST_CASE("an endpoint is a host, with or without a path and the bucket in it") {
  const auto of = [](const std::string& endpoint) {
    return s3::MakeEndpoint({.endpoint = endpoint, .bucket = "films"});
  };
  CHECK(of(R2Endpoint("abc123")).origin == "https://abc123.r2.cloudflarestorage.com");
  CHECK(of(R2Endpoint("abc123.eu")).origin == "https://abc123.eu.r2.cloudflarestorage.com");
  CHECK(of("https://s3.example").PathOf("k") == "/films/k");
  CHECK(of("https://S3.example:443/").host == "s3.example");
  CHECK(of("https://s3.example:9000").host == "s3.example:9000");
  CHECK(of("http://[::1]:9000").origin == "http://[::1]:9000");
  CHECK(of("https://abc.r2.cloudflarestorage.com/films").PathOf("") == "/films");
  CHECK(of("https://host/storage/s3/").PathOf("k") == "/storage/s3/films/k");
  for (const char* wrong : {"", "host", "ftp://host", "https://u:p@host", "https://host?x", "https://host#x"}) {
    CAPTURE(wrong);
    CHECK(ErrorOf([&] { of(wrong); }).code() == ErrorCode::kConfiguration);
  }
}

TEST_CASE("a key pair and a bucket are needed") {
  base::SystemClock clock;
  const auto code = [&](const S3Options& options) { return ErrorOf([&] { S3Store(options, clock); }).code(); };
  CHECK(code({.endpoint = "https://h", .bucket = "b", .access_key_id = "k"}) == ErrorCode::kConfiguration);
  CHECK(code({.endpoint = "https://h", .bucket = "b", .secret_access_key = "s"}) == ErrorCode::kConfiguration);
  CHECK(code({.endpoint = "https://h", .access_key_id = "k", .secret_access_key = "s"}) == ErrorCode::kConfiguration);
}

TEST_CASE("a secret is in no message") {
  S3Standin store([](const StandinRequest&) { return S3Error(403, "SignatureDoesNotMatch"); });
  const std::string message = ErrorOf([&] { store->Delete("key"); }).what();
  CHECK(message.find("SECRET") == std::string::npos);
  CHECK(message.find("Signature=") == std::string::npos);
}

}  // namespace clipbox::objectstore
