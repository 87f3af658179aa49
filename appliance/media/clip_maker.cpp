#include "media/clip_maker.h"

#include <algorithm>

#include "av/time.h"
#include "base/error.h"
#include "media/measure.h"
#include "media/picture_filters.h"

namespace clipbox::media {
namespace {

// Ten seconds of 1080p camera film at CRF 23, one thread: `veryfast` 14.6 s, 4.4 MB, SSIM 0.9909; `fast` 28.2 s, 5.7 MB, 0.9919;
// `medium` 30.4 s, 5.0 MB, 0.9915. Half the time for a difference that one step of CRF makes up for (22: 5.0 MB, 0.9915).
constexpr const char* kPreset = "veryfast";
constexpr int kFinestTick = 1'000'000;

constexpr int kCoarsestTick = 10'000;

// The source's own ticks or a whole fraction of them, so that no time is rounded; not finer than MP4 can count for an hour.
AVRational TickFor(AVRational source) {
  if (source.den > kFinestTick) return {1, kFinestTick};
  int den = source.den;
  while (den < kCoarsestTick) den *= 2;
  return {1, den};
}

}  // namespace

ClipMaker::ClipMaker(const SpanContext& context, std::filesystem::path path)
    : OutputMaker(std::move(path)), context_(context), tick_(TickFor(context.picture_tick())), output_(this->path(), "mp4") {}

void ClipMaker::Picture(const av::Frame& picture) {
  av::Frame converted = Convert(picture);
  if (!encoder_) Begin(converted);
  EncodeHeld(converted->pts);
  held_ = std::move(converted);
}

av::Frame ClipMaker::Convert(const av::Frame& picture) {
  if (!graph_ || !graph_->Fits(*picture)) {
    const std::string filters = ClipFilters(context_.info, context_.upright_filter, context_.recipe.mp4.height);
    // A stream that changes its size in the middle keeps the size that it began with.
    const std::string same = encoder_ ? ",scale=" + std::to_string(encoder_->context().width) + ":" + std::to_string(encoder_->context().height)
                                      : "";
    graph_ = av::Graph::ForVideo(*picture, context_.picture_tick(), {0, 1}, filters + same);
  }
  graph_->Push(picture.get());
  av::Frame converted;
  if (!graph_->Pull(converted)) throw base::Error(base::ErrorCode::kInternal, "a filter gave no picture for a picture");
  // Pictures that share a tick are all kept, one tick apart: the encoder wants rising times.
  const std::int64_t least = held_ ? (*held_)->pts + 1 : 0;
  converted->pts = std::max(least, av::Rescale(picture->pts, context_.picture_tick(), tick_));
  converted->pict_type = AV_PICTURE_TYPE_NONE;
  return converted;
}

void ClipMaker::Begin(const av::Frame& first) {
  encoder_.emplace("libx264", [&](AVCodecContext& codec) { Configure(codec, first); }, CodecOptions());
  stream_ = output_.AddStream(*encoder_);
  if (context_.info.audio) sound_.emplace(output_, SoundFormatFor(*context_.info.audio));
  output_.WriteHeader({{"movflags", "+faststart"}, {"video_track_timescale", std::to_string(tick_.den)}});
  for (const av::Frame& sound : early_sound_) sound_->Feed(sound);
  early_sound_.clear();
}

void ClipMaker::Configure(AVCodecContext& codec, const av::Frame& first) const {
  codec.width = first->width;
  codec.height = first->height;
  codec.pix_fmt = AV_PIX_FMT_YUV420P;
  codec.sample_aspect_ratio = first->sample_aspect_ratio;
  codec.time_base = tick_;
  codec.framerate = av_d2q(context_.info.video->frame_rate, 100'000);
  codec.color_range = AVCOL_RANGE_MPEG;
  codec.color_primaries = first->color_primaries;
  codec.color_trc = first->color_trc;
  codec.colorspace = first->colorspace == AVCOL_SPC_RGB ? AVCOL_SPC_UNSPECIFIED : first->colorspace;
  codec.thread_count = context_.means.threads;
  codec.flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
}

av::Dictionary ClipMaker::CodecOptions() const {
  const char* one_at_a_time = "bframes=0:rc-lookahead=0:sync-lookahead=0:sliced-threads=1";
  return {{"preset", kPreset},
          {"profile", "high"},
          {"crf", std::to_string(context_.recipe.mp4.crf)},
          {"x264-params", context_.means.one_picture_at_a_time ? one_at_a_time : "rc-lookahead=10"}};
}

void ClipMaker::EncodeHeld(std::int64_t until) {
  if (!held_) return;
  shown_.push_back({(*held_)->pts, std::max<std::int64_t>(1, until - (*held_)->pts)});
  encoder_->Encode(held_->get(), [this](av::Packet& packet) { WritePicture(packet); });
  held_.reset();
}

void ClipMaker::WritePicture(av::Packet& packet) {
  const auto found = std::find_if(shown_.begin(), shown_.end(), [&](const Shown& shown) { return shown.pts == packet->pts; });
  if (found != shown_.end()) {
    packet->duration = found->duration;
    shown_.erase(found);
  }
  output_.Write(packet, stream_, tick_);
}

void ClipMaker::Sound(const av::Frame& sound) {
  if (encoder_) {
    sound_->Feed(sound);
  } else {
    early_sound_.push_back(sound.Ref());
  }
}

void ClipMaker::Finish(Made& made) {
  if (!encoder_) {
    throw base::Error(base::ErrorCode::kClipOutsideSource, "the video shows no frame between the start and the end of this clip");
  }
  // The last picture stays to the end of the clip; where the film says that it ends before its last picture, for a frame's length.
  const std::int64_t rest = av::ToTicks(context_.seconds, tick_) - (*held_)->pts;
  const double rate = context_.info.video->frame_rate > 0 ? context_.info.video->frame_rate : 25;
  EncodeHeld((*held_)->pts + (rest > 0 ? rest : av::ToTicks(1 / rate, tick_)));
  context_.check();
  encoder_->Encode(nullptr, [this](av::Packet& packet) { WritePicture(packet); });
  if (sound_) sound_->Finish();
  output_.Finish();
  const Measured measured = MeasureFile(path());
  made.duration_seconds = measured.duration_seconds;
  made.width = measured.width;
  made.height = measured.height;
  made.content_type = "video/mp4";
}

}  // namespace clipbox::media
