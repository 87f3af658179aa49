#include "http/s3/form/post_policy.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/error.h"
#include "base/json.h"
#include "base/text.h"
#include "http/s3/checksums.h"
#include "http/s3/error.h"

namespace clipbox::http {
namespace {

using base::Json;

// What carries the policy, or is what it is about.
constexpr std::array<std::string_view, 3> kUncheckedFields = {"policy", "x-amz-signature", "file"};
constexpr std::size_t kMaxConditions = 200;

[[noreturn]] void ThrowInvalidPolicy(const std::string& what) {
  throw S3Error(400, "InvalidPolicyDocument", "Invalid Policy: " + what);
}

[[noreturn]] void ThrowDenied(const std::string& what) {
  throw S3Error(403, "AccessDenied", "Invalid according to Policy: " + what);
}

Json ParsePolicy(std::string_view text) {
  try {
    Json policy = base::ParseJson(text, "The policy");
    if (policy.is_object() && policy.size() == 2 && policy.contains("expiration") && policy.contains("conditions"))
      return policy;
  } catch (const base::Error& error) {
    ThrowInvalidPolicy(error.what());
  }
  ThrowInvalidPolicy("it holds an expiration and conditions.");
}

std::string TextOf(const Json& value) {
  if (!value.is_string()) ThrowInvalidPolicy("a condition compares texts.");
  return value.get<std::string>();
}

// Numbers stand there as such or as texts.
std::uint64_t SizeOf(const Json& value) {
  if (value.is_number_unsigned()) return value.get<std::uint64_t>();
  const auto number = value.is_string() ? base::ParseNumber<std::uint64_t>(value.get<std::string>()) : std::nullopt;
  if (!number) ThrowInvalidPolicy("content-length-range takes two whole numbers.");
  return *number;
}

// `$key` → `key`.
std::string FieldOf(const Json& value) {
  const std::string name = TextOf(value);
  if (!name.starts_with('$')) ThrowInvalidPolicy("a condition names a field as $name.");
  return base::ToLower(std::string_view(name).substr(1));
}

// Of a list of types each must begin so (S3, "POST Policy", starts-with).
bool StartsWith(const std::string& field, const std::string& actual, const std::string& prefix) {
  if (field != "content-type") return actual.starts_with(prefix);
  const auto types = base::SplitList(actual);
  return std::all_of(types.begin(), types.end(), [&](std::string_view type) { return type.starts_with(prefix); });
}

// A checksum says what the file is, and nothing of what is done with it.
bool NeedsCondition(const std::string& field) {
  return !field.starts_with("x-ignore-") && !field.starts_with(kChecksumPrefix) &&
         std::find(kUncheckedFields.begin(), kUncheckedFields.end(), field) == kUncheckedFields.end();
}

}  // namespace

PostPolicy::PostPolicy(std::string_view json) {
  const Json policy = ParsePolicy(json);
  const auto expires_at = base::FromIso8601(TextOf(policy["expiration"]));
  if (!expires_at) ThrowInvalidPolicy("its expiration is no time.");
  expires_at_ = *expires_at;
  const Json& conditions = policy["conditions"];
  if (!conditions.is_array() || conditions.size() > kMaxConditions) ThrowInvalidPolicy("its conditions are a list.");
  for (const Json& each : conditions) {
    if (each.is_object() && !each.empty()) {
      for (const auto& [name, value] : each.items()) conditions_.push_back({base::ToLower(name), TextOf(value)});
      continue;
    }
    if (!each.is_array() || each.size() != 3) ThrowInvalidPolicy("a condition is an object or a list of three.");
    const std::string kind = base::ToLower(TextOf(each[0]));
    if (kind == "content-length-range") {
      least_bytes_ = std::max(least_bytes_, SizeOf(each[1]));
      most_bytes_ = std::min(most_bytes_, SizeOf(each[2]));
    } else if (kind == "eq" || kind == "starts-with") {
      conditions_.push_back({FieldOf(each[1]), TextOf(each[2]), kind == "starts-with"});
    } else {
      ThrowInvalidPolicy("there is no condition " + base::PlainLine(kind, 40) + ".");
    }
  }
}

void PostPolicy::Check(const std::string& bucket, const FormFields& fields, base::Timestamp now) const {
  if (now >= expires_at_) ThrowDenied("Policy expired.");
  FormFields all = fields;
  all["bucket"] = bucket;
  for (const Condition& condition : conditions_) {
    const std::string& actual = all[condition.field];
    if (condition.is_prefix ? StartsWith(condition.field, actual, condition.value) : actual == condition.value)
      continue;
    ThrowDenied("Policy Condition failed: [\"" + std::string(condition.is_prefix ? "starts-with" : "eq") + "\", \"$" +
                base::PlainLine(condition.field, 100) + "\", \"" + base::PlainLine(condition.value, 200) + "\"]");
  }
  for (const auto& [name, value] : all) {
    const bool has_condition = std::any_of(conditions_.begin(), conditions_.end(),
                                           [&name = name](const Condition& each) { return each.field == name; });
    if (!has_condition && NeedsCondition(name)) ThrowDenied("Extra input fields: " + base::PlainLine(name, 100));
  }
}

}  // namespace clipbox::http
