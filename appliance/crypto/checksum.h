// The checksums that S3 clients send beside a body (`x-amz-checksum-…`): three cyclic redundancy checks and two
// digests, as base64. They say that bytes arrived whole. Source: "Checking object integrity" of the S3 user guide. For
// one body; one thread at a time.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "crypto/digest.h"

namespace clipbox::crypto {

enum class ChecksumKind { kCrc32, kCrc32c, kCrc64Nvme, kSha1, kSha256 };

inline constexpr std::array<ChecksumKind, 5> kChecksumKinds = {
    ChecksumKind::kCrc32, ChecksumKind::kCrc32c, ChecksumKind::kCrc64Nvme, ChecksumKind::kSha1, ChecksumKind::kSha256};

// As S3 spells it: `CRC32`, `CRC32C`, `CRC64NVME`, `SHA1`, `SHA256`.
std::string_view NameOf(ChecksumKind kind);
// By that name, in letters of either case. Returns nullopt for any other.
std::optional<ChecksumKind> FindChecksumKind(std::string_view name);

// A reflected CRC whose first and last step invert all of its bits.
struct CrcForm {
  int bits;
  std::uint64_t polynomial;  // reflected
};
// Returns nullopt for a digest.
std::optional<CrcForm> CrcFormOf(ChecksumKind kind);

// For each byte what it does to a CRC that 0 to 7 zero bytes follow.
using CrcTables = std::array<std::array<std::uint64_t, 256>, 8>;

class Checksum {
 public:
  explicit Checksum(ChecksumKind kind);

  ChecksumKind kind() const { return kind_; }
  void Update(std::string_view bytes);
  // Base64 of the checksum, most significant byte first.
  std::string Finish();

 private:
  struct Crc {
    int bits;
    const CrcTables* tables;
    std::uint64_t value;
  };

  ChecksumKind kind_;
  std::variant<Crc, Digest> state_;
};

}  // namespace clipbox::crypto
