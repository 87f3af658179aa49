#include "crypto/checksum.h"

#include <array>

#include "base/encoding.h"

namespace clipbox::crypto {
namespace {

using CrcTable = std::array<std::uint64_t, 256>;

constexpr CrcTable MakeTable(std::uint64_t reflected_polynomial) {
  CrcTable table{};
  for (std::size_t byte = 0; byte < table.size(); ++byte) {
    std::uint64_t value = byte;
    for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ ((value & 1) != 0 ? reflected_polynomial : 0);
    table[byte] = value;
  }
  return table;
}

constexpr CrcTable kCrc32 = MakeTable(0xEDB88320);              // ISO-HDLC, as zlib's
constexpr CrcTable kCrc32c = MakeTable(0x82F63B78);             // Castagnoli, RFC 3720
constexpr CrcTable kCrc64Nvme = MakeTable(0x9A6C9329AC4BC9B5);  // NVM Express base specification

}  // namespace

std::optional<Checksum> Checksum::ByName(std::string_view name) {
  if (name == "crc32") return Checksum(Crc{32, kCrc32.data(), 0xFFFFFFFF});
  if (name == "crc32c") return Checksum(Crc{32, kCrc32c.data(), 0xFFFFFFFF});
  if (name == "crc64nvme") return Checksum(Crc{64, kCrc64Nvme.data(), ~std::uint64_t{0}});
  if (name == "sha1") return Checksum(Digest(DigestKind::kSha1));
  if (name == "sha256") return Checksum(Digest(DigestKind::kSha256));
  return std::nullopt;
}

void Checksum::Update(std::string_view bytes) {
  if (auto* digest = std::get_if<Digest>(&state_)) return digest->Update(bytes);
  auto& crc = std::get<Crc>(state_);
  for (const char c : bytes)
    crc.value = (crc.value >> 8) ^ crc.table[(crc.value ^ static_cast<unsigned char>(c)) & 0xFF];
}

std::string Checksum::Finish() {
  if (auto* digest = std::get_if<Digest>(&state_)) return base::ToBase64(digest->Finish());
  const auto& crc = std::get<Crc>(state_);
  std::string bytes;
  for (int shift = crc.bits - 8; shift >= 0; shift -= 8) bytes += static_cast<char>(~crc.value >> shift & 0xFF);
  return base::ToBase64(bytes);
}

}  // namespace clipbox::crypto
