#include "http/s3/gate.h"

#include "base/metrics.h"
#include "catch.h"
#include "unit/http/s3/client.h"
#include "unit/http/test_server.h"

namespace clipbox::http {
namespace {

struct GateWorld : S3Client {
  GateWorld() {
    for (const char* pattern : {"/thing", "/clipbox"}) {
      router.Add({.method = "GET",
                  .pattern = pattern,
                  .name = std::string("get") + pattern,
                  .access = Access::kOpen,
                  .handler = [](Request&) { return TextResponse("route", "text/plain"); }});
    }
  }

  static Request Call(const std::string& method, const std::string& target, bool is_signed) {
    Request request;
    request.method = method;
    request.target = ParseTarget(target);
    request.scheme = "http";
    request.host = kHost;
    request.origin = kOrigin;
    request.is_aws_signed = is_signed;
    return request;
  }

  static std::string CodeOf(const Response& response) { return S3Answer{0, {}, response.body}.Code(); }

  Response Answer(const std::string& method, const std::string& target, bool is_signed = false) {
    Request request = Call(method, target, is_signed);
    return gate.Answer(request);
  }

  test::TestAuthenticator authenticator;
  Router router{authenticator};
  S3Gate gate{&endpoint, router};
};

}  // namespace

TEST_CASE_METHOD(GateWorld, "a signed request goes to the store, whatever its address") {
  CHECK(CodeOf(Answer("GET", "/thing?X-Amz-Signature=0", true)) == "AccessDenied");
  CHECK(Answer("GET", "/thing").body == "route");
}

TEST_CASE_METHOD(GateWorld, "a body in chunks is nobody's but the store's, also where it carries a signature") {
  const auto status = [](const S3Gate& before, const std::string& method, const std::string& target) {
    Request request = Call(method, target, true);
    request.is_chunked = true;
    return before.Answer(request).status;
  };
  CHECK(status(gate, "PUT", "/clipbox/key?X-Amz-Signature=0") == 403);
  const S3Gate without_store(nullptr, router);
  CHECK(status(without_store, "PUT", "/clipbox/key?X-Amz-Signature=0") == 411);
  CHECK(status(without_store, "POST", "/thing?X-Amz-Signature=0") == 411);
}

TEST_CASE_METHOD(GateWorld,
                 "a bucket's address without a signature is the store's to refuse, unless a route knows it") {
  CHECK(Answer("GET", "/clipbox").body == "route");
  CHECK(Answer("POST", "/clipbox").status == 405);
  CHECK(CodeOf(Answer("GET", "/clipbox/key")) == "AccessDenied");
  CHECK(Answer("GET", "/other/key").status == 404);
}

TEST_CASE_METHOD(GateWorld, "at the root, and where no route is, an S3 client is answered in S3's words") {
  router.Add({.method = "GET", .pattern = "/", .name = "getPage", .access = Access::kOpen, .handler = [](Request&) {
                return TextResponse("page", "text/html");
              }});
  const auto answer = [&](const std::string& target, const std::string& name = "", const std::string& value = "") {
    Request request = Call("GET", target, false);
    if (!name.empty()) request.headers.Add(name, value);
    return gate.Answer(request);
  };
  for (const auto& [name, value] : Fields{{"Authorization", ""},
                                          {"Authorization", "AWSHAHAHA"},
                                          {"x-amz-content-sha256", "UNSIGNED-PAYLOAD"},
                                          {"X-Amz-Date", "20260101T000000Z"},
                                          {"amz-sdk-request", "attempt=1"},
                                          {"User-Agent", "Boto3/1.43.11 md/Botocore#1.43.11 os/linux"},
                                          {"User-Agent", "aws-sdk-js/3.1175.0"},
                                          {"User-Agent", "MinIO (linux; amd64) minio-go/v7.0.90"}}) {
    INFO(name << ": " << value);
    CHECK(CodeOf(answer("/", name, value)) == "AccessDenied");
    CHECK(CodeOf(answer("/nowhere/key", name, value)) != "");
    CHECK(answer("/thing", name, value).body == "route");
  }
  for (const char* target : {"/?x-id=ListBuckets", "/?max-buckets=10", "/?AWSAccessKeyId=a&Signature=b"})
    CHECK(CodeOf(answer(target)) == "AccessDenied");
}

TEST_CASE_METHOD(GateWorld, "a browser at the root gets the page, whatever stands between") {
  router.Add({.method = "GET", .pattern = "/", .name = "getPage", .access = Access::kOpen, .handler = [](Request&) {
                return TextResponse("page", "text/html");
              }});
  for (const auto& [name, value] : Fields{{"User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101"},
                                          {"Authorization", "Basic dTpw"},
                                          {"Authorization", "Bearer token"},
                                          {"X-Amz-Cf-Id", "of CloudFront"},
                                          {"X-Amzn-Trace-Id", "of a load balancer"}}) {
    INFO(name << ": " << value);
    Request request = Call("GET", "/?utm_source=mail", false);
    request.headers.Add(name, value);
    CHECK(gate.Answer(request).body == "page");
  }
}

TEST_CASE_METHOD(GateWorld, "what is no request is refused in the words of whom it was meant for") {
  const base::Error error(base::ErrorCode::kPathTooLong, "too long");
  CHECK(CodeOf(gate.Refuse(Call("GET", "/thing", true), error)) == "InvalidURI");
  CHECK(gate.Refuse(Call("GET", "/thing", false), error).status == 414);
}

TEST_CASE_METHOD(GateWorld, "answers of the store are counted under a name of their own") {
  const auto count = [] {
    const std::string text = base::MetricsText(),
                      mark = "clipbox_http_requests_total{code=\"403\",route=\"objectStore\"} ";
    const std::size_t at = text.find(mark);
    return at == std::string::npos ? 0 : std::stoi(text.substr(at + mark.size()));
  };
  const int before = count();
  Answer("GET", "/clipbox/key");
  CHECK(count() == before + 1);
}

TEST_CASE_METHOD(GateWorld, "without a store of our own the router answers what is signed, too") {
  const S3Gate open(nullptr, router);
  Request request = Call("GET", "/thing", true);
  CHECK(open.Answer(request).body == "route");
  CHECK(open.Refuse(request, {base::ErrorCode::kPathTooLong, "too long"}).status == 414);
}

}  // namespace clipbox::http
