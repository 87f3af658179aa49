#include "crypto/checksum_of_parts.h"

#include "base/encoding.h"

namespace clipbox::crypto {
namespace {

// Polynomials over GF(2) modulo that of the CRC, in its reflected order: the highest bit is x^0. To let zero bytes
// follow a message multiplies its CRC by a power of x, which is how CRCs are joined (Mark Adler, zlib's crc32_combine).
class CrcField {
 public:
  explicit CrcField(const CrcForm& form) : form_(form), one_(std::uint64_t{1} << (form.bits - 1)) {}

  std::uint64_t Multiply(std::uint64_t a, std::uint64_t b) const {
    std::uint64_t product = 0;
    for (std::uint64_t bit = one_; bit != 0; bit >>= 1) {
      if ((a & bit) != 0) product ^= b;
      b = (b >> 1) ^ ((b & 1) != 0 ? form_.polynomial : 0);
    }
    return product;
  }

  // x^(8·bytes).
  std::uint64_t PowerOfBytes(std::uint64_t bytes) const {
    std::uint64_t power = one_;
    for (std::uint64_t square = one_ >> 8; bytes != 0; bytes >>= 1) {
      if ((bytes & 1) != 0) power = Multiply(power, square);
      square = Multiply(square, square);
    }
    return power;
  }

 private:
  const CrcForm form_;
  const std::uint64_t one_;
};

std::uint64_t ToNumber(const std::string& base64) {
  const std::string bytes = base::FromBase64(base64).value();
  std::uint64_t number = 0;
  for (const char c : bytes) number = number << 8 | static_cast<unsigned char>(c);
  return number;
}

std::string ToBase64Number(std::uint64_t number, int bits) {
  std::string bytes;
  for (int shift = bits - 8; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift & 0xFF);
  return base::ToBase64(bytes);
}

}  // namespace

std::optional<std::string> FullObjectChecksum(ChecksumKind kind, const std::vector<PartChecksum>& parts) {
  const auto form = CrcFormOf(kind);
  if (!form) return std::nullopt;
  const CrcField field(*form);
  std::uint64_t whole = 0;  // the CRC of nothing
  // Parts are of one size but for the last, so that their power is reckoned once.
  std::uint64_t size_bytes = 0, power = field.PowerOfBytes(0);
  for (const PartChecksum& part : parts) {
    if (part.size_bytes != size_bytes) power = field.PowerOfBytes(size_bytes = part.size_bytes);
    whole = field.Multiply(power, whole) ^ ToNumber(part.value);
  }
  return ToBase64Number(whole, form->bits);
}

std::string CompositeChecksum(ChecksumKind kind, const std::vector<PartChecksum>& parts) {
  Checksum checksum(kind);
  for (const PartChecksum& part : parts) checksum.Update(base::FromBase64(part.value).value());
  return checksum.Finish() + "-" + std::to_string(parts.size());
}

}  // namespace clipbox::crypto
