#include "crypto/sigv4_verify.h"

#include <algorithm>
#include <charconv>

#include "base/encoding.h"
#include "crypto/constant_time.h"

namespace clipbox::crypto {
namespace {

using std::chrono::seconds;

constexpr seconds kSkewAllowed{15 * 60};
constexpr int kLongestSeconds = 604800;

// What the client says of its signature, wherever it says it.
struct Claim {
  std::string credential;
  std::string amz_date;
  std::string signed_headers;  // `host;x-amz-date`
  std::string signature;
  seconds expires{0};          // presigned only
};

struct Credential {
  std::string access_key_id;
  SigV4Scope scope;
};

char ToLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), ToLower);
  return lower;
}

std::vector<std::string> Split(std::string_view text, char separator) {
  std::vector<std::string> pieces;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    pieces.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return pieces;
}

std::optional<int> ToNumber(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// A parameter that appears exactly once: a second one would make two readings of one signature.
std::optional<std::string> FindOnce(const std::vector<NameValue>& items, std::string_view name) {
  std::optional<std::string> found;
  for (const NameValue& item : items) {
    if (item.name != name) continue;
    if (found) return std::nullopt;
    found = item.value;
  }
  return found;
}

// The values of a header joined by commas (RFC 9110, 5.3); nothing where it was not sent.
std::optional<std::string> JoinedHeader(const std::vector<NameValue>& headers, std::string_view name) {
  std::optional<std::string> joined;
  for (const NameValue& header : headers) {
    if (Lower(header.name) != name) continue;
    joined = joined ? *joined + "," + header.value : header.value;
  }
  return joined;
}

// `20130524T000000Z`. Nothing for any other form or for a date that the calendar lacks.
std::optional<base::Timestamp> ParseAmzDate(std::string_view text) {
  if (text.size() != 16 || text[8] != 'T' || text[15] != 'Z') return std::nullopt;
  const auto digits = [&](std::size_t at, std::size_t count) { return ToNumber(text.substr(at, count)).value_or(-1); };
  const int year = digits(0, 4), month = digits(4, 2), day = digits(6, 2), hour = digits(9, 2), minute = digits(11, 2), second = digits(13, 2);
  if (year < 1970 || month < 1 || day < 1 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return base::Timestamp(std::chrono::sys_days(date)) + std::chrono::hours(hour) + std::chrono::minutes(minute) + seconds(second);
}

// `AKID/20130524/us-east-1/s3/aws4_request`; any region.
std::optional<Credential> ParseCredential(std::string_view text) {
  const std::vector<std::string> pieces = Split(text, '/');
  if (pieces.size() != 5 || pieces[1].size() != 8 || pieces[3] != "s3" || pieces[4] != "aws4_request") return std::nullopt;
  return Credential{pieces[0], {pieces[1], pieces[2]}};
}

std::optional<Claim> ClaimOfQuery(const std::vector<NameValue>& query) {
  const auto algorithm = FindOnce(query, "X-Amz-Algorithm");
  const auto credential = FindOnce(query, "X-Amz-Credential");
  const auto date = FindOnce(query, "X-Amz-Date");
  const auto expires = FindOnce(query, "X-Amz-Expires");
  const auto signed_headers = FindOnce(query, "X-Amz-SignedHeaders");
  const auto signature = FindOnce(query, "X-Amz-Signature");
  if (algorithm != kSigV4Algorithm || !credential || !date || !expires || !signed_headers || !signature) return std::nullopt;
  const int lifetime = ToNumber(*expires).value_or(0);
  if (lifetime < 1 || lifetime > kLongestSeconds) return std::nullopt;
  return Claim{*credential, *date, *signed_headers, *signature, seconds(lifetime)};
}

// `AWS4-HMAC-SHA256 Credential=…,SignedHeaders=…,Signature=…`, white space after the commas or none.
std::optional<Claim> ClaimOfHeader(std::string_view authorization, const std::vector<NameValue>& headers) {
  if (!authorization.starts_with(kSigV4Algorithm)) return std::nullopt;
  std::vector<NameValue> fields;
  for (const std::string& piece : Split(authorization.substr(kSigV4Algorithm.size()), ',')) {
    const std::size_t begin = std::min(piece.find_first_not_of(" \t"), piece.size());
    const std::size_t equals = piece.find('=');
    if (equals == std::string::npos || equals < begin) return std::nullopt;
    fields.push_back({piece.substr(begin, equals - begin), piece.substr(equals + 1)});
  }
  const auto credential = FindOnce(fields, "Credential");
  const auto signed_headers = FindOnce(fields, "SignedHeaders");
  const auto signature = FindOnce(fields, "Signature");
  const auto date = JoinedHeader(headers, "x-amz-date");
  if (!credential || !signed_headers || !signature || !date) return std::nullopt;
  return Claim{*credential, *date, *signed_headers, *signature, seconds(0)};
}

bool Contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

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

bool SignatureFits(SigningKeys& keys, const ReceivedRequest& received, const DecodedTarget& target, const SigV4Check& check,
                   const Claim& claim, const SigV4Scope& scope) {
  const auto headers = SignedHeaderValues(check, received);
  if (!headers) return false;
  SignableRequest request{received.method, target.path, {}, {}, check.payload_hash};
  std::copy_if(target.query.begin(), target.query.end(), std::back_inserter(request.query),
               [](const NameValue& item) { return item.name != "X-Amz-Signature"; });
  return std::any_of(received.hosts.begin(), received.hosts.end(), [&](const std::string& host) {
    request.headers = *headers;
    request.headers.push_back({"host", host});
    return ConstantTimeEqual(SignRequest(keys, request, claim.amz_date, scope), claim.signature);
  });
}

// S3 refuses a header-signed request with an x-amz- header that the signature leaves open.
bool LeavesAmzHeaderOpen(const SigV4Check& check, const ReceivedRequest& request) {
  return std::any_of(request.headers.begin(), request.headers.end(), [&](const NameValue& header) {
    const std::string name = Lower(header.name);
    return name.starts_with("x-amz-") && !Contains(check.signed_headers, name);
  });
}

SigV4Verdict TimeVerdict(bool presigned, base::Timestamp signed_at, seconds expires, base::Timestamp now) {
  if (signed_at > now + kSkewAllowed) return SigV4Verdict::kSkewed;
  if (presigned) return now > signed_at + expires ? SigV4Verdict::kExpired : SigV4Verdict::kValid;
  return now > signed_at + kSkewAllowed ? SigV4Verdict::kSkewed : SigV4Verdict::kValid;
}

}  // namespace

std::optional<DecodedTarget> DecodeTarget(std::string_view target) {
  const std::size_t mark = std::min(target.find('?'), target.size());
  const auto path = base::PercentDecode(target.substr(0, mark));
  if (!path || mark == target.size()) return path ? std::optional(DecodedTarget{*path, {}}) : std::nullopt;
  DecodedTarget decoded{*path, {}};
  for (const std::string& piece : Split(target.substr(mark + 1), '&')) {
    if (piece.empty()) continue;
    const std::size_t equals = std::min(piece.find('='), piece.size());
    const auto name = base::PercentDecode(std::string_view(piece).substr(0, equals));
    const auto value = base::PercentDecode(std::string_view(piece).substr(std::min(equals + 1, piece.size())));
    if (!name || !value) return std::nullopt;
    decoded.query.push_back({*name, *value});
  }
  return decoded;
}

SigV4Check VerifyRequest(SigningKeys& keys, const ReceivedRequest& request, base::Timestamp now) {
  SigV4Check check;
  const auto target = DecodeTarget(request.target);
  if (!target) return check;
  const auto authorization = JoinedHeader(request.headers, "authorization");
  check.presigned = FindOnce(target->query, "X-Amz-Signature").has_value();
  if (check.presigned && authorization && authorization->starts_with(kSigV4Algorithm)) return check;
  const auto claim = check.presigned ? ClaimOfQuery(target->query) : ClaimOfHeader(authorization.value_or(""), request.headers);
  if (!claim) return check;
  const auto credential = ParseCredential(claim->credential);
  const auto signed_at = ParseAmzDate(claim->amz_date);
  if (!credential || !signed_at || claim->amz_date.substr(0, 8) != credential->scope.date) return check;
  check.signed_headers = Split(claim->signed_headers, ';');
  check.payload_hash = PayloadHash(check.presigned, check.signed_headers, request, target->query);
  if (!Contains(check.signed_headers, "host") || check.payload_hash.empty()) return check;
  if (credential->access_key_id != keys.access_key_id()) {
    check.verdict = SigV4Verdict::kUnknownKey;
  } else if (!SignatureFits(keys, request, *target, check, *claim, credential->scope)) {
    check.verdict = SigV4Verdict::kMismatch;
  } else if (!check.presigned && LeavesAmzHeaderOpen(check, request)) {
    check.verdict = SigV4Verdict::kUnsignedHeader;
  } else {
    check.verdict = TimeVerdict(check.presigned, *signed_at, claim->expires, now);
  }
  return check;
}

}  // namespace clipbox::crypto
