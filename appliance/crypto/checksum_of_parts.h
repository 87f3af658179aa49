// The checksum of an object that was sent in parts, from those of its parts. It is of the whole, without a byte of it,
// or S3's composite. Source: "Full object and composite checksum types" of the S3 user guide. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "crypto/checksum.h"

namespace clipbox::crypto {

struct PartChecksum {
  std::string value;  // base64, as Checksum::Finish gives it
  std::uint64_t size_bytes = 0;
};

// What Checksum would say of all parts, one behind the other. Returns nullopt for a digest, which only the bytes
// themselves give. Requires: each value is of that kind.
std::optional<std::string> FullObjectChecksum(ChecksumKind kind, const std::vector<PartChecksum>& parts);

// The checksum of the parts' checksums as raw bytes, and how many they are: `3q2+7w==-2`. Requires: each value is
// base64.
std::string CompositeChecksum(ChecksumKind kind, const std::vector<PartChecksum>& parts);

}  // namespace clipbox::crypto
