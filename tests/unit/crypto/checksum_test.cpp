#include "crypto/checksum.h"

#include <random>

#include "base/encoding.h"
#include "catch.h"
#include "crypto/checksum_of_parts.h"

namespace clipbox::crypto {
namespace {

std::string ChecksumOf(ChecksumKind kind, std::string_view bytes) {
  Checksum checksum(kind);
  checksum.Update(bytes);
  return checksum.Finish();
}

std::string FromHexTo64(const char* hex) { return base::ToBase64(base::FromHex(hex).value()); }

std::string RandomBytes(std::mt19937& random, std::size_t size) {
  std::string bytes(size, '\0');
  for (char& c : bytes) c = static_cast<char>(random());
  return bytes;
}

// A CRC bit by bit, as its definition says.
std::uint64_t BitByBit(const CrcForm& form, std::string_view bytes) {
  const std::uint64_t ones = ~std::uint64_t{0} >> (64 - form.bits);
  std::uint64_t value = ones;
  for (const char c : bytes) {
    value ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ ((value & 1) != 0 ? form.polynomial : 0);
  }
  return value ^ ones;
}

// The same bytes cut into parts at random places, some of them empty.
std::vector<std::string_view> RandomParts(std::mt19937& random, std::string_view bytes, std::size_t count) {
  std::vector<std::string_view> parts;
  for (; count > 1; --count) {
    const std::size_t size = random() % 4 == 0 ? 0 : random() % (bytes.size() + 1);
    parts.push_back(bytes.substr(0, size));
    bytes.remove_prefix(size);
  }
  parts.push_back(bytes);
  return parts;
}

std::vector<PartChecksum> SumsOf(ChecksumKind kind, const std::vector<std::string_view>& parts) {
  std::vector<PartChecksum> sums;
  for (const std::string_view part : parts) sums.push_back({ChecksumOf(kind, part), part.size()});
  return sums;
}

}  // namespace

TEST_CASE("checksums are those of the published test vectors") {
  // "123456789", as the catalogue of CRC algorithms gives it for each.
  CHECK(ChecksumOf(ChecksumKind::kCrc32, "123456789") == FromHexTo64("cbf43926"));
  CHECK(ChecksumOf(ChecksumKind::kCrc32c, "123456789") == FromHexTo64("e3069283"));
  CHECK(ChecksumOf(ChecksumKind::kCrc64Nvme, "123456789") == FromHexTo64("ae8b14860a799888"));
  // RFC 3720, B.4: 32 bytes of zeros.
  CHECK(ChecksumOf(ChecksumKind::kCrc32c, std::string(32, '\0')) == FromHexTo64("8a9136aa"));
  CHECK(ChecksumOf(ChecksumKind::kSha1, "abc") == FromHexTo64("a9993e364706816aba3e25717850c26c9cd0d89d"));
  CHECK(ChecksumOf(ChecksumKind::kSha256, "") == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
}

TEST_CASE("a CRC is that of its definition, however the bytes are cut") {
  std::mt19937 random(1);
  for (const ChecksumKind kind : {ChecksumKind::kCrc32, ChecksumKind::kCrc32c, ChecksumKind::kCrc64Nvme}) {
    for (std::size_t size = 0; size < 70; ++size) {
      const std::string bytes = RandomBytes(random, size);
      std::string expected;
      const CrcForm form = CrcFormOf(kind).value();
      for (int shift = form.bits - 8; shift >= 0; shift -= 8)
        expected += static_cast<char>(BitByBit(form, bytes) >> shift & 0xFF);
      CHECK(ChecksumOf(kind, bytes) == base::ToBase64(expected));
      Checksum in_pieces(kind);
      for (const std::string_view piece : RandomParts(random, bytes, 5)) in_pieces.Update(piece);
      CHECK(in_pieces.Finish() == base::ToBase64(expected));
    }
  }
}

TEST_CASE("the CRC of a whole follows from those of its parts, whatever the parts") {
  std::mt19937 random(2);
  for (const ChecksumKind kind : {ChecksumKind::kCrc32, ChecksumKind::kCrc32c, ChecksumKind::kCrc64Nvme}) {
    CHECK(FullObjectChecksum(kind, {}) == ChecksumOf(kind, ""));
    for (int run = 0; run < 60; ++run) {
      const std::string bytes = RandomBytes(random, random() % 5000);
      const auto sums = SumsOf(kind, RandomParts(random, bytes, 1 + random() % 12));
      CHECK(FullObjectChecksum(kind, sums) == ChecksumOf(kind, bytes));
    }
    // Parts of one size but for the last, as uploads have them.
    const std::string bytes = RandomBytes(random, 100'001);
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at < bytes.size(); at += 10'000)
      parts.push_back(std::string_view(bytes).substr(at, 10'000));
    CHECK(FullObjectChecksum(kind, SumsOf(kind, parts)) == ChecksumOf(kind, bytes));
    std::swap(parts[0], parts[1]);
    CHECK(FullObjectChecksum(kind, SumsOf(kind, parts)) != ChecksumOf(kind, bytes));
  }
}

TEST_CASE("lengths of terabytes are joined as well: zeros behind zeros") {
  // The CRC of 2^n zero bytes, by doubling.
  PartChecksum zeros{ChecksumOf(ChecksumKind::kCrc64Nvme, std::string(1, '\0')), 1};
  for (int n = 0; n < 20; ++n)
    zeros = {FullObjectChecksum(ChecksumKind::kCrc64Nvme, {zeros, zeros}).value(), zeros.size_bytes * 2};
  CHECK(zeros.value == ChecksumOf(ChecksumKind::kCrc64Nvme, std::string(1 << 20, '\0')));
  PartChecksum large = zeros;
  for (int n = 0; n < 22; ++n)
    large = {FullObjectChecksum(ChecksumKind::kCrc64Nvme, {large, large}).value(), large.size_bytes * 2};
  const PartChecksum by_four{FullObjectChecksum(ChecksumKind::kCrc64Nvme, {large, large, large, large}).value(),
                             large.size_bytes * 4};
  const PartChecksum half{FullObjectChecksum(ChecksumKind::kCrc64Nvme, {large, large}).value(), large.size_bytes * 2};
  CHECK(FullObjectChecksum(ChecksumKind::kCrc64Nvme, {half, half}) == by_four.value);
}

TEST_CASE("a composite checksum is that of the parts' raw checksums, with their number") {
  for (const ChecksumKind kind : kChecksumKinds) {
    const auto sums = SumsOf(kind, {"one", "two", ""});
    std::string raw;
    for (const PartChecksum& sum : sums) raw += base::FromBase64(sum.value).value();
    CHECK(CompositeChecksum(kind, sums) == ChecksumOf(kind, raw) + "-3");
  }
}

TEST_CASE("a digest of the whole does not follow from those of its parts") {
  CHECK_FALSE(FullObjectChecksum(ChecksumKind::kSha1, SumsOf(ChecksumKind::kSha1, {"a"})));
  CHECK_FALSE(FullObjectChecksum(ChecksumKind::kSha256, {}));
}

TEST_CASE("kinds are found by S3's names, in letters of either case") {
  for (const ChecksumKind kind : kChecksumKinds) CHECK(FindChecksumKind(NameOf(kind)) == kind);
  CHECK(FindChecksumKind("crc64nvme") == ChecksumKind::kCrc64Nvme);
  for (const char* name : {"", "crc16", "CRC32 ", "MD5"}) CHECK_FALSE(FindChecksumKind(name));
}

}  // namespace clipbox::crypto
