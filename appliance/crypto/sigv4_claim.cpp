#include "crypto/sigv4_claim.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace clipbox::crypto {
namespace {

using std::chrono::seconds;

char ToLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The whole text as a decimal number: what from_chars would leave over makes it none.
std::optional<int> ToNumber(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

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

std::optional<std::string> FindOnce(const std::vector<NameValue>& items, std::string_view name) {
  std::optional<std::string> found;
  for (const NameValue& item : items) {
    if (item.name != name) continue;
    if (found) return std::nullopt;
    found = item.value;
  }
  return found;
}

std::optional<std::string> JoinedHeader(const std::vector<NameValue>& headers, std::string_view name) {
  std::optional<std::string> joined;
  for (const NameValue& header : headers) {
    if (Lower(header.name) != name) continue;
    joined = joined ? *joined + "," + header.value : header.value;
  }
  return joined;
}

std::optional<base::Timestamp> ParseAmzDate(std::string_view text) {
  struct Field {
    std::size_t at, digits;
    int least, most;
  };
  constexpr std::array<Field, 6> kFields{
      {{0, 4, 1970, 9999}, {4, 2, 1, 12}, {6, 2, 1, 31}, {9, 2, 0, 23}, {11, 2, 0, 59}, {13, 2, 0, 59}}};
  if (text.size() != 16 || text[8] != 'T' || text[15] != 'Z') return std::nullopt;
  std::array<int, kFields.size()> values{};
  for (std::size_t i = 0; i < kFields.size(); ++i) {
    const auto value = ToNumber(text.substr(kFields[i].at, kFields[i].digits));
    if (!value || *value < kFields[i].least || *value > kFields[i].most) return std::nullopt;
    values[i] = *value;
  }
  const std::chrono::year_month_day date{std::chrono::year(values[0]),
                                         std::chrono::month(static_cast<unsigned>(values[1])),
                                         std::chrono::day(static_cast<unsigned>(values[2]))};
  if (!date.ok()) return std::nullopt;
  return base::Timestamp(std::chrono::sys_days(date)) + std::chrono::hours(values[3]) +
         std::chrono::minutes(values[4]) + seconds(values[5]);
}

std::optional<Credential> ParseCredential(std::string_view text) {
  const std::vector<std::string> pieces = Split(text, '/');
  if (pieces.size() != 5 || pieces[1].size() != 8 || pieces[3] != "s3" || pieces[4] != "aws4_request")
    return std::nullopt;
  return Credential{pieces[0], {pieces[1], pieces[2]}};
}

std::optional<Claim> ClaimOfQuery(const std::vector<NameValue>& query) {
  const auto algorithm = FindOnce(query, "X-Amz-Algorithm");
  const auto credential = FindOnce(query, "X-Amz-Credential");
  const auto date = FindOnce(query, "X-Amz-Date");
  const auto expires = FindOnce(query, "X-Amz-Expires");
  const auto signed_headers = FindOnce(query, "X-Amz-SignedHeaders");
  const auto signature = FindOnce(query, "X-Amz-Signature");
  if (algorithm != kSigV4Algorithm || !credential || !date || !expires || !signed_headers || !signature)
    return std::nullopt;
  const int lifetime = ToNumber(*expires).value_or(0);
  if (lifetime < 1 || lifetime > kLongestPresignSeconds) return std::nullopt;
  return Claim{*credential, *date, *signed_headers, *signature, seconds(lifetime)};
}

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

}  // namespace clipbox::crypto
