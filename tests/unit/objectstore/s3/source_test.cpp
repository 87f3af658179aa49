// Reading an object of an S3 store by ranges. What is not exactly the asked bytes of the asked version is an error,
// never the end.
#include "unit/objectstore/s3/standin.h"

namespace clipbox::objectstore {
namespace {

using base::ErrorCode;
using test::StandinAnswer;
using test::StandinRequest;

const std::string kObject = "0123456789";

// HEAD tells of kObject with the ETag `v1`; GET is answered by the test.
S3Standin::Handler With(S3Standin::Handler get) {
  return [get = std::move(get)](const StandinRequest& request) {
    if (request.head.starts_with("HEAD")) return StandinAnswer{.body = kObject, .headers = {"ETag: \"v1\""}};
    return get(request);
  };
}

StandinAnswer Range(const std::string& content_range, const std::string& bytes, const std::string& etag = "v1") {
  return {.status = 206, .body = bytes, .headers = {"Content-Range: " + content_range, "ETag: \"" + etag + "\""}};
}

std::string Read(base::ByteSource& source, std::uint64_t offset, std::size_t count) {
  std::string bytes(count, '\0');
  bytes.resize(source.ReadAt(offset, std::as_writable_bytes(std::span(bytes.data(), bytes.size()))));
  return bytes;
}

}  // namespace

TEST_CASE("a range is asked of the version that was opened, and ends with the object") {
  S3Standin store(With([](const StandinRequest&) { return Range("bytes 7-9/10", "789"); }));
  const auto source = store->Open("key");
  CHECK(Read(*source, 7, 100) == "789");
  CHECK(Read(*source, 10, 1).empty());
  REQUIRE(store.requests().size() == 2);
  CHECK(store.requests()[1].Header("range") == "bytes=7-9");
  CHECK(store.requests()[1].Header("if-match") == "\"v1\"");
}

TEST_CASE("an answer that is not the asked range is tried again, and then an error") {
  const StandinAnswer wrong =
      GENERATE(Range("bytes 0-2/10", "789"), Range("bytes 7-9/11", "789"), Range("bytes 7-8/10", "78"),
               Range("bytes 7-9/10", "78"), Range("", "789"), StandinAnswer{.body = kObject},
               StandinAnswer{.status = 206, .body = "789", .headers = {"Content-Range: bytes 7-9/10"}, .cut = true});
  S3Standin store(With([wrong](const StandinRequest&) { return wrong; }));
  const auto source = store->Open("key");
  CHECK(ErrorOf([&] { Read(*source, 7, 3); }).code() == ErrorCode::kStoreUnavailable);
  CHECK(store.requests().size() == 6);
}

TEST_CASE("an object that was replaced or deleted while it was read is told") {
  S3Standin replaced(With([](const StandinRequest&) { return S3Error(412, "PreconditionFailed"); }));
  CHECK(ErrorOf([&] { Read(*replaced->Open("key"), 0, 1); }).code() == ErrorCode::kSourceChanged);
  S3Standin ignorant(With([](const StandinRequest&) { return Range("bytes 0-0/10", "0", "v2"); }));
  CHECK(ErrorOf([&] { Read(*ignorant->Open("key"), 0, 1); }).code() == ErrorCode::kSourceChanged);
  S3Standin deleted(With([](const StandinRequest&) { return S3Error(404, "NoSuchKey"); }));
  CHECK(ErrorOf([&] { Read(*deleted->Open("key"), 0, 1); }).code() == ErrorCode::kNoSuchKey);
}

TEST_CASE("a key that is not there cannot be opened") {
  S3Standin store(
      [](const StandinRequest&) { return StandinAnswer{.status = 404, .headers = {"x-amz-request-id: 1"}}; });
  CHECK(ErrorOf([&] { store->Open("key"); }).code() == ErrorCode::kNoSuchKey);
  CHECK_FALSE(store->Head("key"));
}

TEST_CASE("a 404 that no store put its request's id on is believed once a listing has confirmed it") {
  const auto store_that_lists = [](const StandinAnswer& listing) {
    return [listing](const StandinRequest& request) {
      return request.head.starts_with("HEAD") ? StandinAnswer{.status = 404} : listing;
    };
  };
  const auto list_of = [](const std::string& key) {
    return StandinAnswer{.body = "<ListBucketResult><Contents><Key>" + key + "</Key></Contents></ListBucketResult>"};
  };
  S3Standin without(store_that_lists({.body = "<ListBucketResult/>"}));
  CHECK_FALSE(without->Head("key"));
  CHECK(without.requests().at(1).target.find("max-keys=1&prefix=key") != std::string::npos);
  S3Standin with_longer(store_that_lists(list_of("key2")));
  CHECK_FALSE(with_longer->Head("key"));
  S3Standin lying(store_that_lists(list_of("key")));
  CHECK(ErrorOf([&] { lying->Head("key"); }).code() == ErrorCode::kStoreUnavailable);
}

TEST_CASE("what answers 404 without being a store is a store that is away, for a job to wait for") {
  S3Standin proxy(
      [](const StandinRequest&) { return StandinAnswer{.status = 404, .body = "<html>nothing here</html>"}; });
  const base::Error error = ErrorOf([&] { proxy->Open("key"); });
  CHECK(error.code() == ErrorCode::kStoreUnavailable);
  CHECK(error.details().reason == "bad_answer");
  S3Standin no_bucket([](const StandinRequest& request) {
    return request.head.starts_with("HEAD") ? StandinAnswer{.status = 404} : S3Error(404, "NoSuchBucket");
  });
  CHECK(ErrorOf([&] { no_bucket->Head("key"); }).details().reason == "no_such_bucket");
}

}  // namespace clipbox::objectstore
