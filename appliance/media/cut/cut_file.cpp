#include "media/cut/cut_file.h"

#include <algorithm>
#include <cstring>

#include "av/time.h"
#include "av/upright.h"
#include "base/error.h"
#include "media/cut/file_tick.h"
#include "media/cut/mp4_edits.h"
#include "media/maker/reason.h"

namespace clipbox::media {
namespace {

void SetHeader(AVCodecParameters& parameters, const std::vector<std::uint8_t>& header) {
  av_freep(&parameters.extradata);
  parameters.extradata_size = 0;
  parameters.extradata = static_cast<std::uint8_t*>(
      av::CheckAllocated(av_mallocz(header.size() + AV_INPUT_BUFFER_PADDING_SIZE), "av_mallocz"));
  std::memcpy(parameters.extradata, header.data(), header.size());
  parameters.extradata_size = static_cast<int>(header.size());
}

}  // namespace

CutFile::CutFile(const SpanContext& context, const CutSource& source, const std::filesystem::path& path)
    : context_(context),
      source_(source),
      source_tick_(source.video.time_base),
      tick_(FileTick(source_tick_)),
      end_(av::ToTicks(source.range.end, source_tick_) - av::ToTicks(source.range.start, source_tick_)),
      copies_sound_(source.audio != nullptr && SoundCopier::CanCopy(*source.audio) && !context.recipe.mp4.loudness),
      path_(path),
      output_(path, "mp4") {
  AddVideoStream();
  AddSound();
}

void CutFile::Begin(const std::vector<std::uint8_t>& header) {
  if (!header.empty()) SetHeader(*output_.stream(stream_).codecpar, header);
  const double rate = context_.info.video->frame_rate > 0 ? context_.info.video->frame_rate : 25;
  clock_.emplace(std::max(0, source_.video.codecpar->video_delay), av::ToTicks(1 / rate, tick_));
  // The movie counts in the video's ticks, so that its edit list can end on any picture.
  const std::string scale = std::to_string(tick_.den);
  output_.WriteHeader({{"movflags", "+faststart"}, {"video_track_timescale", scale}, {"movie_timescale", scale}});
}

void CutFile::AddVideoStream() {
  stream_ = output_.AddStream(*source_.video.codecpar, tick_);
  AVStream& stream = output_.stream(stream_);
  // Apple's players take HEVC only under this name.
  if (stream.codecpar->codec_id == AV_CODEC_ID_HEVC) stream.codecpar->codec_tag = MKTAG('h', 'v', 'c', '1');
  stream.avg_frame_rate = source_.video.avg_frame_rate;
  stream.sample_aspect_ratio = source_.video.sample_aspect_ratio;
  if (stream.sample_aspect_ratio.num == 0) stream.sample_aspect_ratio = source_.video.codecpar->sample_aspect_ratio;
  av::CopyRotation(source_.video, stream);
}

void CutFile::AddSound() {
  if (source_.audio == nullptr) return;
  if (copies_sound_) {
    const AVRational tick = source_.audio->time_base;
    copier_ = std::make_unique<SoundCopier>(output_, *source_.audio, av::ToTicks(source_.range.seconds(), tick));
  } else {
    encoder_ = std::make_unique<SoundEncoder>(output_, SoundFormatFor(*context_.info.audio),
                                              SoundCoding{.loudness = context_.recipe.mp4.loudness});
  }
}

void CutFile::Video(av::Packet packet) {
  const bool hidden = (packet->flags & AV_PKT_FLAG_DISCARD) != 0;
  if (hidden && (!hidden_ || packet->pts < *hidden_)) hidden_ = packet->pts;
  if (!hidden && hidden_ && packet->pts > *hidden_ && packet->pts < end_) throw FallBack{Reason::kEditList};
  if (hidden || packet->pts >= end_) {
    goes_on_ = goes_on_ || !hidden;
    tail_.push_back(std::move(packet));
    return;
  }
  for (av::Packet& waiting : tail_) WriteVideo(waiting);
  tail_.clear();
  shown_.push_back(ToFileTicks(packet->pts));
  last_end_ = std::max(last_end_, shown_.back() + LengthOf(packet));
  WriteVideo(packet);
}

std::int64_t CutFile::LengthOf(const av::Packet& packet) const {
  if (packet->duration > 0) return ToFileTicks(packet->duration);
  return context_.info.video->frame_rate > 0 ? av::ToTicks(1 / context_.info.video->frame_rate, tick_) : 1;
}

void CutFile::WriteVideo(av::Packet& packet) {
  packet->duration = LengthOf(packet);
  packet->pts = ToFileTicks(packet->pts);
  const std::optional<std::int64_t> decoded_at = clock_->Next(packet->pts);
  if (!decoded_at) throw FallBack{Reason::kTimestamps};
  packet->dts = *decoded_at;
  packet->flags &= ~AV_PKT_FLAG_DISCARD;
  output_.Write(packet, stream_, tick_);
}

void CutFile::Finish() {
  if (copier_) copier_->Finish();
  if (encoder_) encoder_->Finish();
  output_.Finish();
  const std::int64_t end = ToFileTicks(end_);
  std::int64_t shown_until = goes_on_ ? end : std::min(end, last_end_);
  if (hidden_) shown_until = std::min(shown_until, ToFileTicks(*hidden_));
  SetEditEnds(path_, {shown_until, end});
}

}  // namespace clipbox::media
