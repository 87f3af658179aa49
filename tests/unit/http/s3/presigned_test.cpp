#include "catch.h"
#include "unit/http/s3/client.h"

namespace clipbox::http {
namespace {

// The CRC32 of `film`, and of nothing, as SDKs write them.
constexpr const char* kFilm = "gkS+Ig==";
constexpr const char* kNothing = "AAAAAA==";

// What the SDK for JavaScript 3 puts into every URL of a PUT.
std::vector<crypto::NameValue> SdkQuery(const std::string& call, const std::string& crc32) {
  return {{"x-amz-checksum-crc32", crc32}, {"x-amz-sdk-checksum-algorithm", "CRC32"}, {"x-id", call}};
}

}  // namespace

TEST_CASE_METHOD(S3Client,
                 "what a presigned URL says of the object in its query counts as a header, and no header does") {
  const std::string target = Presigned("PUT", "/clipbox/key",
                                       {{"x-amz-meta-note", "mine"},
                                        {"Content-Type", "video/mp4"},
                                        {"cache-control", "no-store"},
                                        {"x-amz-acl", "private"},
                                        {"x-amz-storage-class", "STANDARD"}});
  REQUIRE(Send("PUT", target, {{"Content-Type", "text/html"}, {"x-amz-meta-note", "theirs"}}, "film").status == 200);
  const auto info = store.Head("key");
  CHECK(info->content_type == "video/mp4");
  CHECK(info->metadata.at("note") == "mine");
  CHECK(Send("GET", GetTarget("key")).Header("Cache-Control") == "no-store");
}

TEST_CASE_METHOD(S3Client, "the URL that an SDK signs before it has the body takes the body") {
  const S3Answer put = Send("PUT", Presigned("PUT", "/clipbox/key", SdkQuery("PutObject", kNothing)), {}, "film");
  CHECK(put.status == 200);
  CHECK(Send("GET", GetTarget("key")).body == "film");
  const std::string upload = store.CreateMultipart("parts", {});
  auto query = SdkQuery("UploadPart", kNothing);
  query.push_back({"partNumber", "1"});
  query.push_back({"uploadId", upload});
  CHECK(Send("PUT", Presigned("PUT", "/clipbox/parts", query), {}, "film").status == 200);
  CHECK(store.ListParts("parts", upload).size() == 1);
}

TEST_CASE_METHOD(S3Client, "a checksum in a URL whose signer knew the body is held against it") {
  CHECK(Send("PUT", Presigned("PUT", "/clipbox/key", SdkQuery("PutObject", kFilm)), {}, "film").status == 200);
  const S3Answer other = Send("PUT", Presigned("PUT", "/clipbox/other", SdkQuery("PutObject", kFilm)), {}, "tale");
  CHECK(other.Code() == "BadDigest");
  CHECK_FALSE(store.Head("other"));
  CHECK(Send("PUT", Presigned("PUT", "/clipbox/none", SdkQuery("PutObject", kNothing)), {}, "").status == 200);
}

TEST_CASE_METHOD(
    S3Client,
    "a parameter that means nothing to S3 changes no call, and one that does is named where it is not built") {
  REQUIRE(Put("/clipbox/key", "film").status == 200);
  for (const crypto::NameValue& word : std::vector<crypto::NameValue>{
           {"x-amz-checksum-mode", "ENABLED"}, {"x-id", "GetObject"}, {"v", "3"}, {"versionId", "null"}}) {
    INFO(word.name);
    CHECK(Send("GET", Presigned("GET", "/clipbox/key", {word})).body == "film");
    CHECK(Send("HEAD", Presigned("HEAD", "/clipbox/key", {word})).status == 200);
  }
  CHECK(SendSigned("GET", "/clipbox/key", {{"v", "3"}}).body == "film");
  CHECK(SendSigned("GET", "/clipbox/key", {{"someday", ""}}).body == "film");
  for (const char* call : {"annotation", "renameObject", "encryption", "someday"}) {
    INFO(call);
    CHECK(SendSigned("PUT", "/clipbox/key", {{call, ""}}, "another").status == 501);
    CHECK(SendSigned("DELETE", "/clipbox/key", {{call, ""}}).status == 501);
  }
  CHECK(Get("/clipbox/key").body == "film");
  const S3Answer answer = Send("GET", Presigned("GET", "/clipbox/key", {{"torrent", ""}}));
  CHECK(answer.status == 501);
  CHECK(answer.Element("Message").find("torrent") != std::string::npos);
}

TEST_CASE_METHOD(S3Client, "a parameter that stands for a header can carry no line of its own") {
  const S3Answer answer = Send("PUT", Presigned("PUT", "/clipbox/key", {{"x-amz-meta-note", "a\r\nb: c"}}), {}, "film");
  CHECK(answer.Code() == "InvalidArgument");
  CHECK_FALSE(store.Head("key"));
}

TEST_CASE_METHOD(S3Client, "a copy's source may stand in a presigned URL") {
  REQUIRE(Put("/clipbox/key", "film").status == 200);
  CHECK(Send("PUT", Presigned("PUT", "/clipbox/copy", {{"x-amz-copy-source", "/clipbox/key"}}), {}, "").status == 200);
  CHECK(Send("GET", GetTarget("copy")).body == "film");
}

}  // namespace clipbox::http
