// The NAL units that a packet of H.264 is made of, in both framings: start codes (TS) and lengths (MP4, MKV, FLV). Used
// where packets are copied into an MP4. Pure; the units point into the bytes they were found in.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "av/packet.h"

namespace clipbox::media {

using Bytes = std::span<const std::uint8_t>;

// ITU-T H.264 table 7-1.
namespace avc {
inline constexpr int kIdrSlice = 5;
inline constexpr int kSequenceParameters = 7;
inline constexpr int kPictureParameters = 8;
inline constexpr int kDelimiter = 9;
}  // namespace avc

// Requires: not empty, as all units are that the two below give.
inline int TypeOf(Bytes unit) { return unit[0] & 0x1f; }
inline bool IsSlice(Bytes unit) { return TypeOf(unit) >= 1 && TypeOf(unit) <= avc::kIdrSlice; }

// Units between start codes (annex B); trailing zeros belong to none.
std::vector<Bytes> SplitAtStartCodes(Bytes data);

// Units behind lengths of `length_size` bytes. Returns nullopt if the lengths do not add up to the packet.
std::optional<std::vector<Bytes>> SplitByLengths(Bytes data, int length_size);

// A packet of these units behind lengths of four bytes, with times, flags and side data of `like`.
av::Packet JoinUnits(const std::vector<Bytes>& units, const av::Packet& like);

// Exp-Golomb codes and bits of a unit, emulation prevention taken out. Past the end it reads zeros and `overrun` says
// so.
class BitReader {
 public:
  explicit BitReader(Bytes unit);

  unsigned Bits(int count);
  unsigned Unsigned();
  // An unsigned number that no sound unit has beyond 65,535 (ids, counts, macroblocks); a larger one is taken as cut
  // off.
  int Small();
  int Signed();
  bool overrun() const { return at_ > bytes_.size() * 8; }

 private:
  std::vector<std::uint8_t> bytes_;
  std::size_t at_ = 0;  // in bits
};

}  // namespace clipbox::media
