#include "media/cut/clip_maker.h"

#include <algorithm>

#include "av/time.h"
#include "base/error.h"
#include "media/cut/file_tick.h"
#include "media/cut/mp4_edits.h"
#include "media/maker/measure.h"
#include "media/picture/picture_filters.h"

namespace clipbox::media {
namespace {

// What every player plays; more are mixed down.
constexpr int kMaxChannels = 2;

}  // namespace

ClipMaker::ClipMaker(const SpanContext& context, std::filesystem::path path, const AVStream* sound)
    : OutputMaker(std::move(path)),
      context_(context),
      tick_(FileTick(context.picture_tick())),
      output_(this->path(), "mp4"),
      stream_(output_.ReserveStream()) {
  if (context.recipe.mp4.max_bytes) output_.Hold();
  if (context.info.audio) AddSound(sound);
}

// An encoder takes a twentieth of the time that the pictures take, and gives worse sound than it was given.
void ClipMaker::AddSound(const AVStream* source) {
  const jobs::Mp4Settings& wanted = context_.recipe.mp4;
  const bool as_it_is = !wanted.loudness && !wanted.max_bytes && context_.info.audio->channels <= kMaxChannels;
  if (source != nullptr && as_it_is && SoundCopier::CanCopy(*source)) {
    copied_sound_.emplace(output_, *source, av::ToTicks(AskedSeconds(), source->time_base));
  } else {
    sound_.emplace(output_, SoundFormatFor(*context_.info.audio), CodingOfSound());
  }
}

void ClipMaker::Picture(const av::Frame& picture) {
  const bool fits = graph_ && graph_->Fits(*picture) && (deinterlaces_ || !IsInterlaced(*picture));
  if (!fits) NewGraph(*picture);
  graph_->Push(picture.get());
  Drain();
}

void ClipMaker::NewGraph(const AVFrame& picture) {
  if (graph_) {
    graph_->Push(nullptr);
    Drain();
  }
  // A stream that changes its size in the middle keeps the size that it began with.
  const std::string same = encoder_ ? "scale=" + std::to_string(encoder_->encoder().context().width) + ":" +
                                          std::to_string(encoder_->encoder().context().height)
                                    : "";
  deinterlaces_ = IsInterlaced(picture);
  const std::string shaped = ClipFilters(context_.info, context_.upright_filter, context_.recipe.mp4);
  if (context_.recipe.captions.burn && !context_.captions.empty() && !captions_) {
    captions_.emplace(context_.captions, context_.recipe.captions.style, ClipSize(context_.info, context_.recipe.mp4),
                      path());
  }
  graph_ = av::Graph::ForVideo(
      picture, context_.picture_tick(), {0, 1},
      JoinFilters({DeinterlaceFilter(picture), shaped, same, captions_ ? captions_->Filter() : ""}));
}

void ClipMaker::Drain() {
  av::Frame converted;
  while (graph_->Pull(converted)) {
    converted->pts = av::Rescale(converted->pts, graph_->output_time_base(), tick_);
    Take(converted.Ref());
  }
}

void ClipMaker::Take(av::Frame picture) {
  if (!encoder_) Begin(*picture);
  if (target_) target_->Keep(picture);
  encoder_->Feed(std::move(picture));
}

void ClipMaker::Begin(const AVFrame& first) {
  if (context_.recipe.mp4.max_bytes) target_.emplace(Coding(), *context_.recipe.mp4.max_bytes, path());
  encoder_.emplace(target_ ? target_->first_pass() : Coding(), first,
                   [this](av::Packet& packet) { output_.Write(packet, stream_, tick_); });
  output_.Describe(stream_, encoder_->encoder());
  // The movie counts in the video's ticks too, so that a first picture that comes late does so to the tick.
  const std::string scale = std::to_string(tick_.den);
  output_.WriteHeader({{"movflags", "+faststart"}, {"video_track_timescale", scale}, {"movie_timescale", scale}});
}

PictureCoding ClipMaker::Coding() const {
  PictureCoding coding;
  coding.tick = tick_;
  coding.frame_rate = context_.info.video->frame_rate;
  coding.threads = context_.means.threads;
  coding.one_picture_at_a_time = context_.means.one_picture_at_a_time;
  coding.crf = context_.recipe.mp4.crf;
  return coding;
}

SoundCoding ClipMaker::CodingOfSound() const {
  SoundCoding coding;
  coding.loudness = context_.recipe.mp4.loudness;
  const int channels = SoundFormatFor(*context_.info.audio).channels;
  if (context_.recipe.mp4.max_bytes)
    coding.bit_rate = SoundBitRateWithin(*context_.recipe.mp4.max_bytes, context_.seconds, channels);
  return coding;
}

void ClipMaker::Sound(const av::Frame& sound) { sound_->Feed(sound); }

void ClipMaker::SoundPacket(const av::Packet& packet) { copied_sound_->Feed(packet); }

// The length that a container states may fall short of its last frame and of its sound.
double ClipMaker::AskedSeconds() const {
  const std::optional<Clip>& clip = context_.span.clip;
  return clip ? clip->end - clip->start : context_.seconds;
}

// The last picture stays to the end of the clip; where the film says that it ends before its last picture, for a
// frame's length.
std::int64_t ClipMaker::EndOfLast() const {
  const std::int64_t end = av::ToTicks(context_.seconds, tick_);
  const double rate = context_.info.video->frame_rate > 0 ? context_.info.video->frame_rate : 25;
  return end > encoder_->last_pts() ? end : encoder_->last_pts() + av::ToTicks(1 / rate, tick_);
}

void ClipMaker::Finish(Made& made) {
  if (graph_) {
    graph_->Push(nullptr);
    Drain();
  }
  if (!encoder_) {
    throw base::Error(base::ErrorCode::kClipOutsideSource,
                      "the video shows no frame between the start and the end of this clip");
  }
  const std::int64_t end = EndOfLast();
  context_.check();
  encoder_->Finish(end);
  if (sound_) sound_->Finish(context_.check);
  if (copied_sound_) copied_sound_->Finish();
  if (target_) {
    // x264 closes the figures of the first pass with its encoder.
    encoder_.reset();
    target_->Fit(output_, stream_, end, context_.check);
  }
  output_.Finish();
  if (copied_sound_) SetEditEnds(path(), {end, std::max(end, av::ToTicks(AskedSeconds(), tick_))});
  if (target_ && std::filesystem::file_size(path()) > *context_.recipe.mp4.max_bytes) {
    throw base::Error(base::ErrorCode::kTooLarge, "this clip came out larger than mp4.maxBytes; raise it a little");
  }
  DescribeClip(path(), made);
}

}  // namespace clipbox::media
