// What a browser is told with an object's bytes: ranges, conditions, what may run, and which pages may read it.
#include "catch.h"
#include "unit/http/s3/client.h"

namespace clipbox::http {
namespace {

struct AnsweredClient : S3Client {
  AnsweredClient() {
    objectstore::IncomingFile incoming = bucket_store.Receive({10, std::nullopt});
    incoming.Write("0123456789");
    etag = '"' +
           bucket_store.PutObject("digits", {.content_type = "video/mp4", .metadata = {}}, std::move(incoming)).etag +
           '"';
  }

  S3Answer Get(Fields fields = {}) { return Send("GET", GetTarget("digits"), std::move(fields)); }
  S3Answer Put(const std::string& type) {
    bucket_store.PutObject("typed", {.content_type = type, .metadata = {}}, bucket_store.Receive({0, std::nullopt}));
    return Send("GET", GetTarget("typed"));
  }

  std::string etag;
};

}  // namespace

TEST_CASE_METHOD(AnsweredClient,
                 "one range is answered with 206: from, from to, the last bytes, and past the end cut off") {
  struct Case {
    const char *range, *body, *content_range;
  };
  for (const Case& each : {Case{"bytes=2-4", "234", "bytes 2-4/10"}, Case{"bytes=7-", "789", "bytes 7-9/10"},
                           Case{"bytes=-3", "789", "bytes 7-9/10"}, Case{"bytes=0-0", "0", "bytes 0-0/10"},
                           Case{"bytes=8-99", "89", "bytes 8-9/10"}, Case{"bytes=-99", "0123456789", "bytes 0-9/10"}}) {
    INFO(each.range);
    const S3Answer answer = Get({{"Range", each.range}});
    CHECK(answer.status == 206);
    CHECK(answer.body == each.body);
    CHECK(answer.Header("Content-Range") == each.content_range);
  }
}

TEST_CASE_METHOD(AnsweredClient,
                 "a range behind the end is 416 with the size, one that cannot be read gives the whole") {
  for (const char* range : {"bytes=10-", "bytes=99-100", "bytes=-0"}) {
    const S3Answer answer = Get({{"Range", range}});
    CHECK(answer.status == 416);
    CHECK(answer.Code() == "InvalidRange");
    CHECK(answer.Header("Content-Range") == "bytes */10");
  }
  for (const char* range :
       {"bytes=4-2", "bytes=a-b", "items=0-1", "bytes=", "bytes=0-1,4-5", "bytes=-", "bytes=99999999999999999999-"}) {
    INFO(range);
    CHECK(Get({{"Range", range}}).status == 200);
  }
}

TEST_CASE_METHOD(AnsweredClient, "a range of an object that changed since is the whole object") {
  CHECK(Get({{"Range", "bytes=0-1"}, {"If-Range", etag}}).status == 206);
  CHECK(Get({{"Range", "bytes=0-1"}, {"If-Range", Get().Header("Last-Modified")}}).status == 206);
  CHECK(Get({{"Range", "bytes=0-1"}, {"If-Range", "\"other\""}}).status == 200);
  CHECK(Get({{"Range", "bytes=0-1"}, {"If-Range", "W/" + etag}}).status == 200);
}

TEST_CASE_METHOD(AnsweredClient,
                 "If-None-Match of what the browser has is 304 without a body, If-Match of another is 412") {
  const S3Answer same = Get({{"If-None-Match", "\"x\", W/" + etag}});
  CHECK(same.status == 304);
  CHECK(same.body.empty());
  CHECK(same.Header("ETag") == etag);
  CHECK(Get({{"If-None-Match", "\"x\""}}).status == 200);
  CHECK(Get({{"If-Match", etag}}).status == 200);
  CHECK(Get({{"If-Match", "*"}}).status == 200);
  CHECK(Get({{"If-Match", "\"x\""}}).Code() == "PreconditionFailed");
}

TEST_CASE_METHOD(AnsweredClient, "HEAD says what GET would, without the bytes") {
  const S3Answer head =
      Send("HEAD", Target({.method = objectstore::PresignMethod::kHead, .key = "digits"}), {{"Range", "bytes=2-4"}});
  CHECK(head.status == 206);
  CHECK(head.Header("Content-Range") == "bytes 2-4/10");
  CHECK(head.body.empty());
}

TEST_CASE_METHOD(AnsweredClient,
                 "an object can never run as the page: sandboxed, not sniffed, a download unless it is media") {
  for (const char* type : {"text/html", "image/svg+xml", "IMAGE/SVG+XML", "application/xhtml+xml", "text/plain",
                           "application/pdf", "text/javascript", ""}) {
    INFO(type);
    const S3Answer answer = Put(type);
    CHECK(answer.Header("Content-Security-Policy") == "sandbox; default-src 'none'");
    CHECK(answer.Header("X-Content-Type-Options") == "nosniff");
    CHECK(answer.Header("Content-Disposition") == "attachment");
  }
  for (const char* type : {"image/png", "image/webp", "video/mp4", "audio/mp4"})
    CHECK(Put(type).Header("Content-Disposition").empty());
}

TEST_CASE_METHOD(AnsweredClient, "signed overrides set the answer's type and file name, but never HTML inline") {
  const auto get = [this](const std::string& type, const std::string& disposition) {
    return Send("GET",
                Target({.key = "digits", .response_content_type = type, .response_content_disposition = disposition}));
  };
  const S3Answer named = get("", "attachment; filename=\"a b.mp4\"");
  CHECK(named.Header("Content-Disposition") == "attachment; filename=\"a b.mp4\"");
  CHECK(named.Header("Content-Type") == "video/mp4");
  CHECK(get("video/webm", "inline").Header("Content-Disposition") == "inline");
  const S3Answer html = get("text/html", "inline; filename=x.html");
  CHECK(html.Header("Content-Type") == "text/html");
  CHECK(html.Header("Content-Disposition") == "attachment; filename=x.html");
  CHECK(get("video/mp4\r\nSet-Cookie: a=b", "").Code() == "InvalidArgument");
}

TEST_CASE_METHOD(AnsweredClient, "the disposition that the signer asks for is the answer's, whatever the type") {
  const auto get = [this](const char* method, const std::string& type, const std::string& disposition) {
    return SendSigned(method, "/clipbox/digits",
                      {{"response-content-disposition", disposition}, {"response-content-type", type}});
  };
  for (const char* method : {"GET", "HEAD"}) {
    for (const char* asked : {"bla", "inline", "inline; filename=\"a.pdf\"", "attachment; filename*=UTF-8''%C3%9C"}) {
      INFO(method << " " << asked);
      const S3Answer answer = get(method, "application/pdf", asked);
      CHECK(answer.Header("Content-Disposition") == asked);
      CHECK(answer.Header("Content-Security-Policy") == "sandbox; default-src 'none'");
      CHECK(answer.Header("X-Content-Type-Options") == "nosniff");
    }
    CHECK(get(method, "text/html", "bla").Header("Content-Disposition") == "bla");
    for (const char* type :
         {"text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "video/mp4, text/html"}) {
      INFO(type);
      CHECK(get(method, type, "inline; filename=a").Header("Content-Disposition") == "attachment; filename=a");
      CHECK(get(method, type, "INLINE").Header("Content-Disposition") == "attachment");
      // Without a kind before them, parameters are inline to a browser.
      CHECK(get(method, type, "filename=a").Header("Content-Disposition") == "attachment");
    }
  }
}

TEST_CASE_METHOD(AnsweredClient, "a HEAD tells the disposition that the object has, and none where it has none") {
  const auto head = [this](Fields fields) {
    S3Client::Put("/clipbox/page", "x", std::move(fields));
    return SendSigned("HEAD", "/clipbox/page").Header("Content-Disposition");
  };
  CHECK(head({{"content-type", "text/html"}}).empty());
  CHECK(S3Client::Get("/clipbox/page").Header("Content-Disposition") == "attachment");
  CHECK(head({{"content-type", "text/html"}, {"content-disposition", "inline; filename=a"}}) == "inline; filename=a");
  CHECK(S3Client::Get("/clipbox/page").Header("Content-Disposition") == "attachment; filename=a");
}

TEST_CASE_METHOD(AnsweredClient, "a stored type that would break out of its header is not repeated") {
  CHECK(Put("video/mp4\r\nX: y").Header("Content-Type") == "application/octet-stream");
}

TEST_CASE_METHOD(AnsweredClient, "a preflight from the page's own origin is allowed, from another one refused") {
  const std::string target = PutTarget("key");
  const S3Answer own = Send("OPTIONS", target,
                            {{"Origin", kOrigin},
                             {"Access-Control-Request-Method", "PUT"},
                             {"Access-Control-Request-Headers", "content-type"}});
  CHECK(own.status == 200);
  CHECK(own.Header("Access-Control-Allow-Origin") == kOrigin);
  CHECK(own.Header("Access-Control-Allow-Methods") == "GET, PUT, HEAD");
  CHECK(own.Header("Access-Control-Allow-Headers") == "content-type");
  CHECK(own.Header("Access-Control-Expose-Headers") == "ETag");
  CHECK(own.Header("Access-Control-Max-Age") == "3600");
  const S3Answer other =
      Send("OPTIONS", target, {{"Origin", "http://evil.example"}, {"Access-Control-Request-Method", "PUT"}});
  CHECK(other.status == 403);
  CHECK(other.Header("Access-Control-Allow-Origin").empty());
  CHECK(Send("OPTIONS", target, {{"Origin", kOrigin}, {"Access-Control-Request-Method", "DELETE"}}).status == 403);
  CHECK(Send("OPTIONS", target).status == 400);
  CHECK(Send("OPTIONS", target, {{"Origin", kOrigin}}).Code() == "BadRequest");
}

TEST_CASE_METHOD(AnsweredClient, "storage.cors_origins names other origins, which can read errors as well") {
  const S3Endpoint wider(bucket_store, {"https://page.example"});
  Request request;
  request.method = "GET";
  request.target = ParseTarget("/clipbox/digits?X-Amz-Signature=0");
  request.headers.Add("Origin", "https://page.example");
  const Response refused = wider.Answer(request);
  CHECK(refused.status == 403);
  CHECK(refused.headers.Find("Access-Control-Allow-Origin") == "https://page.example");
}

}  // namespace clipbox::http
