#include "crypto/sigv4_verify.h"

#include "base/error.h"
#include "catch.h"
#include "crypto/sha256.h"
#include "crypto/sigv4_presign.h"

namespace clipbox::crypto {
namespace {

using std::chrono::seconds;

const base::Timestamp kPresignedAt = base::FromMillis(1'767'323'045'000);
const std::string kBox = "box.lan:8080";

struct VerifiedBox {
  SigningKeys keys{{"AKIDEXAMPLE", "secret"}};

  // The request that a client makes of a presigned URL.
  ReceivedRequest Presigned(std::vector<NameValue> query = {{"partNumber", "3"}, {"uploadId", "u 1"}},
                            seconds expires = seconds(60)) {
    const std::string url = PresignUrl(
        keys, {"PUT", "http://" + kBox, "/clipbox/a key+ü.mp4", std::move(query), "auto", kPresignedAt, expires});
    return {"PUT", url.substr(7 + kBox.size()), {{"Host", kBox}, {"Content-Type", "text/html"}}, {kBox}};
  }

  ReceivedRequest HeaderSigned(const std::string& payload_hash = Sha256Hex("body")) {
    SignableRequest request{
        "PUT",
        "/clipbox/key",
        {},
        {{"host", kBox}, {"x-amz-content-sha256", payload_hash}, {"x-amz-date", ToAmzDate(kPresignedAt)}},
        payload_hash};
    const std::string signature =
        SignRequest(keys, request, ToAmzDate(kPresignedAt), {ToAmzDate(kPresignedAt).substr(0, 8), "us-east-1"});
    const std::string authorization =
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/" + ToAmzDate(kPresignedAt).substr(0, 8) +
        "/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=" + signature;
    return {"PUT",
            "/clipbox/key",
            {{"Host", kBox},
             {"X-Amz-Date", ToAmzDate(kPresignedAt)},
             {"X-Amz-Content-SHA256", payload_hash},
             {"Authorization", authorization}},
            {kBox}};
  }

  SigV4Verdict Verdict(const ReceivedRequest& request, base::Timestamp now = kPresignedAt) {
    return VerifyRequest(keys, request, now).verdict;
  }
};

void Replace(std::string& text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE_METHOD(VerifiedBox, "a presigned request is valid as it was signed, whatever unsigned headers come with it") {
  const SigV4Check check = VerifyRequest(keys, Presigned(), kPresignedAt);
  CHECK(check.verdict == SigV4Verdict::kValid);
  CHECK(check.presigned);
  CHECK(check.signed_headers == std::vector<std::string>{"host"});
  CHECK(check.payload_hash == kUnsignedPayload);
}

TEST_CASE_METHOD(VerifiedBox, "a change of any one part of a presigned request makes it invalid") {
  ReceivedRequest request = Presigned();
  SECTION("method") { request.method = "GET"; }
  SECTION("bucket") { Replace(request.target, "/clipbox/", "/clipboy/"); }
  SECTION("key") { Replace(request.target, "mp4", "mp3"); }
  SECTION("part") { Replace(request.target, "partNumber=3", "partNumber=4"); }
  SECTION("upload") { Replace(request.target, "uploadId=u", "uploadId=v"); }
  SECTION("lifetime") { Replace(request.target, "X-Amz-Expires=60", "X-Amz-Expires=61"); }
  SECTION("region") { Replace(request.target, "auto", "aut0"); }
  SECTION("time") { Replace(request.target, "T0304", "T0305"); }
  SECTION("another parameter") { request.target += "&response-content-type=text%2Fhtml"; }
  SECTION("a parameter left out") { Replace(request.target, "&uploadId=u%201", ""); }
  SECTION("host") { request.hosts = {"other.lan:8080"}; }
  SECTION("signature") {
    const std::size_t at = request.target.find("X-Amz-Signature=") + 16;
    request.target[at] = request.target[at] == '0' ? '1' : '0';
  }
  CHECK(Verdict(request) == SigV4Verdict::kMismatch);
}

TEST_CASE_METHOD(VerifiedBox, "another spelling of the same target and another order of parameters stay valid") {
  ReceivedRequest request = Presigned();
  Replace(request.target, "a%20key%2B", "%61%20key+");
  Replace(request.target, "partNumber=3&uploadId=u%201", "uploadId=u%201&partNumber=3");
  CHECK(Verdict(request) == SigV4Verdict::kValid);
}

TEST_CASE_METHOD(VerifiedBox, "any of the hosts under which the server is known fits") {
  ReceivedRequest request = Presigned();
  request.hosts = {"127.0.0.1:8080", kBox};
  CHECK(Verdict(request) == SigV4Verdict::kValid);
}

TEST_CASE_METHOD(VerifiedBox, "a presigned request ends with its lifetime and does not start 15 minutes early") {
  const ReceivedRequest request = Presigned();
  CHECK(Verdict(request, kPresignedAt + seconds(60)) == SigV4Verdict::kValid);
  CHECK(Verdict(request, kPresignedAt + seconds(61)) == SigV4Verdict::kExpired);
  CHECK(Verdict(request, kPresignedAt - seconds(900)) == SigV4Verdict::kValid);
  CHECK(Verdict(request, kPresignedAt - seconds(901)) == SigV4Verdict::kSkewed);
}

TEST_CASE_METHOD(VerifiedBox, "a lifetime of 0 s or more than 7 days can neither be signed nor asked for") {
  CHECK_THROWS_AS(Presigned({}, seconds(0)), base::Error);
  CHECK_THROWS_AS(Presigned({}, seconds(604801)), base::Error);
  for (const char* lifetime : {"0", "-1", "604801", "1e3", "", "99999999999999999999"}) {
    ReceivedRequest request = Presigned();
    Replace(request.target, "X-Amz-Expires=60", std::string("X-Amz-Expires=") + lifetime);
    CHECK(Verdict(request) == SigV4Verdict::kMalformed);
  }
}

TEST_CASE_METHOD(VerifiedBox, "a claim that cannot be read is malformed") {
  ReceivedRequest request = Presigned();
  SECTION("twice the same parameter") { request.target += "&X-Amz-Expires=60"; }
  SECTION("another service") { Replace(request.target, "%2Fs3%2F", "%2Fec2%2F"); }
  SECTION("another algorithm") { Replace(request.target, "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA1"); }
  SECTION("a day the scope does not name") { Replace(request.target, "X-Amz-Date=20260102", "X-Amz-Date=20260103"); }
  SECTION("a day the calendar lacks") {
    Replace(request.target, "X-Amz-Date=20260102", "X-Amz-Date=20260230");
    Replace(request.target, "%2F20260102%2F", "%2F20260230%2F");
  }
  SECTION("a broken escape") { request.target += "&x=%2"; }
  SECTION("host not signed") { Replace(request.target, "SignedHeaders=host", "SignedHeaders=date"); }
  SECTION("two signatures at once") { request.headers.push_back({"Authorization", "AWS4-HMAC-SHA256 Credential=x"}); }
  SECTION("none at all") { request.target = "/clipbox/key"; }
  CHECK(Verdict(request) == SigV4Verdict::kMalformed);
}

TEST_CASE_METHOD(VerifiedBox, "another access key is told apart from a wrong signature") {
  ReceivedRequest request = Presigned();
  Replace(request.target, "AKIDEXAMPLE", "AKIDANOTHER");
  CHECK(Verdict(request) == SigV4Verdict::kUnknownKey);
}

TEST_CASE_METHOD(VerifiedBox, "a signed header counts, and must be there") {
  SignableRequest signable{"PUT",
                           "/clipbox/key",
                           {{"X-Amz-Algorithm", "AWS4-HMAC-SHA256"},
                            {"X-Amz-Expires", "60"},
                            {"X-Amz-Date", ToAmzDate(kPresignedAt)},
                            {"X-Amz-Credential", "AKIDEXAMPLE/20260102/auto/s3/aws4_request"},
                            {"X-Amz-SignedHeaders", "content-type;host"}},
                           {{"host", kBox}, {"content-type", "video/mp4"}},
                           std::string(kUnsignedPayload)};
  const std::string signature = SignRequest(keys, signable, ToAmzDate(kPresignedAt), {"20260102", "auto"});
  ReceivedRequest request{
      "PUT",
      "/clipbox/key?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=60&X-Amz-Date=" + ToAmzDate(kPresignedAt) +
          "&X-Amz-Credential=AKIDEXAMPLE/20260102/auto/s3/"
          "aws4_request&X-Amz-SignedHeaders=content-type%3Bhost&X-Amz-Signature=" +
          signature,
      {{"content-type", "video/mp4"}},
      {kBox}};
  CHECK(Verdict(request) == SigV4Verdict::kValid);
  request.headers[0].value = "text/html";
  CHECK(Verdict(request) == SigV4Verdict::kMismatch);
  request.headers.clear();
  CHECK(Verdict(request) == SigV4Verdict::kMismatch);
}

TEST_CASE_METHOD(VerifiedBox, "a header-signed request is valid within 15 minutes and names the hash of its body") {
  const SigV4Check check = VerifyRequest(keys, HeaderSigned(), kPresignedAt + seconds(900));
  CHECK(check.verdict == SigV4Verdict::kValid);
  CHECK_FALSE(check.presigned);
  CHECK(check.payload_hash == Sha256Hex("body"));
  CHECK(Verdict(HeaderSigned(), kPresignedAt + seconds(901)) == SigV4Verdict::kSkewed);
  CHECK(Verdict(HeaderSigned(), kPresignedAt - seconds(901)) == SigV4Verdict::kSkewed);
}

TEST_CASE_METHOD(VerifiedBox, "a header-signed request with an x-amz- header left open, or a changed one, is refused") {
  ReceivedRequest open = HeaderSigned();
  open.headers.push_back({"x-amz-meta-note", "added on the way"});
  CHECK(Verdict(open) == SigV4Verdict::kUnsignedHeader);
  ReceivedRequest changed = HeaderSigned();
  changed.headers[2].value = Sha256Hex("another body");
  CHECK(Verdict(changed) == SigV4Verdict::kMismatch);
}

}  // namespace clipbox::crypto
