#include "media/cut/smart_clip_maker.h"

#include <algorithm>
#include <cstring>

#include "av/decoder.h"
#include "av/time.h"
#include "base/error.h"
#include "base/log.h"
#include "media/cut/picture_compare.h"
#include "media/fall_back.h"
#include "media/measure.h"

namespace clipbox::media {
namespace {

constexpr std::size_t kSeamPictures = 3;
constexpr std::size_t kEndPictures = 6;
// Of a last GOP that is larger only the times are checked.
constexpr std::size_t kMostGopBytes = std::size_t{32} << 20;
constexpr std::size_t kMostGopPackets = 900;
constexpr int kMacroblock = 16;

void RefuseSequence(const AvcSequence& sequence, const AVCodecParameters& codec) {
  constexpr int kBaseline = 66;
  constexpr int kMain = 77;
  constexpr int kHigh = 100;
  if (sequence.bit_depth > 8) throw FallBack{"ten_bit"};
  if (sequence.chroma_format != 1) throw FallBack{"pixel_format"};
  if (!sequence.frames_only) throw FallBack{"interlaced"};
  if (sequence.profile != kBaseline && sequence.profile != kMain && sequence.profile != kHigh) throw FallBack{"profile"};
  // x264 pads to whole macroblocks at the right and at the bottom, and nowhere else.
  const auto padded = [](int size) { return (size + kMacroblock - 1) / kMacroblock * kMacroblock; };
  const bool same_shape = sequence.width == padded(codec.width) && sequence.height == padded(codec.height);
  if (!same_shape || sequence.cropped_left != 0 || sequence.cropped_top != 0) throw FallBack{"cropped"};
}

AvcParameters ParametersOf(const AVStream& stream) {
  const AVCodecParameters& codec = *stream.codecpar;
  const auto parameters = ReadAvcParameters({codec.extradata, static_cast<std::size_t>(std::max(0, codec.extradata_size))});
  if (!parameters) throw FallBack{"no_parameters"};
  for (const AvcParameters::Unit& unit : parameters->sequences) {
    const auto sequence = ReadSequence(unit);
    if (!sequence) throw FallBack{"no_parameters"};
    RefuseSequence(*sequence, codec);
  }
  return *parameters;
}

// Where the index tells (MP4): without a key frame in the cut all of it would be encoded for nothing.
void RefuseWithoutKeyFrame(const CutSource& source, std::int64_t zero_ticks) {
  auto& stream = const_cast<AVStream&>(source.video);
  const int entries = avformat_index_get_entries_count(&stream);
  if (entries == 0 || stream.nb_frames != entries) return;
  const std::int64_t slack = av::ToTicks(1, stream.time_base);  // between decoding and showing
  const std::int64_t from = zero_ticks + av::ToTicks(source.start, stream.time_base) - slack;
  const std::int64_t to = zero_ticks + av::ToTicks(source.end, stream.time_base);
  for (int i = 0; i < entries; ++i) {
    const AVIndexEntry* entry = avformat_index_get_entry(&stream, i);
    if ((entry->flags & AVINDEX_KEYFRAME) != 0 && entry->timestamp >= from && entry->timestamp < to) return;
  }
  throw FallBack{"no_key_frame"};
}

}  // namespace

SmartClipMaker::SmartClipMaker(const SpanContext& context, std::filesystem::path path, const CutSource& source)
    : OutputMaker(std::move(path)), context_(context), source_(source), parameters_(ParametersOf(source.video)),
      file_(context, source, this->path()) {
  RefuseWithoutKeyFrame(source, context.info.video->zero_ticks);
}

bool SmartClipMaker::wants_pictures() const { return !lead_done_ || at_seam_.size() < kSeamPictures; }

SmartClipMaker::Units SmartClipMaker::UnitsOf(const av::Packet& packet) const {
  const Bytes data(packet->data, static_cast<std::size_t>(packet->size));
  if (parameters_.length_size == 0) return SplitAtStartCodes(data);
  const auto units = SplitByLengths(data, parameters_.length_size);
  if (!units) throw FallBack{"damaged"};
  return *units;
}

void SmartClipMaker::RefuseOtherParameters(const av::Packet& packet, const Units& units) const {
  std::size_t size = 0;
  const std::uint8_t* changed = av_packet_get_side_data(packet.get(), AV_PKT_DATA_NEW_EXTRADATA, &size);
  const AVCodecParameters& codec = *source_.video.codecpar;
  const bool same = changed == nullptr || (size == static_cast<std::size_t>(codec.extradata_size) && std::memcmp(changed, codec.extradata, size) == 0);
  if (!same) throw FallBack{"changed_parameters"};
  for (const Bytes unit : units) {
    const bool set = TypeOf(unit) == avc::kSequenceParameters || TypeOf(unit) == avc::kPictureParameters;
    if (set && !parameters_.Has(unit)) throw FallBack{"changed_parameters"};
  }
}

void SmartClipMaker::VideoPacket(const av::Packet& packet) {
  if (packet->pts == av::kNoTime) throw FallBack{"timestamps"};
  const Units units = UnitsOf(packet);
  RefuseOtherParameters(packet, units);
  if (seam_ || FindSeam(packet, units)) Copy(packet, units);
}

// True for the packet that copying begins with.
bool SmartClipMaker::FindSeam(const av::Packet& packet, const Units& units) {
  if (packet->pts < 0) return false;
  if (packet->pts >= file_.end()) throw FallBack{"no_key_frame"};
  const bool hidden = (packet->flags & AV_PKT_FLAG_DISCARD) != 0;
  if (!packet.is_key() || hidden) {
    if (!hidden) ++lead_packets_;
    return false;
  }
  // What follows another kind of key frame may refer to what came before it.
  const bool idr = std::any_of(units.begin(), units.end(), [](Bytes unit) { return TypeOf(unit) == avc::kIdrSlice; });
  if (!idr) throw FallBack{"open_gop"};
  seam_ = packet->pts;
  return true;
}

void SmartClipMaker::Copy(const av::Packet& packet, const Units& units) {
  if (packet->pts < *seam_) throw FallBack{"timestamps"};
  RememberForEnd(packet, std::any_of(units.begin(), units.end(), [](Bytes unit) { return TypeOf(unit) == avc::kIdrSlice; }));
  Units kept = units;
  std::erase_if(kept, [](Bytes unit) {
    return TypeOf(unit) == avc::kSequenceParameters || TypeOf(unit) == avc::kPictureParameters || TypeOf(unit) == avc::kDelimiter;
  });
  constexpr int kFileLengthBytes = 4;
  const bool as_it_is = kept.size() == units.size() && parameters_.length_size == kFileLengthBytes;
  av::Packet copy = as_it_is ? packet.Ref() : JoinUnits(kept, packet);
  if (lead_done_) return file_.Video(std::move(copy));
  waiting_.push_back(std::move(copy));
}

void SmartClipMaker::RememberForEnd(const av::Packet& packet, bool starts_anew) {
  if (starts_anew) last_gop_.clear(), last_gop_bytes_ = 0;
  last_gop_bytes_ += static_cast<std::size_t>(packet->size);
  const bool too_large = last_gop_bytes_ > kMostGopBytes || last_gop_.size() >= kMostGopPackets;
  if (too_large) last_gop_.clear(), last_gop_bytes_ = kMostGopBytes;
  if (!too_large) last_gop_.push_back(packet.Ref());
}

void SmartClipMaker::Picture(const av::Frame& picture) {
  if (!seam_ || picture->pts < *seam_) return EncodeLead(picture);
  if (!lead_done_) EndLead();
  if (at_seam_.size() < kSeamPictures) at_seam_.push_back({file_.ToFileTicks(picture->pts), HashPicture(*picture)});
}

void SmartClipMaker::EncodeLead(const av::Frame& picture) {
  if (lead_done_) throw FallBack{"timestamps"};
  if (!lead_) {
    const VideoStream& video = *context_.info.video;
    lead_.emplace(parameters_, *picture, LeadSettings{source_.video.time_base, video.frame_rate > 0 ? video.frame_rate : 25, context_.means.threads});
    AvcParameters both = lead_->parameters();
    both.Add(parameters_);
    file_.Begin(WriteAvcC(both));
  }
  ++lead_pictures_;
  av::Frame frame = picture.Ref();
  frame->pict_type = AV_PICTURE_TYPE_NONE;
  lead_->Encode(frame.get(), [&](av::Packet& packet) { file_.Video(packet.Take()); });
  if (lead_ends_.size() == 2) lead_ends_.pop_back();
  lead_ends_.push_back({file_.ToFileTicks(picture->pts), picture.Ref()});
}

void SmartClipMaker::EndLead() {
  if (lead_pictures_ != lead_packets_) throw FallBack{"damaged"};
  if (lead_) {
    lead_->Encode(nullptr, [&](av::Packet& packet) { file_.Video(packet.Take()); });
  } else {
    file_.Begin(WriteAvcC(parameters_));
  }
  lead_done_ = true;
  for (av::Packet& packet : waiting_) file_.Video(std::move(packet));
  waiting_.clear();
}

// The last pictures of the cut as the source's own decoder gives them.
std::vector<CopiedPicture> SmartClipMaker::LastPictures() const {
  std::vector<CopiedPicture> pictures;
  if (last_gop_.empty()) return pictures;
  av::Decoder decoder(source_.video, {.threads = context_.means.threads});
  av::Frame frame;
  const auto take = [&] {
    while (decoder.Receive(frame)) {
      const std::int64_t time = av::TimeOf(*frame);
      if (time >= last_gop_.front()->pts && time < file_.end()) pictures.push_back({file_.ToFileTicks(time), HashPicture(*frame)});
      if (pictures.size() > kEndPictures) pictures.erase(pictures.begin());
    }
  };
  for (const av::Packet& packet : last_gop_) {
    context_.check();
    decoder.Send(&packet);
    take();
  }
  decoder.Send(nullptr);
  take();
  return pictures;
}

CutExpectation SmartClipMaker::Expectation() const {
  CutExpectation expected;
  expected.tick = file_.tick();
  expected.shown = file_.shown();
  std::sort(expected.shown.begin(), expected.shown.end());
  for (const EncodedPicture& kept : lead_ends_) expected.lead.push_back({kept.time, kept.picture.Ref()});
  expected.at_seam = at_seam_;
  expected.at_end = LastPictures();
  if (!last_gop_.empty()) expected.end_key = file_.ToFileTicks(last_gop_.front()->pts);
  return expected;
}

void SmartClipMaker::Finish(Made& made) {
  if (!seam_ && lead_pictures_ == 0) {
    throw base::Error(base::ErrorCode::kClipOutsideSource, "the video shows no frame between the start and the end of this clip");
  }
  if (!seam_) throw FallBack{"no_key_frame"};
  if (!lead_done_) throw FallBack{"damaged"};
  file_.Finish();
  if (const auto difference = FindDifference(path(), Expectation(), context_.check)) {
    base::LogWarning("media.cut_differs", {{"difference", *difference}});
    throw FallBack{"seam_mismatch"};
  }
  DescribeClip(path(), made);
  made.method = jobs::Method::kSmart;
  made.reason = lead_ ? "same_codec" : "starts_at_key_frame";
}

}  // namespace clipbox::media
