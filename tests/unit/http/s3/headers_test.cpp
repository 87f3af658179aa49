// What is kept with an object and given back: content headers, metadata, and conditions by date; who may not ask at
// all.
#include "catch.h"
#include "unit/http/s3/client.h"

namespace clipbox::http {

TEST_CASE_METHOD(S3Client, "content headers and metadata are kept and given back") {
  const Fields fields = {{"cache-control", "max-age=14400"}, {"content-disposition", "attachment; filename=\"a.bin\""},
                         {"content-encoding", "gzip"},       {"content-language", "fr"},
                         {"content-type", "application/x"},  {"expires", "Fri, 02 Jan 2026 03:04:05 GMT"},
                         {"x-amz-meta-empty", ""},           {"x-amz-meta-note", "Übung"}};
  REQUIRE(Put("/clipbox/key", "bytes", fields).status == 200);
  for (const char* method : {"GET", "HEAD"}) {
    const S3Answer answer = SendSigned(method, "/clipbox/key");
    for (const auto& [name, value] : fields) {
      INFO(name);
      CHECK(answer.Header(name) == value);
    }
  }
  Put("/clipbox/key", "bytes");
  CHECK(Get("/clipbox/key").Header("x-amz-meta-note").empty());
  CHECK(Get("/clipbox/key").Header("Content-Encoding").empty());
}

TEST_CASE_METHOD(S3Client, "aws-chunked is no encoding of the object, wherever it stands in the list") {
  for (const auto& [sent, kept] : Fields{{"gzip", "gzip"},
                                         {"deflate, gzip", "deflate, gzip"},
                                         {"gzip, aws-chunked", "gzip"},
                                         {"aws-chunked, gzip", "gzip"},
                                         {"aws-chunked", ""},
                                         {"aws-chunked, aws-chunked", ""}}) {
    INFO(sent);
    Put("/clipbox/key", "x", {{"content-encoding", sent}});
    CHECK(SendSigned("HEAD", "/clipbox/key").Header("Content-Encoding") == kept);
  }
}

TEST_CASE_METHOD(S3Client, "a multipart upload's headers become its object's") {
  const std::string upload =
      SendSigned("POST", "/clipbox/key", {{"uploads", ""}}, "", {{"content-language", "de"}, {"x-amz-meta-a", "b"}})
          .Element("UploadId");
  const std::string etag = Send("PUT", PartTarget("key", upload, 1), {}, "one").Header("ETag");
  SendSigned("POST", "/clipbox/key", {{"uploadId", upload}},
             "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" + etag +
                 "</ETag></Part></CompleteMultipartUpload>");
  CHECK(Get("/clipbox/key").Header("Content-Language") == "de");
  CHECK(Get("/clipbox/key").Header("x-amz-meta-a") == "b");
}

TEST_CASE_METHOD(S3Client, "more than 2 KiB of metadata is refused, and so is what this store does not do") {
  CHECK(Put("/clipbox/key", "x", {{"x-amz-meta-a", std::string(2047, 'a')}}).status == 200);
  CHECK(Put("/clipbox/key", "x", {{"x-amz-meta-a", std::string(2048, 'a')}}).Code() == "MetadataTooLarge");
  CHECK(Put("/clipbox/key", "x", {{"x-amz-acl", "private"}}).status == 200);
  CHECK(Put("/clipbox/other", "x", {{"x-amz-acl", "everybody"}}).Code() == "InvalidArgument");
  for (const char* name :
       {"x-amz-server-side-encryption", "x-amz-server-side-encryption-customer-key", "x-amz-object-lock-mode",
        "x-amz-object-lock-retain-until-date", "x-amz-tagging", "x-amz-website-redirect-location"}) {
    INFO(name);
    CHECK(Put("/clipbox/other", "x", {{name, "value"}}).Code() == "NotImplemented");
    CHECK(SendSigned("POST", "/clipbox/other", {{"uploads", ""}}, "", {{name, "value"}}).Code() == "NotImplemented");
  }
  CHECK_FALSE(store.Head("other"));
}

TEST_CASE_METHOD(S3Client, "a canned ACL that lets others in is taken, and lets nobody in") {
  for (const char* acl : {"public-read", "public-read-write", "authenticated-read", "bucket-owner-full-control"}) {
    INFO(acl);
    CHECK(Put("/clipbox/key", "x", {{"x-amz-acl", acl}}).status == 200);
    CHECK(SendSigned("PUT", "/open", {}, "", {{"x-amz-acl", acl}}).status == 200);
  }
  CHECK(Send("GET", "/clipbox/key").status == 403);
}

TEST_CASE_METHOD(S3Client, "an object has no tags, and one that is not there is not found") {
  Put("/clipbox/key", "x");
  const S3Answer answer = SendSigned("GET", "/clipbox/key", {{"tagging", ""}});
  CHECK(answer.status == 200);
  CHECK(answer.body.find("<TagSet") != std::string::npos);
  CHECK(SendSigned("GET", "/clipbox/other", {{"tagging", ""}}).Code() == "NoSuchKey");
  CHECK(SendSigned("PUT", "/clipbox/key", {{"tagging", ""}}, "<Tagging/>").Code() == "NotImplemented");
}

TEST_CASE_METHOD(S3Client, "response-… overrides what was stored, in a signed request only") {
  Put("/clipbox/key", "x", {{"content-language", "fr"}});
  const S3Answer answer = SendSigned("GET", "/clipbox/key",
                                     {{"response-cache-control", "no-cache"},
                                      {"response-content-disposition", "attachment; filename=b"},
                                      {"response-content-encoding", "aaa"},
                                      {"response-content-language", "esperanto"},
                                      {"response-content-type", "foo/bar"},
                                      {"response-expires", "123"}});
  CHECK(answer.Header("Cache-Control") == "no-cache");
  CHECK(answer.Header("Content-Disposition") == "attachment; filename=b");
  CHECK(answer.Header("Content-Encoding") == "aaa");
  CHECK(answer.Header("Content-Language") == "esperanto");
  CHECK(answer.Header("Content-Type") == "foo/bar");
  CHECK(answer.Header("Expires") == "123");
}

TEST_CASE_METHOD(S3Client,
                 "an object is given by its date: modified since, unmodified since, a tag winning over a date") {
  Put("/clipbox/key", "bytes");
  const std::string same = Get("/clipbox/key").Header("Last-Modified"), past = "Sat, 29 Oct 1994 19:43:31 GMT",
                    future = "Sat, 29 Oct 2100 19:43:31 GMT", etag = '"' + crypto::Md5Hex("bytes") + '"';
  const auto get = [&](Fields fields) { return Get("/clipbox/key", std::move(fields)).status; };
  CHECK(get({{"if-modified-since", past}}) == 200);
  CHECK(get({{"if-modified-since", same}}) == 304);
  CHECK(get({{"if-unmodified-since", past}}) == 412);
  CHECK(get({{"if-unmodified-since", same}}) == 200);
  CHECK(get({{"if-unmodified-since", "no date"}}) == 200);
  CHECK(get({{"if-match", etag}, {"if-unmodified-since", past}}) == 200);
  CHECK(get({{"if-none-match", "\"other\""}, {"if-modified-since", future}}) == 200);
}

TEST_CASE_METHOD(S3Client, "a part is got by its number; an object of one put is its only part") {
  Put("/clipbox/key", "bytes");
  CHECK(SendSigned("GET", "/clipbox/key", {{"partNumber", "1"}}).body == "bytes");
  CHECK(SendSigned("HEAD", "/clipbox/key", {{"partNumber", "1"}}).Header("x-amz-mp-parts-count").empty());
  CHECK(SendSigned("GET", "/clipbox/key", {{"partNumber", "2"}}).Code() == "InvalidPart");
  CHECK(SendSigned("GET", "/clipbox/key", {{"partNumber", "0"}}).Code() == "InvalidArgument");
  CHECK(SendSigned("GET", "/clipbox/key", {{"partNumber", "1"}}, "", {{"range", "bytes=0-1"}}).Code() ==
        "InvalidRequest");
}

TEST_CASE_METHOD(S3Client, "a signature's time is 15 minutes at most from ours, in header and query") {
  const auto at = [&](std::chrono::seconds offset) {
    const Signed request = Sign("GET", "/clipbox/key", {}, {}, crypto::Sha256Hex(""));
    clock.Advance(offset);
    const S3Answer answer = Send("GET", "/clipbox/key", request.fields);
    clock.Advance(-offset);
    return answer.Code();
  };
  CHECK(at(std::chrono::seconds(899)) == "NoSuchKey");
  CHECK(at(std::chrono::seconds(901)) == "RequestTimeTooSkewed");
  CHECK(at(std::chrono::minutes(-15)) == "NoSuchKey");
  CHECK(at(std::chrono::seconds(-901)) == "RequestTimeTooSkewed");
  const std::string early = GetTarget("key");
  clock.Advance(std::chrono::seconds(-901));
  CHECK(Send("GET", early).Code() == "RequestTimeTooSkewed");
}

TEST_CASE_METHOD(S3Client,
                 "Date says nothing where x-amz-date does, and an x-amz-date that cannot be read is refused") {
  for (const char* date : {"Bad Date", "", "Tue, 07 Jul 2010 21:53:04 GMT", "Tue, 07 Jul 1950 21:53:04 GMT",
                           "Tue, 07 Jul 9999 21:53:04 GMT"}) {
    INFO(date);
    CHECK(Put("/clipbox/key", "bar", {{"date", date}}).status == 200);
    CHECK(SendSigned("PUT", "/dated", {}, "", {{"date", date}}).status == 200);
  }
  for (const char* date : {"Bad Date", "", "20100707T215304Z", "19500707T215304Z", "99990707T215304Z"}) {
    INFO(date);
    Fields fields = Sign("PUT", "/clipbox/other", {}, {}, crypto::Sha256Hex("bar")).fields;
    for (auto& [name, value] : fields) value = name == "x-amz-date" ? date : value;
    CHECK(Send("PUT", "/clipbox/other", fields, "bar").status == 403);
  }
  CHECK_FALSE(store.Head("other"));
}

TEST_CASE_METHOD(S3Client, "a URL's lifetime is 1 second to 7 days; any other is refused though it is signed") {
  const auto with = [&](const std::string& expires) {
    crypto::SigningKeys keys(bucket_store.credentials());
    const std::string date = crypto::ToAmzDate(clock.Now());
    const crypto::SigV4Scope scope{date.substr(0, 8), "auto"};
    std::vector<crypto::NameValue> query = {{"X-Amz-Algorithm", "AWS4-HMAC-SHA256"},
                                            {"X-Amz-Credential", keys.access_key_id() + "/" + ToText(scope)},
                                            {"X-Amz-Date", date},
                                            {"X-Amz-Expires", expires},
                                            {"X-Amz-SignedHeaders", "host"}};
    const crypto::SignableRequest signable{"GET", "/clipbox/key", query, {{"host", kHost}}, "UNSIGNED-PAYLOAD"};
    query.push_back({"X-Amz-Signature", crypto::SignRequest(keys, signable, date, scope)});
    return Send("GET", ToTarget("/clipbox/key", query));
  };
  CHECK(with("1").Code() == "NoSuchKey");
  CHECK(with("604800").Code() == "NoSuchKey");
  for (const char* wrong : {"0", "-1", "-7", "604801", "60480000000000", "", "1x"}) {
    INFO(wrong);
    CHECK(with(wrong).status == 403);
    CHECK(with(wrong).Code() == "AccessDenied");
  }
}

TEST_CASE_METHOD(S3Client, "a signature whose time stands in Date alone is good, also as botocore writes it") {
  const auto put = [&](const std::string& date) {
    crypto::SigningKeys keys(bucket_store.credentials());
    const std::string amz_date = crypto::ToAmzDate(clock.Now()), hash(crypto::kUnsignedPayload);
    const crypto::SigV4Scope scope{amz_date.substr(0, 8), "auto"};
    const crypto::SignableRequest signable{
        "PUT", "/clipbox/key", {}, {{"date", date}, {"host", kHost}, {"x-amz-content-sha256", hash}}, hash};
    return Send("PUT", "/clipbox/key",
                {{"date", date},
                 {"x-amz-content-sha256", hash},
                 {"Authorization", "AWS4-HMAC-SHA256 Credential=" + keys.access_key_id() + "/" + ToText(scope) +
                                       ",SignedHeaders=date;host;x-amz-content-sha256,Signature=" +
                                       crypto::SignRequest(keys, signable, amz_date, scope)}},
                "x");
  };
  const std::string now = base::ToHttpDate(clock.Now());
  CHECK(put(now).status == 200);
  CHECK(put(now.substr(0, now.size() - 3) + "-0000").status == 200);
  CHECK(put(crypto::ToAmzDate(clock.Now())).status == 200);
  CHECK(put(base::ToHttpDate(clock.Now() - std::chrono::minutes(1))).Code() == "SignatureDoesNotMatch");
  CHECK(put("today").Code() == "AccessDenied");
  CHECK(put("").Code() == "AccessDenied");
}

TEST_CASE_METHOD(S3Client, "who signs as of old, or not at all, is told what to sign with") {
  const auto message = [](const S3Answer& answer) {
    INFO(answer.body);
    CHECK(answer.Element("Message").find("Signature Version 4 (AWS4-HMAC-SHA256)") != std::string::npos);
    return answer.Code();
  };
  for (const char* authorization : {"", "AWS KEY:signature", "AWS4-HMAC-SHA256 HAHAHA", "HAHAHA"})
    CHECK(message(Send("PUT", "/clipbox/key", {{"Authorization", authorization}}, "x")) == "AccessDenied");
  CHECK(message(Send("PUT", "/fresh", {{"Authorization", ""}})) == "AccessDenied");
  CHECK(message(Send("GET", "/clipbox/key?AWSAccessKeyId=a&Signature=b&Expires=1")) == "AccessDenied");
  CHECK(message(Send("GET", "/clipbox/key?X-Amz-Signature=b")) == "AccessDenied");
  CHECK(message(Send("GET", "/clipbox/key")) == "AccessDenied");
  const S3Answer broken = Send("GET", "/clipbox/key", {{"Authorization", "AWS HAHAHA"}});
  CHECK(broken.status == 400);
  CHECK(message(broken) == "InvalidArgument");
  CHECK(Send("GET", "/clipbox/key", {{"Authorization", "AWS KEY:signature"}}).body.find("Version 2") !=
        std::string::npos);
}

TEST_CASE_METHOD(S3Client, "nobody's request of a bucket that is not there learns that, and makes none") {
  for (const char* method : {"GET", "DELETE", "PUT"}) CHECK(Send(method, "/gone/key").Code() == "NoSuchBucket");
  CHECK(Send("GET", "/gone").Code() == "NoSuchBucket");
  for (const char* path : {"/gone", "/gone/"}) CHECK(Send("PUT", path).Code() == "AccessDenied");
  CHECK(Send("GET", "/gone/key", {{"Authorization", "AWS KEY:signature"}}).Code() == "AccessDenied");
}

TEST_CASE_METHOD(S3Client, "without a signature nothing is told but that it is refused") {
  Put("/clipbox/key", "bytes");
  for (const char* target : {"/clipbox/key", "/clipbox/missing", "/clipbox", "/"}) {
    for (const char* method : {"GET", "HEAD", "PUT", "DELETE", "POST"}) {
      const S3Answer answer = Send(method, target);
      CHECK(answer.status == 403);
      CHECK(answer.Code() == "AccessDenied");
    }
  }
  CHECK(Send("GET", "/clipbox/key", {{"Authorization", "AWS KEY:signature"}}).Code() == "AccessDenied");
  CHECK(Send("GET", "/clipbox/key", {{"Authorization", "AWS4-HMAC-SHA256 HAHAHA"}}).Code() == "AccessDenied");
}

}  // namespace clipbox::http
