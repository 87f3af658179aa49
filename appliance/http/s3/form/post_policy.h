// What a form that uploads a file may hold, as its signer wrote it down (Amazon S3 API reference, "POST Policy"). Pure.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace clipbox::http {

// The fields of a form by their names in lower case.
using FormFields = std::map<std::string, std::string>;

class PostPolicy {
 public:
  // `json`: what the field `policy` holds, without its base64. Throws: S3Error InvalidPolicyDocument.
  explicit PostPolicy(std::string_view json);

  // Every condition holds, and every field has one, but for those that carry the policy itself and `x-ignore-…`.
  // Throws: S3Error AccessDenied, naming what is wrong.
  void Check(const std::string& bucket, const FormFields& fields, base::Timestamp now) const;

  std::uint64_t least_bytes() const { return least_bytes_; }
  std::uint64_t most_bytes() const { return most_bytes_; }

 private:
  struct Condition {
    std::string field;  // lower case, without the dollar
    std::string value;
    bool is_prefix = false;
  };

  base::Timestamp expires_at_;
  std::vector<Condition> conditions_;
  std::uint64_t least_bytes_ = 0;
  std::uint64_t most_bytes_ = UINT64_MAX;
};

}  // namespace clipbox::http
