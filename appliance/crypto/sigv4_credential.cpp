#include "crypto/sigv4_credential.h"

#include "base/text.h"

namespace clipbox::crypto {
namespace {

using std::chrono::seconds;

// The signature's time. Where there is no x-amz-date, Date says it (SigV4, "Date"): botocore drops the one for the
// other, and writes GMT as -0000.
std::optional<std::string> DateOf(const std::vector<NameValue>& headers) {
  if (const auto amz_date = JoinedHeader(headers, "x-amz-date")) return amz_date;
  auto date = JoinedHeader(headers, "date");
  if (!date) return std::nullopt;
  if (date->ends_with(" -0000")) date->replace(date->size() - 5, 5, "GMT");
  const auto at = base::FromHttpDate(*date);
  return at ? ToAmzDate(*at) : *date;
}

}  // namespace

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
    if (!base::EqualsIgnoringCase(header.name, name)) continue;
    joined = joined ? *joined + "," + header.value : header.value;
  }
  return joined;
}

std::optional<base::Timestamp> ParseAmzDate(std::string_view text) {
  if (text.size() != 16) return std::nullopt;
  // ISO 8601's basic form, made the one that knows what days and hours there are.
  std::string iso(text);
  for (const std::size_t at : {13, 11}) iso.insert(at, ":");
  for (const std::size_t at : {6, 4}) iso.insert(at, "-");
  return base::FromIso8601(iso);
}

std::optional<Credential> ParseCredential(std::string_view text) {
  const std::vector<std::string_view> pieces = base::Split(text, '/');
  if (pieces.size() != 5 || pieces[1].size() != 8 || pieces[3] != "s3" || pieces[4] != "aws4_request")
    return std::nullopt;
  return Credential{std::string(pieces[0]), {std::string(pieces[1]), std::string(pieces[2])}};
}

std::optional<SentSignature> SignatureOfQuery(const std::vector<NameValue>& query) {
  const auto algorithm = FindOnce(query, "X-Amz-Algorithm");
  const auto credential = FindOnce(query, "X-Amz-Credential");
  const auto date = FindOnce(query, "X-Amz-Date");
  const auto expires = FindOnce(query, "X-Amz-Expires");
  const auto signed_headers = FindOnce(query, "X-Amz-SignedHeaders");
  const auto signature = FindOnce(query, "X-Amz-Signature");
  if (algorithm != kSigV4Algorithm || !credential || !date || !expires || !signed_headers || !signature)
    return std::nullopt;
  const auto lifetime = base::ParseNumber<int>(*expires, 1, kMaxPresignSeconds);
  if (!lifetime) return std::nullopt;
  return SentSignature{*credential, *date, *signed_headers, *signature, seconds(*lifetime)};
}

std::optional<SentSignature> SignatureOfHeader(std::string_view authorization, const std::vector<NameValue>& headers) {
  if (!authorization.starts_with(kSigV4Algorithm)) return std::nullopt;
  std::vector<NameValue> fields;
  for (const std::string_view piece : base::Split(authorization.substr(kSigV4Algorithm.size()), ',')) {
    std::string_view value = base::Trim(piece);
    if (value.find('=') == std::string_view::npos) return std::nullopt;
    const std::string name(base::TakeUntil(value, '='));
    fields.push_back({name, std::string(value)});
  }
  const auto credential = FindOnce(fields, "Credential");
  const auto signed_headers = FindOnce(fields, "SignedHeaders");
  const auto signature = FindOnce(fields, "Signature");
  const auto date = DateOf(headers);
  if (!credential || !signed_headers || !signature || !date) return std::nullopt;
  return SentSignature{*credential, *date, *signed_headers, *signature, seconds(0)};
}

}  // namespace clipbox::crypto
