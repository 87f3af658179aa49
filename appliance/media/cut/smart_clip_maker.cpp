#include "media/cut/smart_clip_maker.h"

#include <algorithm>

#include "av/decoder.h"
#include "av/time.h"
#include "base/error.h"
#include "base/log.h"
#include "media/cut/picture_compare.h"
#include "media/maker/measure.h"
#include "media/maker/reason.h"

namespace clipbox::media {
namespace {

constexpr std::size_t kSeamPictures = 3;
constexpr std::size_t kEndPictures = 6;
// Of a last GOP that is larger only the times are checked.
constexpr std::size_t kMaxGopBytes = std::size_t{32} << 20;
constexpr std::size_t kMaxGopPackets = 900;

bool StandsByItself(Bytes unit) { return TypeOf(unit) == avc::kIdrSlice; }

}  // namespace

SmartClipMaker::SmartClipMaker(const SpanContext& context, std::filesystem::path path, const CutSource& source)
    : OutputMaker(std::move(path)),
      context_(context),
      source_(source),
      seam_(source.video, RangeOf(context.info, source.range)),
      file_(context, source, this->path()) {}

bool SmartClipMaker::wants_pictures() const { return !lead_done_ || at_seam_.size() < kSeamPictures; }

void SmartClipMaker::VideoPacket(const av::Packet& packet) {
  const SmartSeam::Units units = seam_.Take(packet);
  if (seam_.at()) Copy(packet, units);
}

void SmartClipMaker::Copy(const av::Packet& packet, const SmartSeam::Units& units) {
  if (packet->pts < *seam_.at()) throw FallBack{Reason::kTimestamps};
  RememberForEnd(packet, std::any_of(units.begin(), units.end(), StandsByItself));
  SmartSeam::Units kept = units;
  std::erase_if(kept, [](Bytes unit) {
    return TypeOf(unit) == avc::kSequenceParameters || TypeOf(unit) == avc::kPictureParameters ||
           TypeOf(unit) == avc::kDelimiter;
  });
  constexpr int kFileLengthBytes = 4;
  const bool as_it_is = kept.size() == units.size() && seam_.parameters().length_size == kFileLengthBytes;
  av::Packet copy = as_it_is ? packet.Ref() : JoinUnits(kept, packet);
  if (lead_done_) return file_.Video(std::move(copy));
  waiting_.push_back(std::move(copy));
}

void SmartClipMaker::RememberForEnd(const av::Packet& packet, bool starts_anew) {
  if (starts_anew) last_gop_.clear(), last_gop_bytes_ = 0;
  last_gop_bytes_ += static_cast<std::size_t>(packet->size);
  const bool too_large = last_gop_bytes_ > kMaxGopBytes || last_gop_.size() >= kMaxGopPackets;
  if (too_large) last_gop_.clear(), last_gop_bytes_ = kMaxGopBytes;
  if (!too_large) last_gop_.push_back(packet.Ref());
}

void SmartClipMaker::Picture(const av::Frame& picture) {
  if (!seam_.at() || picture->pts < *seam_.at()) return EncodeLead(picture);
  if (!lead_done_) EndLead();
  if (at_seam_.size() < kSeamPictures) at_seam_.push_back({file_.ToFileTicks(picture->pts), HashPicture(*picture)});
}

void SmartClipMaker::EncodeLead(const av::Frame& picture) {
  if (lead_done_) throw FallBack{Reason::kTimestamps};
  if (!lead_) {
    const VideoStream& video = *context_.info.video;
    lead_.emplace(
        seam_.parameters(), *picture,
        LeadSettings{source_.video.time_base, video.frame_rate > 0 ? video.frame_rate : 25, context_.means.threads});
    AvcParameters both = lead_->parameters();
    both.Add(seam_.parameters());
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
  if (lead_pictures_ != seam_.lead_packets()) throw FallBack{Reason::kDamaged};
  if (lead_) {
    lead_->Encode(nullptr, [&](av::Packet& packet) { file_.Video(packet.Take()); });
  } else {
    file_.Begin(WriteAvcC(seam_.parameters()));
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
      if (time >= last_gop_.front()->pts && time < file_.end())
        pictures.push_back({file_.ToFileTicks(time), HashPicture(*frame)});
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
  if (!seam_.at() && lead_pictures_ == 0) {
    throw base::Error(base::ErrorCode::kClipOutsideSource,
                      "the video shows no frame between the start and the end of this clip");
  }
  if (!seam_.at()) throw FallBack{Reason::kNoKeyFrame};
  if (!lead_done_) throw FallBack{Reason::kDamaged};
  file_.Finish();
  if (const auto difference = FindDifference(path(), Expectation(), context_.check)) {
    base::LogWarning("media.cut_differs", {{"difference", *difference}});
    throw FallBack{Reason::kSeamMismatch};
  }
  DescribeClip(path(), made);
  made.method = jobs::Method::kSmart;
  made.reason = lead_ ? Reason::kSameCodec : Reason::kStartsAtKeyFrame;
}

}  // namespace clipbox::media
