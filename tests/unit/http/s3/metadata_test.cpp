// Metadata in whatever bytes a client writes it: the store gives back what it was given. Ways in: a put, an upload in
// parts, a presigned URL, a copy (a form: post_form_test.cpp).
#include "catch.h"
#include "unit/http/s3/client.h"

namespace clipbox::http {
namespace {

struct Noted : S3Client {
  // `Übung` in Latin-1 and UTF-8, as an encoded-word (RFC 2047), and bytes that are no text at all.
  const std::vector<std::string> notes = {
      "\xDC"
      "bung",
      "\xC3\x9C"
      "bung",
      "=?UTF-8?Q?=C3=9Cbung?=", "=?ISO-8859-1?B?3GJ1bmc=?=", "\xFF\xFE\xC3(\x80"};

  std::vector<std::string> NotesOf(const std::string& path) {
    std::vector<std::string> found;
    for (std::size_t i = 0; i < notes.size(); ++i)
      found.push_back(SendSigned("HEAD", path).Header("x-amz-meta-note" + std::to_string(i)));
    return found;
  }
  Fields Headers() const {
    Fields fields;
    for (std::size_t i = 0; i < notes.size(); ++i) fields.push_back({"x-amz-meta-note" + std::to_string(i), notes[i]});
    return fields;
  }
};

}  // namespace

TEST_CASE_METHOD(Noted, "metadata comes back byte for byte, in whatever encoding it was put") {
  REQUIRE(Put("/clipbox/key", "x", Headers()).status == 200);
  CHECK(NotesOf("/clipbox/key") == notes);
  CHECK(Get("/clipbox/key").Header("x-amz-meta-note0") == notes[0]);
}

TEST_CASE_METHOD(Noted, "content headers come back byte for byte as well") {
  const Fields fields = {{"content-type", "video/mp4; title=\xDC"},
                         {"content-disposition", "attachment; filename=\"\xDC.mp4\""},
                         {"cache-control", "\xDC"}};
  Put("/clipbox/key", "x", fields);
  for (const auto& [name, value] : fields) CHECK(Get("/clipbox/key").Header(name) == value);
}

TEST_CASE_METHOD(Noted, "an upload's metadata comes back byte for byte") {
  const std::string upload = SendSigned("POST", "/clipbox/key", {{"uploads", ""}}, "", Headers()).Element("UploadId");
  const std::string etag = Send("PUT", PartTarget("key", upload, 1), {}, "one").Header("ETag");
  SendSigned("POST", "/clipbox/key", {{"uploadId", upload}},
             "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" + etag +
                 "</ETag></Part></CompleteMultipartUpload>");
  CHECK(NotesOf("/clipbox/key") == notes);
}

TEST_CASE_METHOD(Noted, "a copy's metadata is its source's, or its own, byte for byte") {
  Put("/clipbox/source", "x", Headers());
  CHECK(Put("/clipbox/kept", "", {{"x-amz-copy-source", "/clipbox/source"}}).status == 200);
  CHECK(NotesOf("/clipbox/kept") == notes);
  Put("/clipbox/plain", "x");
  Fields fields = Headers();
  fields.push_back({"x-amz-copy-source", "/clipbox/plain"});
  fields.push_back({"x-amz-metadata-directive", "REPLACE"});
  CHECK(Put("/clipbox/replaced", "", fields).status == 200);
  CHECK(NotesOf("/clipbox/replaced") == notes);
}

TEST_CASE_METHOD(Noted, "metadata in a presigned URL comes back byte for byte") {
  std::vector<crypto::NameValue> query;
  for (const auto& [name, value] : Headers()) query.push_back({name, value});
  REQUIRE(Send("PUT", Presigned("PUT", "/clipbox/key", query), {}, "x").status == 200);
  CHECK(NotesOf("/clipbox/key") == notes);
}

TEST_CASE_METHOD(Noted, "a parameter whose name could not stand in a head is no header") {
  for (const char* name : {"x-amz-meta-a: b", "x-amz-meta-a b", "x-amz-meta-\xDC", "x-amz-meta-a\r\nb"})
    CHECK(Send("PUT", Presigned("PUT", "/clipbox/key", {{name, "c"}}), {}, "x").Code() == "InvalidArgument");
  CHECK_FALSE(store.Head("key"));
}

}  // namespace clipbox::http
