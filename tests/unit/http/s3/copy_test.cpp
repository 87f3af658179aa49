// Copies: whole objects, within and between buckets, and parts of them.
#include <algorithm>
#include <array>
#include <thread>

#include "catch.h"
#include "unit/http/s3/client.h"

namespace clipbox::http {
namespace {

struct Copying : S3Client {
  Copying() {
    SendSigned("PUT", "/other");
    Put("/clipbox/source ü", "0123456789",
        {{"content-type", "video/mp4"}, {"x-amz-meta-note", "mine"}, {"cache-control", "no-cache"}});
  }
  S3Answer Copy(const std::string& to, const std::string& source, Fields fields = {}) {
    fields.push_back({"x-amz-copy-source", source});
    return Put(to, "", std::move(fields));
  }
  std::size_t Files() const {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(directory / "objects"))
      files += entry.is_regular_file();
    return files;
  }
};

constexpr const char* kSource = "/clipbox/source%20%C3%BC";

}  // namespace

TEST_CASE_METHOD(Copying, "a copy has the source's bytes, type and metadata, in another bucket too, and outlives it") {
  for (const char* to : {"/clipbox/copy", "/other/copy"}) {
    const S3Answer copied = Copy(to, kSource);
    REQUIRE(copied.status == 200);
    CHECK(copied.Element("ETag") == '"' + crypto::Md5Hex("0123456789") + '"');
    CHECK(copied.Element("LastModified") == base::ToIso8601(clock.Now()));
  }
  SendSigned("DELETE", "/clipbox/source ü");
  CHECK(Files() == 2);
  for (const char* to : {"/clipbox/copy", "/other/copy"}) {
    const S3Answer got = Get(to);
    CHECK(got.body == "0123456789");
    CHECK(got.Header("Content-Type") == "video/mp4");
    CHECK(got.Header("x-amz-meta-note") == "mine");
    CHECK(got.Header("Cache-Control") == "no-cache");
  }
  SendSigned("DELETE", "/clipbox/copy");
  SendSigned("DELETE", "/other/copy");
  CHECK(Files() == 0);
}

TEST_CASE_METHOD(Copying, "an object is copied onto itself to give it other metadata, and only then") {
  CHECK(Copy("/clipbox/source ü", kSource).Code() == "InvalidRequest");
  CHECK(Copy("/clipbox/source ü", kSource,
             {{"x-amz-metadata-directive", "REPLACE"}, {"x-amz-meta-other", "one"}, {"content-type", "text/plain"}})
            .status == 200);
  const S3Answer got = Get("/clipbox/source ü");
  CHECK(got.body == "0123456789");
  CHECK(got.Header("x-amz-meta-other") == "one");
  CHECK(got.Header("x-amz-meta-note").empty());
  CHECK(got.Header("Content-Type") == "text/plain");
  CHECK(Files() == 1);
}

TEST_CASE_METHOD(Copying, "a copy of what is not there, or cannot be read, changes nothing") {
  Put("/clipbox/target", "kept");
  CHECK(Copy("/clipbox/target", "/clipbox/missing").Code() == "NoSuchKey");
  CHECK(Copy("/clipbox/target", "/missing/key").Code() == "NoSuchBucket");
  CHECK(Copy("/missing/target", kSource).Code() == "NoSuchBucket");
  for (const char* wrong : {"clipbox", "/clipbox/", "//key", "/clipbox/%zz", "/clipbox/%FF"}) {
    INFO(wrong);
    CHECK(Copy("/clipbox/target", wrong).Code() == "InvalidArgument");
  }
  CHECK(Copy("/clipbox/target", kSource, {{"x-amz-metadata-directive", "MOVE"}}).Code() == "InvalidArgument");
  CHECK(Get("/clipbox/target").body == "kept");
  CHECK(Files() == 2);
}

TEST_CASE_METHOD(Copying, "the source of a copy is decoded once, and what looks like a version in its name is none") {
  for (const char* name : {"any%25.txt", "?versionId", "a+b", " "}) {
    INFO(name);
    Put(std::string("/clipbox/") + name, name);
    CHECK(Copy("/clipbox/copy", "/clipbox/" + base::PercentEncode(name)).status == 200);
    CHECK(Get("/clipbox/copy").body == name);
  }
  CHECK(Copy("/clipbox/copy", "/clipbox/any%25.txt").Code() == "NoSuchKey");
}

TEST_CASE_METHOD(Copying, "conditions on the source decide whether it is copied") {
  const std::string etag = '"' + crypto::Md5Hex("0123456789") + '"';
  const std::string modified = Get("/clipbox/source ü").Header("Last-Modified");
  const std::string earlier = "Fri, 02 Jan 2015 03:04:05 GMT";
  const auto copies = [&](const std::string& name, const std::string& value) {
    return Copy("/clipbox/copy", kSource, {{"x-amz-copy-source-" + name, value}}).status;
  };
  CHECK(copies("if-match", etag) == 200);
  CHECK(copies("if-match", "other") == 412);
  CHECK(copies("if-none-match", "other") == 200);
  CHECK(copies("if-none-match", etag) == 412);
  CHECK(copies("if-unmodified-since", modified) == 200);
  CHECK(copies("if-unmodified-since", earlier) == 412);
  CHECK(copies("if-modified-since", earlier) == 200);
  CHECK(copies("if-modified-since", modified) == 412);
}

TEST_CASE_METHOD(Copying, "conditions on what a copy would replace hold") {
  const Fields if_none = {{"if-none-match", "*"}};
  CHECK(Copy("/clipbox/copy", kSource, {{"if-match", "*"}}).Code() == "NoSuchKey");
  CHECK(Copy("/clipbox/copy", kSource, if_none).status == 200);
  Put("/clipbox/copy", "mine");
  CHECK(Copy("/clipbox/copy", kSource, if_none).Code() == "PreconditionFailed");
  CHECK(Copy("/clipbox/copy", kSource, {{"if-match", "other"}}).Code() == "PreconditionFailed");
  CHECK(Get("/clipbox/copy").body == "mine");
  CHECK(Copy("/clipbox/copy", kSource, {{"if-match", crypto::Md5Hex("mine")}}).status == 200);
  CHECK(Get("/clipbox/copy").body == "0123456789");
}

TEST_CASE_METHOD(Copying, "of two copies that may not replace anything exactly one is made") {
  for (int round = 0; round < 20; ++round) {
    const std::string path = "/clipbox/raced" + std::to_string(round);
    std::array<int, 2> statuses{};
    {
      std::vector<std::jthread> writers;
      for (int& status : statuses)
        writers.emplace_back([&] { status = Copy(path, kSource, {{"if-none-match", "*"}}).status; });
    }
    std::sort(statuses.begin(), statuses.end());
    CHECK(statuses == std::array{200, 412});
  }
}

TEST_CASE_METHOD(Copying, "a copy of an object of parts keeps its parts and its ETag") {
  const std::string upload = store.CreateMultipart("film", {});
  const std::string first(5 << 20, '1');
  std::string list = "<CompleteMultipartUpload>";
  for (const auto& [number, bytes] : {std::pair(1, first), std::pair(2, std::string("tail"))}) {
    const std::string etag = Send("PUT", PartTarget("film", upload, number), {}, bytes).Header("ETag");
    list += "<Part><PartNumber>" + std::to_string(number) + "</PartNumber><ETag>" + etag + "</ETag></Part>";
  }
  const std::string etag =
      SendSigned("POST", "/clipbox/film", {{"uploadId", upload}}, list + "</CompleteMultipartUpload>").Element("ETag");
  CHECK(Copy("/other/film", "clipbox/film").Element("ETag") == etag);
  SendSigned("DELETE", "/clipbox/film");
  CHECK(Get("/other/film").body == first + "tail");
  const S3Answer part = SendSigned("GET", "/other/film", {{"partNumber", "2"}});
  CHECK(part.body == "tail");
  CHECK(part.status == 206);
  CHECK(part.Header("x-amz-mp-parts-count") == "2");
  CHECK(part.Header("Content-Range") == "bytes 5242880-5242883/5242884");
}

TEST_CASE_METHOD(Copying, "a part is copied from another object, whole or a range of it") {
  const std::string upload = store.CreateMultipart("made", {});
  const auto copy = [&](const std::string& source, Fields fields = {}) {
    fields.push_back({"x-amz-copy-source", source});
    return SendSigned("PUT", "/clipbox/made", {{"partNumber", "1"}, {"uploadId", upload}}, "", std::move(fields));
  };
  CHECK(copy(kSource).Element("ETag") == '"' + crypto::Md5Hex("0123456789") + '"');
  CHECK(copy(kSource, {{"x-amz-copy-source-range", "bytes=2-4"}}).Element("ETag") == '"' + crypto::Md5Hex("234") + '"');
  for (const char* wrong :
       {"bytes=5-4", "0-2", "bytes=0", "bytes=-2", "bytes=2-", "bytes=a-b", "bytes=0-b", "bytes=0-2,3-5"})
    CHECK(copy(kSource, {{"x-amz-copy-source-range", wrong}}).Code() == "InvalidArgument");
  for (const char* beyond : {"bytes=0-10", "bytes=21-22"})
    CHECK(copy(kSource, {{"x-amz-copy-source-range", beyond}}).Code() == "InvalidRange");
  CHECK(copy("/clipbox/missing").Code() == "NoSuchKey");
  CHECK(copy(kSource, {{"x-amz-copy-source-if-match", "other"}}).Code() == "PreconditionFailed");
  CHECK(store.ListParts("made", upload).at(0).size_bytes == 3);
}

}  // namespace clipbox::http
