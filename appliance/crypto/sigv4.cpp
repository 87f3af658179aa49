#include "crypto/sigv4.h"

#include <algorithm>

#include "base/encoding.h"
#include "crypto/sha256.h"

namespace clipbox::crypto {
namespace {

// Leading and trailing white space gone, runs of it one space (S3 reference, "Trimall").
std::string TrimAll(std::string_view value) {
  std::string trimmed;
  for (const char c : value) {
    const bool space = c == ' ' || c == '\t';
    if (!space) {
      trimmed += c;
    } else if (!trimmed.empty() && trimmed.back() != ' ') {
      trimmed += ' ';
    }
  }
  if (!trimmed.empty() && trimmed.back() == ' ') trimmed.pop_back();
  return trimmed;
}

// Sorted after encoding, as AWS sorts: by the encoded name, then by the encoded value.
std::string CanonicalQuery(const std::vector<NameValue>& query) {
  std::vector<std::pair<std::string, std::string>> encoded;
  encoded.reserve(query.size());
  for (const NameValue& item : query)
    encoded.emplace_back(base::PercentEncode(item.name), base::PercentEncode(item.value));
  std::sort(encoded.begin(), encoded.end());
  std::string text;
  for (const auto& [name, value] : encoded) {
    if (!text.empty()) text += '&';
    text.append(name).append("=").append(value);
  }
  return text;
}

// `digits` decimal digits of `value`, zero-padded: several times faster than a format string, and presigning is counted
// in URLs a second.
void AppendDigits(std::string& text, unsigned value, int digits) {
  unsigned divisor = 1;
  for (int i = 1; i < digits; ++i) divisor *= 10;
  for (; divisor > 0; divisor /= 10) text += static_cast<char>('0' + value / divisor % 10);
}

}  // namespace

std::string CanonicalRequest(const SignableRequest& request) {
  std::vector<NameValue> headers = request.headers;
  std::sort(headers.begin(), headers.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  std::string text =
      request.method + "\n" + base::PercentEncode(request.path, true) + "\n" + CanonicalQuery(request.query) + "\n";
  std::string names;
  for (const NameValue& header : headers) {
    text.append(header.name).append(":").append(TrimAll(header.value)).append("\n");
    names.append(names.empty() ? "" : ";").append(header.name);
  }
  return text.append("\n").append(names).append("\n").append(request.payload_hash);
}

std::string ToText(const SigV4Scope& scope) { return scope.date + "/" + scope.region + "/s3/aws4_request"; }

std::string StringToSign(std::string_view amz_date, const SigV4Scope& scope, std::string_view canonical_request) {
  std::string text(kSigV4Algorithm);
  text.append("\n").append(amz_date).append("\n").append(ToText(scope)).append("\n");
  return text.append(Sha256Hex(canonical_request));
}

std::string ToAmzDate(base::Timestamp time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
  std::string text;
  AppendDigits(text, static_cast<unsigned>(static_cast<int>(date.year())), 4);
  AppendDigits(text, static_cast<unsigned>(date.month()), 2);
  AppendDigits(text, static_cast<unsigned>(date.day()), 2);
  text += 'T';
  AppendDigits(text, static_cast<unsigned>(clock.hours().count()), 2);
  AppendDigits(text, static_cast<unsigned>(clock.minutes().count()), 2);
  AppendDigits(text, static_cast<unsigned>(clock.seconds().count()), 2);
  return text += 'Z';
}

std::shared_ptr<const HmacSha256> SigningKeys::For(const SigV4Scope& scope) {
  const base::MutexLock lock(mutex_);
  for (const Kept& kept : kept_) {
    if (kept.scope.date == scope.date && kept.scope.region == scope.region) return kept.key;
  }
  const std::string date_key = HmacSha256Of("AWS4" + credentials_.secret_access_key, scope.date);
  const std::string region_key = HmacSha256Of(date_key, scope.region);
  const std::string service_key = HmacSha256Of(region_key, "s3");
  auto key = std::make_shared<const HmacSha256>(HmacSha256Of(service_key, "aws4_request"));
  // Regions come from requests: without a bound a stranger could make this grow.
  if (kept_.size() == kMaxKept) kept_.erase(kept_.begin());
  kept_.push_back({scope, key});
  return key;
}

std::string SignRequest(SigningKeys& keys, const SignableRequest& request, std::string_view amz_date,
                        const SigV4Scope& scope) {
  return keys.For(scope)->SignHex(StringToSign(amz_date, scope, CanonicalRequest(request)));
}

}  // namespace clipbox::crypto
