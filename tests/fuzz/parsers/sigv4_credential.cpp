// What a client says of its signature, in the query or in a header: read whole or not at all.
#include "crypto/sigv4_credential.h"

#include "crypto/sigv4_verify.h"
#include "fuzz/parsers/fuzz_target.h"

namespace clipbox::fuzz {

std::vector<std::string> Seeds(const std::string&) {
  return {
      "AWS4-HMAC-SHA256 Credential=AKID/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, "
      "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
      "/b/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKID%2F20130524%2Fauto%2Fs3%2Faws4_request"
      "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=00",
      "/b/%zz?a=%C3%A9&a=+", "AKID/20130524/us-east-1/s3/aws4_request", "20130524T000000Z"};
}

bool IsRefusal(const std::exception&) { return false; }

void Try(std::string_view input) {
  using crypto::NameValue;
  const std::vector<NameValue> headers = {{"host", "localhost"}, {"x-amz-date", "20130524T000000Z"}};
  crypto::SignatureOfHeader(input, headers);
  crypto::ParseCredential(input);
  crypto::ParseAmzDate(input);
  if (const auto target = crypto::DecodeTarget(input)) {
    const auto sent = crypto::SignatureOfQuery(target->query);
    Expect(!sent || (sent->expires.count() >= 1 && sent->expires.count() <= crypto::kMaxPresignSeconds),
           "a presigned time is between a second and seven days");
  }
  crypto::SigningKeys keys({"AKID", "secret"});
  const crypto::ReceivedRequest request{"GET", std::string(input), headers, {"localhost"}};
  const auto verdict = crypto::VerifyRequest(keys, request, base::Timestamp{}).verdict;
  Expect(verdict != crypto::SigV4Verdict::kValid, "nobody signs by chance");
}

}  // namespace clipbox::fuzz
