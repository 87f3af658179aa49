// Calls on buckets: making and removing them, where they lie, their CORS rules.
#include "catch.h"
#include "unit/http/s3/client.h"

namespace clipbox::http {

TEST_CASE_METHOD(S3Client, "a bucket is made, found, listed and removed") {
  CHECK(SendSigned("HEAD", "/new-bucket").status == 404);
  const S3Answer made = SendSigned("PUT", "/new-bucket");
  CHECK(made.status == 200);
  CHECK(made.Header("Location") == "/new-bucket");
  CHECK(SendSigned("HEAD", "/new-bucket").Header("x-amz-bucket-region") == "auto");
  CHECK(SendSigned("GET", "/").body.find("<Name>clipbox</Name>") <
        SendSigned("GET", "/").body.find("<Name>new-bucket</Name>"));
  CHECK(SendSigned("GET", "/new-bucket", {{"location", ""}}).body.find(">auto</LocationConstraint>") !=
        std::string::npos);
  CHECK(SendSigned("DELETE", "/new-bucket").status == 204);
  CHECK(SendSigned("DELETE", "/new-bucket").Code() == "NoSuchBucket");
  CHECK(SendSigned("GET", "/").body.find("new-bucket") == std::string::npos);
}

TEST_CASE_METHOD(S3Client, "a bucket is made without a body, whether its length is told or not") {
  Request request;
  request.method = "PUT";
  request.target = ParseTarget("/unsaid");
  request.host = kHost;
  request.headers.Add("Host", kHost);
  for (const auto& [name, value] : Sign("PUT", "/unsaid", {}, {}, crypto::Sha256Hex("")).fields)
    request.headers.Add(name, value);
  TextBody none("", 0);
  request.body = &none;
  CHECK(endpoint.Answer(request).status == 200);
  CHECK(SendSigned("PUT", "/said").status == 200);
  CHECK(SendSigned("HEAD", "/unsaid").status == 200);
}

TEST_CASE_METHOD(S3Client, "buckets are listed in pages where that is asked for") {
  using Names = std::vector<std::string>;
  for (const char* name : {"/video", "/audio", "/album"}) SendSigned("PUT", name);
  const auto list = [&](const std::vector<crypto::NameValue>& query) { return SendSigned("GET", "/", query); };
  const auto names = [](const S3Answer& answer) {
    const xml::Element root = xml::Parse(answer.body, 1 << 20).value();
    REQUIRE(root.Find("Buckets") != nullptr);
    Names found;
    for (const xml::Element& each : root.Find("Buckets")->children) found.emplace_back(each.TextOf("Name"));
    return found;
  };
  const S3Answer first = list({{"max-buckets", "3"}});
  CHECK(names(first) == Names{"album", "audio", "clipbox"});
  const S3Answer rest = list({{"max-buckets", "3"}, {"continuation-token", first.Element("ContinuationToken")}});
  CHECK(names(rest) == Names{"video"});
  CHECK(rest.body.find("ContinuationToken") == std::string::npos);
  CHECK(list({{"max-buckets", "4"}}).body.find("ContinuationToken") == std::string::npos);
  CHECK(names(list({{"prefix", "a"}})) == Names{"album", "audio"});
  for (const char* wrong : {"0", "-1", "10001", "x", ""})
    CHECK(list({{"max-buckets", wrong}}).Code() == "InvalidArgument");
}

TEST_CASE_METHOD(S3Client, "a bucket that others are named for, or that locks its objects, is refused and not made") {
  for (const auto& [name, value] : Fields{{"x-amz-grant-write", "id=other"},
                                          {"x-amz-grant-read-acp", "id=other"},
                                          {"x-amz-bucket-object-lock-enabled", "true"}}) {
    INFO(name);
    CHECK(SendSigned("PUT", "/open", {}, "", {{name, value}}).Code() == "NotImplemented");
  }
  CHECK(SendSigned("HEAD", "/open").status == 404);
  CHECK(SendSigned("PUT", "/open", {}, "", {{"x-amz-bucket-object-lock-enabled", "false"}}).status == 200);
}

TEST_CASE_METHOD(S3Client, "a bucket that is made again by its owner stays as it is, wherever it is to lie") {
  SendSigned("PUT", "/again");
  Put("/again/key", "kept");
  const std::string europe =
      "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>";
  CHECK(SendSigned("PUT", "/again", {}, europe, {{"x-amz-acl", "private"}}).status == 200);
  CHECK(Get("/again/key").body == "kept");
  CHECK(SendSigned("PUT", "/again", {}, "no xml").Code() == "MalformedXML");
  CHECK(SendSigned("PUT", "/clipbox").status == 200);
}

TEST_CASE_METHOD(S3Client, "names of buckets follow S3's rules") {
  for (const char* name : {"ab", "Upper", "under_score", "-dash", "dash-", "two..dots", "dot.-dash", "dash-.dot",
                           "192.168.5.123", ".dot", "a b", "\xC3\xBC\xC3\xBC\xC3\xBC"}) {
    INFO(name);
    CHECK(SendSigned("PUT", std::string("/") + name).Code() == "InvalidBucketName");
  }
  CHECK(SendSigned("PUT", "/" + std::string(64, 'a')).Code() == "InvalidBucketName");
  for (const std::string& name : {std::string("abc"), std::string("a.b-c"), std::string("1.2.3"), std::string(63, 'a')})
    CHECK(SendSigned("PUT", "/" + name).status == 200);
}

TEST_CASE_METHOD(S3Client, "only an empty bucket goes, and its open uploads with it; the product's own stays") {
  SendSigned("PUT", "/full");
  Put("/full/key", "x");
  const S3Answer refused = SendSigned("DELETE", "/full");
  CHECK(refused.status == 409);
  CHECK(refused.Code() == "BucketNotEmpty");
  const std::string upload = SendSigned("POST", "/full/open", {{"uploads", ""}}).Element("UploadId");
  SendSigned("PUT", "/full/open", {{"partNumber", "1"}, {"uploadId", upload}}, "part");
  SendSigned("DELETE", "/full/key");
  CHECK(SendSigned("DELETE", "/full").status == 204);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory / "objects"))
    CHECK_FALSE(entry.is_regular_file());
  CHECK(SendSigned("DELETE", "/clipbox").Code() == "AccessDenied");
}

TEST_CASE_METHOD(S3Client, "a bucket that is not there is said so by every call on it, and nothing is stored in it") {
  CHECK(Put("/missing/key", "x").Code() == "NoSuchBucket");
  CHECK(Get("/missing/key").Code() == "NoSuchBucket");
  CHECK(SendSigned("GET", "/missing").Code() == "NoSuchBucket");
  CHECK(SendSigned("POST", "/missing/key", {{"uploads", ""}}).Code() == "NoSuchBucket");
  CHECK(SendSigned("GET", "/missing", {{"cors", ""}}).Code() == "NoSuchBucket");
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory / "objects"))
    CHECK_FALSE(entry.is_regular_file());
}

TEST_CASE_METHOD(S3Client, "one key in two buckets is two objects") {
  SendSigned("PUT", "/other");
  Put("/other/key", "theirs");
  Put("/clipbox/key", "ours");
  CHECK(Get("/other/key").body == "theirs");
  CHECK(store.Head("key")->size_bytes == 4);
  SendSigned("DELETE", "/other/key");
  CHECK(Get("/clipbox/key").body == "ours");
  const std::string upload = SendSigned("POST", "/other/key", {{"uploads", ""}}).Element("UploadId");
  CHECK(SendSigned("PUT", "/clipbox/key", {{"partNumber", "1"}, {"uploadId", upload}}, "x").Code() == "NoSuchUpload");
}

namespace {

struct WithCors : S3Client {
  static std::string Rule(const std::string& inside) {
    return "<CORSConfiguration><CORSRule>" + inside + "</CORSRule></CORSConfiguration>";
  }
  S3Answer PutCors(const std::string& rules, const std::string& bucket = "/clipbox") {
    return SendSigned("PUT", bucket, {{"cors", ""}}, rules);
  }
  S3Answer Preflight(const std::string& origin, const std::string& method, const std::string& headers = {}) {
    Fields fields = {{"Origin", origin}, {"Access-Control-Request-Method", method}};
    if (!headers.empty()) fields.push_back({"Access-Control-Request-Headers", headers});
    return Send("OPTIONS", PutTarget("key"), fields);
  }
};

}  // namespace

TEST_CASE_METHOD(WithCors, "CORS rules are put, given back, and removed") {
  CHECK(SendSigned("GET", "/clipbox", {{"cors", ""}}).Code() == "NoSuchCORSConfiguration");
  const std::string rule =
      "<AllowedOrigin>https://page.example</AllowedOrigin><AllowedMethod>PUT</AllowedMethod>"
      "<AllowedHeader>content-type</AllowedHeader><ExposeHeader>ETag</ExposeHeader><MaxAgeSeconds>60</MaxAgeSeconds>";
  CHECK(PutCors(Rule(rule)).status == 200);
  CHECK(SendSigned("GET", "/clipbox", {{"cors", ""}}).body.find(rule) != std::string::npos);
  CHECK(SendSigned("DELETE", "/clipbox", {{"cors", ""}}).status == 204);
  CHECK(SendSigned("GET", "/clipbox", {{"cors", ""}}).status == 404);
}

TEST_CASE_METHOD(WithCors, "rules that were put let other origins in, and never lock the page out") {
  PutCors(
      Rule("<AllowedOrigin>https://*.example</AllowedOrigin><AllowedMethod>PUT</AllowedMethod>"
           "<AllowedHeader>x-amz-*</AllowedHeader><ExposeHeader>ETag</ExposeHeader>"));
  const S3Answer allowed = Preflight("https://page.example", "PUT", "X-Amz-Date");
  CHECK(allowed.status == 200);
  CHECK(allowed.Header("Access-Control-Allow-Origin") == "https://page.example");
  CHECK(allowed.Header("Access-Control-Allow-Methods") == "PUT");
  CHECK(Preflight("https://page.example", "GET").status == 403);
  CHECK(Preflight("https://page.example", "PUT", "content-type").status == 403);
  CHECK(Preflight("https://page.other", "PUT").status == 403);
  CHECK(Preflight(kOrigin, "PUT", "content-type").status == 200);
  PutCors(Rule("<AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod>"));
  CHECK(Preflight("https://anyone", "GET").Header("Access-Control-Allow-Origin") == "*");
}

TEST_CASE_METHOD(WithCors,
                 "every answer says by which rule the page may read it, and a refused preflight says nothing") {
  PutCors(Rule("<AllowedOrigin>*suffix</AllowedOrigin><AllowedMethod>GET</AllowedMethod>"));
  const auto get = [&](const std::string& origin, Fields more = {}) {
    more.push_back({"Origin", origin});
    return Send("GET", GetTarget("missing"), std::move(more));
  };
  const S3Answer missing = get("foo.suffix");
  CHECK(missing.status == 404);
  CHECK(missing.Header("Access-Control-Allow-Origin") == "foo.suffix");
  CHECK(missing.Header("Access-Control-Allow-Methods") == "GET");
  CHECK(get("foo.suffix.other").Header("Access-Control-Allow-Methods").empty());
  CHECK(get("foo.suffix", {{"Access-Control-Request-Method", "PUT"}}).Header("Access-Control-Allow-Origin").empty());
  const S3Answer put = Send("PUT", "/clipbox/key?X-Amz-Signature=0",
                            {{"Origin", "foo.suffix"}, {"Access-Control-Request-Method", "GET"}});
  CHECK(put.status == 403);
  CHECK(put.Header("Access-Control-Allow-Origin") == "foo.suffix");
  const S3Answer refused = Preflight("foo.suffix", "GET", "x-amz-meta-other");
  CHECK(refused.status == 403);
  CHECK(refused.Header("Access-Control-Allow-Origin").empty());
}

TEST_CASE_METHOD(WithCors, "rules that cannot be meant are refused") {
  const std::string origin = "<AllowedOrigin>*</AllowedOrigin>";
  CHECK(PutCors("").Code() == "MalformedXML");
  CHECK(PutCors("<CORSConfiguration/>").Code() == "MalformedXML");
  CHECK(PutCors(Rule(origin)).Code() == "MalformedXML");
  CHECK(PutCors(Rule(origin + "<AllowedMethod>PATCH</AllowedMethod>")).Code() == "InvalidRequest");
  CHECK(PutCors(Rule("<AllowedOrigin>*.*</AllowedOrigin><AllowedMethod>GET</AllowedMethod>")).Code() ==
        "InvalidRequest");
  CHECK(PutCors(Rule(origin + "<AllowedMethod>GET</AllowedMethod><MaxAgeSeconds>x</MaxAgeSeconds>")).Code() ==
        "MalformedXML");
  CHECK(SendSigned("GET", "/clipbox", {{"cors", ""}}).status == 404);
}

TEST_CASE_METHOD(WithCors, "a bucket without rules lets no other origin in") {
  SendSigned("PUT", "/other");
  const S3Answer refused =
      Send("OPTIONS", "/other/key?X-Amz-Signature=0", {{"Origin", kOrigin}, {"Access-Control-Request-Method", "GET"}});
  CHECK(refused.status == 403);
  CHECK(refused.Code() == "AccessForbidden");
}

}  // namespace clipbox::http
