#include "media/cut/avc/avc_parameters.h"

#include <algorithm>
#include <set>

namespace clipbox::media {
namespace {

constexpr int kMacroblock = 16;
constexpr int kMaxSequenceId = 31;

bool HasChromaFields(int profile) {
  static const std::set<int> profiles = {100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135};
  return profiles.contains(profile);
}

void SkipScalingList(BitReader& bits, int size) {
  int last = 8;
  int next = 8;
  for (int i = 0; i < size; ++i) {
    // A sound list holds -128 to 127; what a broken one holds must not overflow.
    if (next != 0) next = (last + bits.Signed() % 256 + 256) % 256;
    if (next != 0) last = next;
  }
}

void ReadChroma(BitReader& bits, AvcSequence& sequence) {
  sequence.chroma_format = bits.Small();
  if (sequence.chroma_format == 3) bits.Bits(1);
  sequence.bit_depth = 8 + bits.Small();
  sequence.bit_depth = std::max(sequence.bit_depth, 8 + bits.Small());
  bits.Bits(1);
  if (bits.Bits(1) == 0) return;
  const int lists = sequence.chroma_format == 3 ? 12 : 8;
  for (int i = 0; i < lists; ++i) {
    if (bits.Bits(1) == 1) SkipScalingList(bits, i < 6 ? 16 : 64);
  }
}

void SkipPictureOrder(BitReader& bits) {
  const unsigned type = bits.Unsigned();
  if (type == 0) bits.Unsigned();
  if (type != 1) return;
  bits.Bits(1);
  bits.Signed();
  bits.Signed();
  const unsigned cycle = bits.Unsigned();
  for (unsigned i = 0; i < cycle && !bits.overrun(); ++i) bits.Signed();
}

void ReadSize(BitReader& bits, AvcSequence& sequence) {
  sequence.width = (bits.Small() + 1) * kMacroblock;
  const int rows = bits.Small() + 1;
  sequence.frames_only = bits.Bits(1) == 1;
  sequence.height = rows * kMacroblock * (sequence.frames_only ? 1 : 2);
  if (!sequence.frames_only) bits.Bits(1);
  bits.Bits(1);
  if (bits.Bits(1) == 0) return;
  sequence.cropped_left = bits.Small();
  bits.Unsigned();
  sequence.cropped_top = bits.Small();
}

void Sort(const std::vector<Bytes>& units, AvcParameters& into) {
  for (const Bytes unit : units) {
    if (TypeOf(unit) != avc::kSequenceParameters && TypeOf(unit) != avc::kPictureParameters) continue;
    if (into.Has(unit)) continue;
    auto& list = TypeOf(unit) == avc::kSequenceParameters ? into.sequences : into.pictures;
    list.emplace_back(unit.begin(), unit.end());
  }
}

// `count` units behind lengths of two bytes; false where they are cut off.
bool TakeUnits(Bytes& data, int count, AvcParameters& into) {
  for (int i = 0; i < count; ++i) {
    if (data.size() < 2) return false;
    const std::size_t length = static_cast<std::size_t>(data[0]) << 8 | data[1];
    if (length == 0 || data.size() < 2 + length) return false;
    Sort({data.subspan(2, length)}, into);
    data = data.subspan(2 + length);
  }
  return true;
}

bool ReadAvcC(Bytes data, AvcParameters& into) {
  constexpr std::size_t kHead = 6;
  if (data.size() < kHead + 1) return false;
  into.length_size = (data[4] & 3) + 1;
  const int sequences = data[5] & 0x1f;
  data = data.subspan(kHead);
  if (!TakeUnits(data, sequences, into) || data.empty()) return false;
  const int pictures = data[0];
  data = data.subspan(1);
  return TakeUnits(data, pictures, into);
}

void PutUnits(std::vector<std::uint8_t>& out, const std::vector<AvcParameters::Unit>& units) {
  for (const AvcParameters::Unit& unit : units) {
    out.push_back(static_cast<std::uint8_t>(unit.size() >> 8));
    out.push_back(static_cast<std::uint8_t>(unit.size()));
    out.insert(out.end(), unit.begin(), unit.end());
  }
}

}  // namespace

std::optional<AvcSequence> ReadSequence(Bytes unit) {
  BitReader bits(unit);
  bits.Bits(8);
  AvcSequence sequence;
  sequence.profile = static_cast<int>(bits.Bits(8));
  sequence.constraints = static_cast<int>(bits.Bits(8));
  sequence.level = static_cast<int>(bits.Bits(8));
  sequence.id = bits.Small();
  if (HasChromaFields(sequence.profile)) ReadChroma(bits, sequence);
  bits.Unsigned();
  SkipPictureOrder(bits);
  sequence.references = bits.Small();
  bits.Bits(1);
  ReadSize(bits, sequence);
  if (bits.overrun()) return std::nullopt;
  return sequence;
}

std::optional<AvcPicture> ReadPicture(Bytes unit) {
  BitReader bits(unit);
  bits.Bits(8);
  AvcPicture picture;
  picture.id = bits.Small();
  picture.sequence_id = bits.Small();
  picture.cabac = bits.Bits(1) == 1;
  if (bits.overrun()) return std::nullopt;
  return picture;
}

bool AvcParameters::Has(Bytes unit) const {
  const auto same = [&](const Unit& known) { return std::equal(known.begin(), known.end(), unit.begin(), unit.end()); };
  return std::any_of(sequences.begin(), sequences.end(), same) || std::any_of(pictures.begin(), pictures.end(), same);
}

void AvcParameters::Add(const AvcParameters& other) {
  sequences.insert(sequences.end(), other.sequences.begin(), other.sequences.end());
  pictures.insert(pictures.end(), other.pictures.begin(), other.pictures.end());
}

std::optional<AvcParameters> ReadAvcParameters(Bytes extradata) {
  AvcParameters parameters;
  if (!extradata.empty() && extradata[0] == 1) {
    if (!ReadAvcC(extradata, parameters)) return std::nullopt;
  } else {
    Sort(SplitAtStartCodes(extradata), parameters);
  }
  if (parameters.sequences.empty() || parameters.pictures.empty()) return std::nullopt;
  return parameters;
}

std::vector<std::uint8_t> WriteAvcC(const AvcParameters& parameters) {
  AvcSequence highest;
  for (const AvcParameters::Unit& unit : parameters.sequences) {
    const AvcSequence sequence = ReadSequence(unit).value_or(AvcSequence{});
    if (sequence.profile > highest.profile)
      highest.profile = sequence.profile, highest.constraints = sequence.constraints;
    highest.level = std::max(highest.level, sequence.level);
    highest.chroma_format = sequence.chroma_format;
    highest.bit_depth = sequence.bit_depth;
  }
  const auto byte = [](int value) { return static_cast<std::uint8_t>(value); };
  std::vector<std::uint8_t> out = {1,
                                   byte(highest.profile),
                                   byte(highest.constraints),
                                   byte(highest.level),
                                   0xff,
                                   byte(0xe0 | static_cast<int>(parameters.sequences.size()))};
  PutUnits(out, parameters.sequences);
  out.push_back(byte(static_cast<int>(parameters.pictures.size())));
  PutUnits(out, parameters.pictures);
  if (HasChromaFields(highest.profile)) {
    const int depth = highest.bit_depth - 8;
    out.insert(out.end(), {byte(0xfc | highest.chroma_format), byte(0xf8 | depth), byte(0xf8 | depth), 0});
  }
  return out;
}

std::optional<int> FindFreeId(const AvcParameters& parameters) {
  std::set<int> taken;
  for (const AvcParameters::Unit& unit : parameters.sequences)
    taken.insert(ReadSequence(unit).value_or(AvcSequence{}).id);
  for (const AvcParameters::Unit& unit : parameters.pictures) taken.insert(ReadPicture(unit).value_or(AvcPicture{}).id);
  for (int id = 1; id <= kMaxSequenceId; ++id) {
    if (!taken.contains(id)) return id;
  }
  return std::nullopt;
}

}  // namespace clipbox::media
