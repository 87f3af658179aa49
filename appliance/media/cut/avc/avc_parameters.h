// The parameter sets of an H.264 stream, as its container keeps them. They are read from `avcC` (MP4, MKV, FLV) or from
// start codes (TS), and written as one `avcC`. Used by the smart cut, whose file has those of the source and those of
// its own encoder. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "media/cut/avc/avc_units.h"

namespace clipbox::media {

// What the smart cut needs of a sequence parameter set (ITU-T H.264, 7.3.2.1.1).
struct AvcSequence {
  int id = 0;
  int profile = 0;
  int constraints = 0;  // the byte of flags behind it
  int level = 0;
  int chroma_format = 1;  // 1: 4:2:0
  int bit_depth = 8;
  int references = 0;
  bool frames_only = true;  // no fields
  int width = 0;            // as coded: whole macroblocks
  int height = 0;
  int cropped_left = 0;  // in the units of the syntax
  int cropped_top = 0;
};

struct AvcPicture {
  int id = 0;
  int sequence_id = 0;
  bool cabac = false;
};

// Returns nullopt if the set is cut off.
std::optional<AvcSequence> ReadSequence(Bytes unit);
std::optional<AvcPicture> ReadPicture(Bytes unit);

struct AvcParameters {
  using Unit = std::vector<std::uint8_t>;

  int length_size = 0;  // bytes of the lengths in packets; 0: start codes
  std::vector<Unit> sequences;
  std::vector<Unit> pictures;

  // True where this unit is one of the sets, byte for byte.
  bool Has(Bytes unit) const;
  // All of the other's besides. Requires: no id twice.
  void Add(const AvcParameters& other);
};

// Codec parameters' extradata. Returns nullopt if it has no whole set of both kinds.
std::optional<AvcParameters> ReadAvcParameters(Bytes extradata);

// ISO/IEC 14496-15, 5.3.3.1, for packets with lengths of four bytes. Profile and level are those of the highest.
std::vector<std::uint8_t> WriteAvcC(const AvcParameters& parameters);

// An id from 1 on that no set of either kind has. Returns nullopt if all 31 are taken.
std::optional<int> FindFreeId(const AvcParameters& parameters);

}  // namespace clipbox::media
