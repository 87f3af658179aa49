#include "crypto/sigv4_verify.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/text.h"
#include "crypto/secrets.h"
#include "crypto/sigv4_credential.h"

namespace clipbox::crypto {
namespace {

using std::chrono::seconds;

// What S3 allows between its clock and the client's.
constexpr seconds kSkewAllowed{15 * 60};

bool Contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// The hash stands in a header that is signed, or, for a URL, in the query; a URL that says nothing leaves the body
// open.
std::string PayloadHash(bool presigned, const std::vector<std::string>& signed_headers, const ReceivedRequest& request,
                        const std::vector<NameValue>& query) {
  const auto header = JoinedHeader(request.headers, "x-amz-content-sha256");
  if (header && Contains(signed_headers, "x-amz-content-sha256")) return *header;
  if (presigned) return FindOnce(query, "X-Amz-Content-Sha256").value_or(std::string(kUnsignedPayload));
  return {};
}

// A header that the client names as signed but did not send makes the request another one.
std::optional<std::vector<NameValue>> SignedHeaderValues(const SigV4Check& check, const ReceivedRequest& request) {
  std::vector<NameValue> headers;
  for (const std::string& name : check.signed_headers) {
    if (name == "host") continue;
    const auto value = JoinedHeader(request.headers, name);
    if (!value) return std::nullopt;
    headers.push_back({name, *value});
  }
  return headers;
}

bool SignatureFits(SigningKeys& keys, const ReceivedRequest& received, const DecodedTarget& target,
                   const SigV4Check& check, const SentSignature& sent, const SigV4Scope& scope) {
  const auto headers = SignedHeaderValues(check, received);
  if (!headers) return false;
  SignableRequest request{received.method, target.path, {}, {}, check.payload_hash};
  std::copy_if(target.query.begin(), target.query.end(), std::back_inserter(request.query),
               [](const NameValue& item) { return item.name != "X-Amz-Signature"; });
  return std::any_of(received.hosts.begin(), received.hosts.end(), [&](const std::string& host) {
    request.headers = *headers;
    request.headers.push_back({"host", host});
    return ConstantTimeEqual(SignRequest(keys, request, sent.amz_date, scope), sent.signature);
  });
}

// S3 refuses a header-signed request with an x-amz- header that the signature leaves open.
bool LeavesAmzHeaderOpen(const SigV4Check& check, const ReceivedRequest& request) {
  return std::any_of(request.headers.begin(), request.headers.end(), [&](const NameValue& header) {
    const std::string name = base::ToLower(header.name);
    return name.starts_with("x-amz-") && !Contains(check.signed_headers, name);
  });
}

// Asked only after the signature fitted: of a forged URL nobody learns whether its time would have been right.
SigV4Verdict TimeVerdict(bool presigned, base::Timestamp signed_at, seconds expires, base::Timestamp now) {
  if (signed_at > now + kSkewAllowed) return SigV4Verdict::kSkewed;
  if (presigned) return now > signed_at + expires ? SigV4Verdict::kExpired : SigV4Verdict::kValid;
  return now > signed_at + kSkewAllowed ? SigV4Verdict::kSkewed : SigV4Verdict::kValid;
}

}  // namespace

std::optional<DecodedTarget> DecodeTarget(std::string_view target) {
  const auto path = base::PercentDecode(base::TakeUntil(target, '?'));
  if (!path) return std::nullopt;
  DecodedTarget decoded{*path, {}};
  for (std::string_view piece : base::Split(target, '&')) {
    if (piece.empty()) continue;
    const auto name = base::PercentDecode(base::TakeUntil(piece, '='));
    const auto value = base::PercentDecode(piece);
    if (!name || !value) return std::nullopt;
    decoded.query.push_back({*name, *value});
  }
  return decoded;
}

// S3 reference, "Transferring Payload in Multiple Chunks".
bool IsChunked(const SigV4Check& check) { return check.payload_hash.starts_with("STREAMING-"); }

std::optional<std::string> SignedBodyHash(const SigV4Check& check) {
  if (check.payload_hash == kUnsignedPayload || IsChunked(check)) return std::nullopt;
  return check.payload_hash;
}

SigV4Check VerifyRequest(SigningKeys& keys, const ReceivedRequest& request, base::Timestamp now) {
  SigV4Check check;
  const auto target = DecodeTarget(request.target);
  if (!target) return check;
  const auto authorization = JoinedHeader(request.headers, "authorization");
  check.presigned = FindOnce(target->query, "X-Amz-Signature").has_value();
  if (check.presigned && authorization && authorization->starts_with(kSigV4Algorithm)) return check;
  const auto sent = check.presigned ? SignatureOfQuery(target->query)
                                    : SignatureOfHeader(authorization.value_or(""), request.headers);
  if (!sent) return check;
  const auto credential = ParseCredential(sent->credential);
  const auto signed_at = ParseAmzDate(sent->amz_date);
  if (!credential || !signed_at || sent->amz_date.substr(0, 8) != credential->scope.date) return check;
  const auto signed_headers = base::Split(sent->signed_headers, ';');
  check.signed_headers.assign(signed_headers.begin(), signed_headers.end());
  check.signature = sent->signature;
  check.amz_date = sent->amz_date;
  check.scope = credential->scope;
  check.payload_hash = PayloadHash(check.presigned, check.signed_headers, request, target->query);
  if (!Contains(check.signed_headers, "host") || check.payload_hash.empty()) return check;
  if (credential->access_key_id != keys.access_key_id()) {
    check.verdict = SigV4Verdict::kUnknownKey;
  } else if (!SignatureFits(keys, request, *target, check, *sent, credential->scope)) {
    check.verdict = SigV4Verdict::kMismatch;
  } else if (!check.presigned && LeavesAmzHeaderOpen(check, request)) {
    check.verdict = SigV4Verdict::kUnsignedHeader;
  } else {
    check.verdict = TimeVerdict(check.presigned, *signed_at, sent->expires, now);
  }
  return check;
}

SigV4Verdict VerifyPolicy(SigningKeys& keys, const SignedPolicy& policy, base::Timestamp now) {
  const auto credential = ParseCredential(policy.credential);
  const auto signed_at = ParseAmzDate(policy.amz_date);
  if (!credential || !signed_at || policy.amz_date.substr(0, 8) != credential->scope.date)
    return SigV4Verdict::kMalformed;
  if (credential->access_key_id != keys.access_key_id()) return SigV4Verdict::kUnknownKey;
  if (!ConstantTimeEqual(policy.signature, keys.For(credential->scope)->SignHex(policy.text)))
    return SigV4Verdict::kMismatch;
  return TimeVerdict(true, *signed_at, seconds(kMaxPresignSeconds), now);
}

}  // namespace clipbox::crypto
