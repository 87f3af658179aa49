#include "media/cut/avc/avc_units.h"

#include <algorithm>
#include <cstring>

namespace clipbox::media {
namespace {

constexpr int kLengthBytes = 4;

// Where the next start code begins (its two zeros), at or after `from`; the size of `data` where none does.
std::size_t FindStartCode(Bytes data, std::size_t from) {
  for (std::size_t i = from; i + 3 <= data.size(); ++i) {
    if (data[i] == 0 && data[i + 1] == 0 && data[i + 2] == 1) return i;
  }
  return data.size();
}

Bytes WithoutTrailingZeros(Bytes unit) {
  while (!unit.empty() && unit.back() == 0) unit = unit.first(unit.size() - 1);
  return unit;
}

}  // namespace

std::vector<Bytes> SplitAtStartCodes(Bytes data) {
  std::vector<Bytes> units;
  std::size_t at = FindStartCode(data, 0);
  while (at < data.size()) {
    const std::size_t begin = at + 3;
    at = FindStartCode(data, begin);
    const Bytes unit = WithoutTrailingZeros(data.subspan(begin, at - begin));
    if (!unit.empty()) units.push_back(unit);
  }
  return units;
}

std::optional<std::vector<Bytes>> SplitByLengths(Bytes data, int length_size) {
  std::vector<Bytes> units;
  const auto prefix = static_cast<std::size_t>(length_size);
  while (!data.empty()) {
    if (data.size() < prefix) return std::nullopt;
    std::size_t length = 0;
    for (std::size_t i = 0; i < prefix; ++i) length = length << 8 | data[i];
    data = data.subspan(prefix);
    if (length > data.size()) return std::nullopt;
    if (length > 0) units.push_back(data.first(length));
    data = data.subspan(length);
  }
  return units;
}

av::Packet JoinUnits(const std::vector<Bytes>& units, const av::Packet& like) {
  std::size_t size = 0;
  for (const Bytes unit : units) size += kLengthBytes + unit.size();
  av::Packet joined;
  av::Check(av_new_packet(joined.get(), static_cast<int>(size)), "av_new_packet");
  av::Check(av_packet_copy_props(joined.get(), like.get()), "av_packet_copy_props");
  std::uint8_t* into = joined->data;
  for (const Bytes unit : units) {
    for (int i = kLengthBytes - 1; i >= 0; --i) *into++ = static_cast<std::uint8_t>(unit.size() >> (8 * i));
    std::memcpy(into, unit.data(), unit.size());
    into += unit.size();
  }
  return joined;
}

BitReader::BitReader(Bytes unit) {
  bytes_.reserve(unit.size());
  int zeros = 0;
  for (const std::uint8_t byte : unit) {
    const bool prevention = zeros >= 2 && byte == 3;
    zeros = byte == 0 ? zeros + 1 : 0;
    if (!prevention) bytes_.push_back(byte);
  }
}

unsigned BitReader::Bits(int count) {
  unsigned value = 0;
  for (int i = 0; i < count; ++i, ++at_) {
    const unsigned bit = at_ / 8 < bytes_.size() ? bytes_[at_ / 8] >> (7 - at_ % 8) & 1u : 0u;
    value = value << 1 | bit;
  }
  return value;
}

unsigned BitReader::Unsigned() {
  int zeros = 0;
  while (zeros < 32 && !overrun() && Bits(1) == 0) ++zeros;
  if (zeros >= 32 || overrun()) return 0;
  return (1u << zeros) - 1 + Bits(zeros);
}

int BitReader::Small() {
  constexpr unsigned kMax = 65'535;
  const unsigned value = Unsigned();
  if (value > kMax) at_ = bytes_.size() * 8 + 1;
  return static_cast<int>(std::min(value, kMax));
}

int BitReader::Signed() {
  const unsigned code = Unsigned();
  const int half = static_cast<int>((code + 1) / 2);
  return code % 2 == 1 ? half : -half;
}

}  // namespace clipbox::media
