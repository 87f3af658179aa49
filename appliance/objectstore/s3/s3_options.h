// What an S3Store is told when it is made: by the composition root from `storage.*`, by tests with short times. Values.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace clipbox::objectstore {

struct S3Timeouts {
  std::chrono::milliseconds connect{5'000};
  std::chrono::milliseconds answer{15'000};    // the whole exchange of a call without an object's bytes
  std::chrono::milliseconds complete{60'000};  // CompleteMultipartUpload, for which stores take longer
  std::chrono::milliseconds stall{30'000};     // of an object's bytes: less than 1 KiB/s over this time is a dead line
};

struct S3Options {
  std::string endpoint =
      {};  // `https://host[:port]`, path style; a path that ends with the bucket, as R2's page shows it, is taken too
  std::string bucket = {};
  std::string access_key_id = {};
  std::string secret_access_key = {};
  std::string region = "auto";
  std::uint64_t multipart_above = 64ULL << 20;  // files larger than this are put in parts
  std::uint64_t part_bytes = 16ULL << 20;       // of such a file; doubled until 10,000 are enough
  S3Timeouts timeouts = {};
};

// `https://<account>.r2.cloudflarestorage.com`; `account_id` may carry a jurisdiction (`<account>.eu`, `.fedramp`,
// `.us`).
std::string R2Endpoint(std::string_view account_id);

}  // namespace clipbox::objectstore
