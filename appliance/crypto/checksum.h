// The checksums that S3 clients send beside a body (`x-amz-checksum-…`): three cyclic redundancy checks and two
// digests, as base64. They say that bytes arrived whole. Source: "Checking object integrity" of the S3 user guide. For
// one body; one thread at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "crypto/digest.h"

namespace clipbox::crypto {

class Checksum {
 public:
  // By its name in S3: `crc32`, `crc32c`, `crc64nvme`, `sha1`, `sha256`. Returns nullopt for any other.
  static std::optional<Checksum> ByName(std::string_view name);

  void Update(std::string_view bytes);
  // Base64 of the checksum, most significant byte first.
  std::string Finish();

 private:
  // A reflected CRC of `bits` bits, whose first and last step invert all of them.
  struct Crc {
    int bits;
    const std::uint64_t* table;
    std::uint64_t value;
  };

  explicit Checksum(std::variant<Crc, Digest> state) : state_(std::move(state)) {}

  std::variant<Crc, Digest> state_;
};

}  // namespace clipbox::crypto
