#include "work/delivery/receipt.h"

#include <algorithm>
#include <cmath>

#include "base/encoding.h"
#include "base/error.h"
#include "jobs/job_json.h"
#include "jobs/recipe.h"

namespace clipbox::work {
namespace {

using base::Json;

constexpr const char* kKind = "clipbox-receipt";
constexpr int kVersion = 1;
constexpr const char* kAlgorithm = "Ed25519";
// A storyboard of a long film reads here and there; beyond so many ranges only their sum is told.
constexpr std::size_t kMaxRanges = 1000;
constexpr double kMaxWhole = 9e15;  // below 2^53: every whole number of a double is exact

Json ReadJson(const SourceRead& read) {
  std::uint64_t bytes = 0;
  Json ranges = Json::array();
  for (const ByteRange& range : read.ranges) {
    bytes += range.bytes;
    if (ranges.size() < kMaxRanges) ranges.push_back({{"offset", range.offset}, {"bytes", range.bytes}});
  }
  return {{"bytes", bytes}, {"rangesLeftOut", read.ranges.size() - ranges.size()}, {"ranges", std::move(ranges)}};
}

Json SoftwareJson(const Software& software, const std::vector<std::string>& encoders) {
  return {{"clipbox", software.clipbox}, {"libraries", software.libraries}, {"encoders", encoders}};
}

Json RightsJson(const jobs::Job& job) {
  if (!job.rights_confirmed_at) return nullptr;
  return {{"confirmedAt", base::ToIso8601(*job.rights_confirmed_at)},
          {"textVersion", base::OrNull(job.rights_text_version)}};
}

Json Normal(const Json& value) {
  if (value.is_number_float()) {
    const double number = value.get<double>();
    const bool whole = number == std::floor(number) && std::abs(number) <= kMaxWhole;
    return whole ? Json(static_cast<std::int64_t>(number)) : value;
  }
  if (!value.is_structured()) return value;
  Json copy = value;
  for (Json& item : copy) item = Normal(item);
  return copy;
}

[[noreturn]] void RefuseForm(const std::string& what) {
  throw base::Error(base::ErrorCode::kInvalidField, "this is not a receipt of clipbox: " + what);
}

std::string Bytes(const Json& receipt, const char* field) {
  const auto found = receipt.find(field);
  if (found == receipt.end() || !found->is_string()) RefuseForm(std::string(field) + " is missing");
  const auto bytes = base::FromBase64(found->get<std::string>());
  // Of the spellings that mean the same bytes only the one that this program writes.
  if (!bytes || base::ToBase64(*bytes) != found->get_ref<const std::string&>())
    RefuseForm(std::string(field) + " is not base64");
  return *bytes;
}

// Nothing stands beside what was signed that could be taken for a part of it.
void RequireForm(const Json& receipt) {
  if (!receipt.is_object() || !receipt.contains("receipt")) RefuseForm("it has no part that was signed");
  for (const auto& item : receipt.items()) {
    const bool known =
        item.key() == "receipt" || item.key() == "algorithm" || item.key() == "publicKey" || item.key() == "signature";
    if (!known) RefuseForm("the field " + item.key() + " was not signed");
  }
  if (receipt.value("algorithm", Json()) != kAlgorithm) RefuseForm(std::string("it is not signed by ") + kAlgorithm);
}

}  // namespace

std::string CanonicalJson(const Json& value) { return base::DumpJson(Normal(value)); }

std::string Notary::Certify(const jobs::Job& job, const jobs::Artifact& artifact, const Making& making,
                            base::Timestamp now) const {
  const Json statement = {
      {"kind", kKind},
      {"version", kVersion},
      {"issuedAt", base::ToIso8601(now)},
      {"artifact", jobs::ToJson(artifact)},
      {"source", {{"key", job.source_key.value()}, {"sizeBytes", making.read.size_bytes}, {"etag", making.read.etag}}},
      {"read", ReadJson(making.read)},
      {"recipe", base::ParseJson(job.recipe.given)},
      {"settings", jobs::ToJson(making.recipe)},
      {"rights", RightsJson(job)},
      {"software", SoftwareJson(software_, making.encoders)}};
  return base::DumpJson({{"receipt", statement},
                         {"algorithm", kAlgorithm},
                         {"publicKey", base::ToBase64(key_.public_key())},
                         {"signature", base::ToBase64(key_.Sign(CanonicalJson(statement)))}});
}

CheckedReceipt CheckReceipt(std::string_view text) {
  const Json receipt = base::ParseJson(text, "The receipt");
  RequireForm(receipt);
  const Json& statement = receipt.at("receipt");
  const bool ours = statement.is_object() && statement.contains("artifact") && statement.at("artifact").is_object() &&
                    statement.value("kind", Json()) == kKind;
  if (!ours) RefuseForm("what was signed is something else");
  if (statement.value("version", Json()) != kVersion) RefuseForm("it is of a newer version than this program reads");
  const std::string public_key = Bytes(receipt, "publicKey");
  if (!crypto::IsSignedBy(public_key, CanonicalJson(statement), Bytes(receipt, "signature"))) {
    throw base::Error(base::ErrorCode::kSignatureMismatch,
                      "the receipt's signature does not hold: it was changed after it was signed");
  }
  return {statement, base::ToBase64(public_key)};
}

}  // namespace clipbox::work
