// Deletions with conditions: only the object that its client knows goes.
#include "base/clock.h"
#include "catch.h"
#include "unit/http/s3/client.h"

namespace clipbox::http {
namespace {

struct Deleting : S3Client {
  static constexpr const char* kPast = "Thu, 01 Jan 2015 00:00:00 GMT";
  const std::string etag = '"' + crypto::Md5Hex("bytes") + '"';

  Deleting() { clock.Advance(std::chrono::milliseconds(345)); }

  // With `condition` on an object of its own.
  S3Answer Delete(const std::string& condition, const std::string& value) {
    Put("/clipbox/key", "bytes");
    return SendSigned("DELETE", "/clipbox/key", {}, "", {{condition, value}});
  }
  std::string LastModified() { return base::ToHttpDate(clock.Now()); }
  S3Answer DeleteMany(const std::string& objects) {
    return SendSigned("POST", "/clipbox", {{"delete", ""}}, "<Delete>" + objects + "</Delete>");
  }
};

constexpr const char* kTime = "x-amz-if-match-last-modified-time";
constexpr const char* kSize = "x-amz-if-match-size";

}  // namespace

TEST_CASE_METHOD(Deleting, "an object is deleted where its tag, time and size are those that were named") {
  for (const auto& [condition, value] :
       Fields{{"if-match", etag}, {"if-match", "*"}, {kTime, LastModified()}, {kSize, "5"}}) {
    INFO(condition);
    CHECK(Delete(condition, value).status == 204);
    CHECK_FALSE(store.Head("key"));
  }
}

TEST_CASE_METHOD(Deleting, "another object than the one that was named stays") {
  for (const auto& [condition, value] : Fields{{"if-match", "other"}, {kTime, kPast}, {kSize, "6"}}) {
    INFO(condition);
    CHECK(Delete(condition, value).Code() == "PreconditionFailed");
    CHECK(Get("/clipbox/key").body == "bytes");
  }
  CHECK(SendSigned("DELETE", "/clipbox/key", {}, "", {{"if-match", etag}, {kSize, "6"}}).status == 412);
  CHECK(store.Head("key"));
}

TEST_CASE_METHOD(Deleting, "what cannot be read as a condition deletes nothing") {
  for (const auto& [condition, value] : Fields{{kTime, "2015-01-01"}, {kSize, "5x"}, {kSize, ""}}) {
    CHECK(Delete(condition, value).Code() == "InvalidArgument");
    CHECK(store.Head("key"));
  }
}

TEST_CASE_METHOD(Deleting, "an object that is not there counts as deleted, whatever was asked of it") {
  for (const auto& [condition, value] :
       Fields{{"if-match", "*"}, {"if-match", "other"}, {kTime, kPast}, {kSize, "9999"}})
    CHECK(SendSigned("DELETE", "/clipbox/missing", {}, "", {{condition, value}}).status == 204);
}

TEST_CASE_METHOD(Deleting, "of many objects each has conditions of its own; those that stay are named as errors") {
  for (const char* key : {"a", "b", "c", "d", "e"}) Put(std::string("/clipbox/") + key, "bytes");
  const auto object = [](const std::string& key, const std::string& more) {
    return "<Object><Key>" + key + "</Key>" + more + "</Object>";
  };
  const std::string many = object("a", "<ETag>other</ETag>") + object("b", "<ETag>" + etag + "</ETag>") +
                           object("c", "<LastModifiedTime>" + std::string(kPast) + "</LastModifiedTime>") +
                           object("d", "<Size>6</Size>") +
                           object("e", "<Size>5</Size><LastModifiedTime>" + LastModified() + "</LastModifiedTime>") +
                           object("missing", "<ETag>other</ETag>");
  using Texts = std::vector<std::string>;
  const S3Answer answer = DeleteMany(many);
  CHECK(answer.All("Deleted", "Key") == Texts{"b", "e", "missing"});
  CHECK(answer.All("Error", "Key") == Texts{"a", "c", "d"});
  CHECK(answer.All("Error", "Code") == Texts(3, "PreconditionFailed"));
  for (const char* key : {"a", "c", "d"}) CHECK(store.Head(key));
  for (const char* key : {"b", "e"}) CHECK_FALSE(store.Head(key));
  CHECK(DeleteMany(object("a", "<Size>x</Size>")).Code() == "InvalidArgument");
}

}  // namespace clipbox::http
