// Golden vectors of "Signature Calculations for the Authorization Header" and "Authenticating Requests: Using Query
// Parameters" (Amazon S3 API reference), stage by stage, so that a failure names the stage.
#include "crypto/sigv4.h"

#include "catch.h"
#include "crypto/sha256.h"
#include "crypto/sigv4_presign.h"

namespace clipbox::crypto {
namespace {

constexpr const char* kDate = "20130524T000000Z";
constexpr const char* kHost = "examplebucket.s3.amazonaws.com";
const std::string kEmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const SigV4Scope kScope{"20130524", "us-east-1"};
const base::Timestamp kSignedAt{std::chrono::sys_days(std::chrono::year(2013) / 5 / 24)};

Credentials Example() { return {"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}; }

struct Golden {
  SignableRequest request;
  std::string canonical_request;
  std::string canonical_hash;
  std::string signature;
};

void CheckStages(const Golden& golden) {
  SigningKeys keys(Example());
  CHECK(CanonicalRequest(golden.request) == golden.canonical_request);
  CHECK(StringToSign(kDate, kScope, golden.canonical_request) ==
        "AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request\n" + golden.canonical_hash);
  CHECK(SignRequest(keys, golden.request, kDate, kScope) == golden.signature);
}

// The header examples without a body differ in query and signature only.
Golden BucketGet(std::vector<NameValue> query, const std::string& canonical_query, const std::string& hash,
                 const std::string& signature) {
  return {{"GET",
           "/",
           std::move(query),
           {{"x-amz-date", kDate}, {"host", kHost}, {"x-amz-content-sha256", kEmptyHash}},
           kEmptyHash},
          "GET\n/\n" + canonical_query + "\nhost:examplebucket.s3.amazonaws.com\nx-amz-content-sha256:" + kEmptyHash +
              "\nx-amz-date:20130524T000000Z\n\nhost;x-amz-content-sha256;x-amz-date\n" + kEmptyHash,
          hash,
          signature};
}

}  // namespace

TEST_CASE("GET Object with a Range signs as AWS's first header example") {
  CheckStages(
      {{"GET",
        "/test.txt",
        {},
        {{"host", kHost}, {"range", "bytes=0-9"}, {"x-amz-content-sha256", kEmptyHash}, {"x-amz-date", kDate}},
        kEmptyHash},
       "GET\n/test.txt\n\nhost:examplebucket.s3.amazonaws.com\nrange:bytes=0-9\nx-amz-content-sha256:" + kEmptyHash +
           "\nx-amz-date:20130524T000000Z\n\nhost;range;x-amz-content-sha256;x-amz-date\n" + kEmptyHash,
       "7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972",
       "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"});
}

TEST_CASE("PUT Object of a key with a dollar sign signs as AWS's second header example") {
  const std::string hash = Sha256Hex("Welcome to Amazon S3.");
  CheckStages({{"PUT",
                "/test$file.text",
                {},
                {{"host", kHost},
                 {"date", "Fri, 24 May 2013 00:00:00 GMT"},
                 {"x-amz-content-sha256", hash},
                 {"x-amz-date", kDate},
                 {"x-amz-storage-class", "REDUCED_REDUNDANCY"}},
                hash},
               "PUT\n/test%24file.text\n\ndate:Fri, 24 May 2013 00:00:00 GMT\nhost:examplebucket.s3.amazonaws.com\n"
               "x-amz-content-sha256:44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072\n"
               "x-amz-date:20130524T000000Z\nx-amz-storage-class:REDUCED_REDUNDANCY\n\n"
               "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class\n"
               "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
               "9e0e90d9c76de8fa5b200d8c849cd5b8dc7a3be3951ddb7f6a76b4158342019d",
               "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"});
}

TEST_CASE("a query parameter without a value signs as AWS's bucket lifecycle example") {
  CheckStages(BucketGet({{"lifecycle", ""}},
                        "lifecycle=", "9766c798316ff2757b517bc739a67f6213b4ab36dd5da2f94eaebf79c77395ca",
                        "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"));
}

TEST_CASE("query parameters in any order sign as AWS's list objects example") {
  CheckStages(BucketGet({{"prefix", "J"}, {"max-keys", "2"}}, "max-keys=2&prefix=J",
                        "df57d21db20da04d7fa30298dd4488ba3a2b47ca3a489c74750e0f1e7df1b9b7",
                        "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"));
}

TEST_CASE("the presigned GET of AWS's query example comes out letter by letter") {
  const std::string query =
      "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_"
      "request"
      "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host";
  const std::string signature = "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";
  CheckStages({{"GET",
                "/test.txt",
                {{"X-Amz-SignedHeaders", "host"},
                 {"X-Amz-Expires", "86400"},
                 {"X-Amz-Date", kDate},
                 {"X-Amz-Credential", "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request"},
                 {"X-Amz-Algorithm", "AWS4-HMAC-SHA256"}},
                {{"host", kHost}},
                "UNSIGNED-PAYLOAD"},
               "GET\n/test.txt\n" + query + "\nhost:examplebucket.s3.amazonaws.com\n\nhost\nUNSIGNED-PAYLOAD",
               "3bfa292879f6447bbcda7001decf97f4a54dc650c8942174ae0a9121cf58ad04",
               signature});
  SigningKeys keys(Example());
  CHECK(PresignUrl(keys, {"GET",
                          "https://examplebucket.s3.amazonaws.com",
                          "/test.txt",
                          {},
                          "us-east-1",
                          kSignedAt,
                          std::chrono::hours(24)}) ==
        "https://examplebucket.s3.amazonaws.com/test.txt?" + query + "&X-Amz-Signature=" + signature);
}

TEST_CASE("white space in a header's value is trimmed and runs of it become one space") {
  const SignableRequest request{"GET", "/", {}, {{"my-header", "  a   b\t c "}}, std::string(kUnsignedPayload)};
  CHECK(CanonicalRequest(request) == "GET\n/\n\nmy-header:a b c\n\nmy-header\nUNSIGNED-PAYLOAD");
}

TEST_CASE("a path is encoded once and never normalised") {
  const SignableRequest request{"GET", "/a//../b c/ü+~", {}, {}, std::string(kUnsignedPayload)};
  CHECK(CanonicalRequest(request).rfind("GET\n/a//../b%20c/%C3%BC%2B~\n", 0) == 0);
}

TEST_CASE("a signing key is kept for its day and region, and thrown out when many others were asked for") {
  SigningKeys keys(Example());
  const auto first = keys.For(kScope);
  CHECK(keys.For(kScope) == first);
  CHECK(keys.For({"20130524", "eu-west-1"}) != first);
  for (int i = 0; i < 20; ++i) keys.For({"20130524", "region-" + std::to_string(i)});
  CHECK(keys.For(kScope) != first);
  CHECK(keys.For(kScope)->SignHex("x") == first->SignHex("x"));
}

}  // namespace clipbox::crypto
