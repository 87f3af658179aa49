#include "http/s3/endpoint.h"

#include "catch.h"
#include "crypto/md5.h"
#include "unit/http/s3/client.h"

namespace clipbox::http {

using objectstore::PresignMethod;

TEST_CASE_METHOD(S3Client, "what is put by a presigned URL is got by another, with its MD5 as ETag") {
  const S3Answer put = Send("PUT", PutTarget("a b+ü.mp4"), {}, "film");
  CHECK(put.status == 200);
  CHECK(put.Header("ETag") == "\"" + crypto::Md5Hex("film") + "\"");
  const S3Answer got = Send("GET", GetTarget("a b+ü.mp4"));
  CHECK(got.status == 200);
  CHECK(got.body == "film");
  CHECK(got.Header("ETag") == put.Header("ETag"));
  CHECK(got.Header("Accept-Ranges") == "bytes");
  CHECK(got.Header("Last-Modified").ends_with("GMT"));
  CHECK_FALSE(got.Header("x-amz-request-id").empty());
}

TEST_CASE_METHOD(S3Client, "a presigned PUT ignores headers that were not signed") {
  Send("PUT", PutTarget("key"), {{"Content-Type", "text/html"}, {"x-amz-meta-note", "mine"}}, "<script>");
  const auto info = store.Head("key");
  CHECK(info->content_type == "application/octet-stream");
  CHECK(info->metadata.empty());
}

TEST_CASE_METHOD(S3Client, "a header-signed PUT keeps its type and metadata") {
  const S3Answer put =
      SendSigned("PUT", "/clipbox/key", {}, "bytes", {{"content-type", "video/mp4"}, {"x-amz-meta-note", "mine"}});
  REQUIRE(put.status == 200);
  CHECK(store.Head("key")->content_type == "video/mp4");
  CHECK(store.Head("key")->metadata.at("note") == "mine");
  const S3Answer head = SendSigned("HEAD", "/clipbox/key", {});
  CHECK(head.status == 200);
  CHECK(head.Header("x-amz-meta-note") == "mine");
  CHECK(head.body.empty());
}

TEST_CASE_METHOD(S3Client, "a URL of one key, method or part opens no other") {
  const std::string upload = store.CreateMultipart("key", {});
  bucket_store.PutObject("key2", {}, bucket_store.Receive({0, std::nullopt}));
  const std::string part = PartTarget("key", upload, 1);
  const auto changed = [](std::string text, const std::string& from, const std::string& to) {
    return text.replace(text.find(from), from.size(), to);
  };
  for (const auto& [method, target] :
       std::vector<std::pair<std::string, std::string>>{{"PUT", changed(part, "partNumber=1", "partNumber=2")},
                                                        {"PUT", changed(part, "/key?", "/key2?")},
                                                        {"PUT", changed(part, upload, std::string(32, 'f'))},
                                                        {"PUT", changed(part, "&partNumber=1&uploadId=" + upload, "")},
                                                        {"GET", part},
                                                        {"DELETE", part},
                                                        {"POST", part},
                                                        {"HEAD", part},
                                                        {"GET", changed(GetTarget("key"), "/key?", "/key2?")},
                                                        {"HEAD", GetTarget("key2")},
                                                        {"DELETE", GetTarget("key2")},
                                                        {"PUT", GetTarget("key2")}}) {
    INFO(method << " " << target);
    const S3Answer answer = Send(method, target, {}, "x");
    CHECK(answer.status == 403);
    CHECK(answer.Code() == "SignatureDoesNotMatch");
  }
  CHECK(store.ListParts("key", upload).empty());
}

TEST_CASE_METHOD(S3Client, "an expired URL, a foreign key and an unsigned request are 403, each by its name") {
  const std::string target = Target({.method = PresignMethod::kGet, .key = "key", .expires = std::chrono::seconds(10)});
  clock.Advance(std::chrono::seconds(11));
  const S3Answer expired = Send("GET", target);
  CHECK(expired.status == 403);
  CHECK(expired.Code() == "AccessDenied");
  CHECK(expired.Element("Message") == "Request has expired");
  CHECK(Send("GET", "/clipbox/key?X-Amz-Signature=00").status == 403);
  CHECK(Send("GET", "/clipbox/key").status == 403);
  std::string foreign = GetTarget("key");
  const std::string id = bucket_store.credentials().access_key_id;
  foreign.replace(foreign.find(id), id.size(), "AKIAFOREIGN");
  CHECK(Send("GET", foreign).Code() == "InvalidAccessKeyId");
}

TEST_CASE_METHOD(S3Client, "a multipart upload goes from create to object over S3 calls alone") {
  const S3Answer created = SendSigned("POST", "/clipbox/film", {{"uploads", ""}}, "", {{"content-type", "video/mp4"}});
  REQUIRE(created.status == 200);
  const std::string upload = created.Element("UploadId");
  const std::string first(5 << 20, '1');
  const std::string one = Send("PUT", PartTarget("film", upload, 1), {}, first).Header("ETag");
  const std::string two = Send("PUT", PartTarget("film", upload, 2), {}, "two").Header("ETag");
  const S3Answer listed = SendSigned("GET", "/clipbox/film", {{"max-parts", "1"}, {"uploadId", upload}});
  CHECK(listed.Element("IsTruncated") == "true");
  CHECK(listed.Element("NextPartNumberMarker") == "1");
  CHECK(SendSigned("GET", "/clipbox/film", {{"part-number-marker", "1"}, {"uploadId", upload}})
            .body.find("<PartNumber>2</PartNumber>") != std::string::npos);
  const std::string list = "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" + one +
                           "</ETag></Part><Part><ETag>" + two.substr(1, 32) +
                           "</ETag><PartNumber>2</PartNumber></Part></CompleteMultipartUpload>";
  const S3Answer done = SendSigned("POST", "/clipbox/film", {{"uploadId", upload}}, list);
  CHECK(done.status == 200);
  CHECK(done.Element("ETag").ends_with("-2\""));
  CHECK(SendSigned("POST", "/clipbox/film", {{"uploadId", upload}}, list).Element("ETag") == done.Element("ETag"));
  CHECK(Send("GET", GetTarget("film")).body == first + "two");
  CHECK(Send("GET", GetTarget("film")).Header("Content-Type") == "video/mp4");
}

TEST_CASE_METHOD(S3Client, "every part but the last holds 5 MiB, and what is too small can be sent again") {
  const std::string upload = store.CreateMultipart("film", {});
  const auto complete = [&] {
    std::string list = "<CompleteMultipartUpload>";
    for (const auto& part : store.ListParts("film", upload))
      list += "<Part><PartNumber>" + std::to_string(part.part_number) + "</PartNumber><ETag>" + part.etag +
              "</ETag></Part>";
    return SendSigned("POST", "/clipbox/film", {{"uploadId", upload}}, list + "</CompleteMultipartUpload>");
  };
  Send("PUT", PartTarget("film", upload, 1), {}, "small");
  Send("PUT", PartTarget("film", upload, 2), {}, "last");
  CHECK(complete().Code() == "EntityTooSmall");
  Send("PUT", PartTarget("film", upload, 1), {}, std::string(5 << 20, '1'));
  CHECK(complete().status == 200);
}

TEST_CASE_METHOD(S3Client, "a list of parts that is wrong completes nothing and is named as S3 names it") {
  const std::string upload = store.CreateMultipart("film", {});
  const std::string etag = Send("PUT", PartTarget("film", upload, 1), {}, "one").Header("ETag");
  const auto complete = [&](const std::string& body) {
    return SendSigned("POST", "/clipbox/film", {{"uploadId", upload}}, body).Code();
  };
  const auto part = [](int number, const std::string& tag) {
    return "<Part><PartNumber>" + std::to_string(number) + "</PartNumber><ETag>" + tag + "</ETag></Part>";
  };
  const auto list = [](const std::string& parts) {
    return "<CompleteMultipartUpload>" + parts + "</CompleteMultipartUpload>";
  };
  CHECK(complete("no xml") == "MalformedXML");
  CHECK(complete(list("")) == "MalformedXML");
  CHECK(complete(list(part(0, etag))) == "MalformedXML");
  CHECK(complete(list(part(10'001, etag))) == "MalformedXML");
  CHECK(complete("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + list(part(1, "&e;"))) == "MalformedXML");
  CHECK(complete(list(part(2, etag) + part(1, etag))) == "InvalidPartOrder");
  CHECK(complete(list(part(1, etag) + part(1, etag))) == "InvalidPartOrder");
  CHECK(complete(list(part(1, crypto::Md5Hex("other")))) == "InvalidPart");
  CHECK(complete(list(part(1, etag) + part(2, etag))) == "InvalidPart");
  CHECK(SendSigned("POST", "/clipbox/film", {{"uploadId", upload}}, list(part(1, etag)), {}, crypto::Sha256Hex("x"))
            .Code() == "XAmzContentSHA256Mismatch");
  CHECK_FALSE(store.Head("film"));
  CHECK(store.ListParts("film", upload).size() == 1);
}

TEST_CASE_METHOD(S3Client, "an aborted upload takes no more parts, and aborting it again finds none") {
  const std::string upload = store.CreateMultipart("film", {});
  CHECK(SendSigned("DELETE", "/clipbox/film", {{"uploadId", upload}}).status == 204);
  CHECK(Send("PUT", PartTarget("film", upload, 1), {}, "late").Code() == "NoSuchUpload");
  CHECK(SendSigned("DELETE", "/clipbox/film", {{"uploadId", upload}}).Code() == "NoSuchUpload");
  CHECK(SendSigned("GET", "/clipbox/film", {{"uploadId", upload}}).Code() == "NoSuchUpload");
}

TEST_CASE_METHOD(S3Client, "an object stays as it is while an upload of its key is open, and after that was aborted") {
  SendSigned("PUT", "/clipbox/film", {}, "bar");
  const std::string upload = store.CreateMultipart("film", {});
  Send("PUT", PartTarget("film", upload, 1), {}, "other");
  CHECK(Send("GET", GetTarget("film")).body == "bar");
  store.AbortMultipart("film", upload);
  CHECK(Send("GET", GetTarget("film")).body == "bar");
}

TEST_CASE_METHOD(S3Client, "a body that ends early or is not the signed one stores nothing") {
  CHECK(Send("PUT", PutTarget("key"), {}, "half of it", 100).Code() == "IncompleteBody");
  const S3Answer other = SendSigned("PUT", "/clipbox/key", {}, "body", {}, crypto::Sha256Hex("another body"));
  CHECK(other.Code() == "XAmzContentSHA256Mismatch");
  CHECK(other.status == 400);
  CHECK_FALSE(store.Head("key"));
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory / "objects"))
    CHECK_FALSE(entry.is_regular_file());
}

TEST_CASE_METHOD(S3Client, "what is not there and what is not implemented is said in S3's XML with the request's id") {
  const S3Answer missing = Send("GET", GetTarget("missing"));
  CHECK(missing.status == 404);
  CHECK(missing.Code() == "NoSuchKey");
  CHECK(missing.Header("Content-Type") == "application/xml");
  CHECK(missing.Element("RequestId") == missing.Header("x-amz-request-id"));
  CHECK(SendSigned("GET", "/other/key", {}).Code() == "NoSuchBucket");
  CHECK(SendSigned("GET", "/clipbox/key", {{"torrent", ""}}).Code() == "NotImplemented");
  CHECK(SendSigned("PUT", "/clipbox/key", {{"tagging", ""}}).Code() == "NotImplemented");
  CHECK(SendSigned("PUT", "/clipbox/" + std::string(1025, 'k'), {}).Code() == "KeyTooLongError");
  CHECK(SendSigned("PUT", "/clipbox/\xFF", {}).Code() == "InvalidURI");
  CHECK(SendSigned("PUT", "/clipbox/key", {{"partNumber", "0"}, {"uploadId", "u"}}).Code() == "InvalidArgument");
}

TEST_CASE_METHOD(S3Client, "deleting answers 204 the second time too") {
  bucket_store.PutObject("key", {}, bucket_store.Receive({0, std::nullopt}));
  CHECK(SendSigned("DELETE", "/clipbox/key", {}).status == 204);
  CHECK(SendSigned("DELETE", "/clipbox/key", {}).status == 204);
  CHECK_FALSE(store.Head("key"));
}

}  // namespace clipbox::http
