#include "media/gif_maker.h"

#include <algorithm>
#include <cmath>

#include "av/time.h"
#include "base/error.h"

namespace clipbox::media {
namespace {

constexpr std::uint64_t kBytesPerPixel = 4;  // palettegen and paletteuse work on 32-bit pixels
constexpr AVRational kCentiseconds{1, 100};  // what GIF counts in

double RateFor(const SourceInfo& info, double asked) {
  return info.video->frame_rate > 0 ? std::min(asked, info.video->frame_rate) : asked;
}

}  // namespace

GifMaker::GifMaker(const SpanContext& context, std::filesystem::path path)
    : OutputMaker(std::move(path)), context_(context), size_(FitWidth(context.info, context.recipe.gif.width)),
      rate_(RateFor(context.info, context.recipe.gif.fps)), seconds_(std::min(context.seconds, context.recipe.gif.max_seconds)) {
  RefuseIfTooLarge();
}

std::uint64_t GifFrames(const SourceInfo& info, const jobs::Recipe& recipe, double span_seconds) {
  return static_cast<std::uint64_t>(std::ceil(std::min(span_seconds, recipe.gif.max_seconds) * RateFor(info, recipe.gif.fps)));
}

std::uint64_t GifMemory(const SourceInfo& info, const jobs::Recipe& recipe, double span_seconds) {
  const PictureSize size = FitWidth(info, recipe.gif.width);
  return GifFrames(info, recipe, span_seconds) * static_cast<std::uint64_t>(size.width) * static_cast<std::uint64_t>(size.height) * kBytesPerPixel;
}

void GifMaker::RefuseIfTooLarge() const {
  const std::uint64_t bytes = GifMemory(context_.info, context_.recipe, context_.seconds);
  if (bytes <= context_.memory_left_bytes) return;
  throw base::Error(base::ErrorCode::kTooLarge,
                    "this GIF would have " + std::to_string(GifFrames(context_.info, context_.recipe, context_.seconds)) + " frames of " +
                        std::to_string(size_.width) + "×" + std::to_string(size_.height) + ", which needs " + std::to_string(bytes >> 20) +
                        " MiB of memory; at most " + std::to_string(context_.memory_left_bytes >> 20) +
                        " MiB are left of media.max_memory: lower gif.width, gif.fps or gif.maxSeconds");
}

void GifMaker::Picture(const av::Frame& picture) {
  if (complete_) return;
  if (av::ToSeconds(picture->pts, context_.picture_tick()) >= seconds_) {
    complete_ = true;
    return;
  }
  // A film whose pictures change their size goes on being a GIF up to there.
  if (graph_ && !graph_->Fits(*picture)) {
    complete_ = true;
    return;
  }
  if (!graph_) {
    graph_ = av::Graph::ForVideo(*picture, context_.picture_tick(), {0, 1}, Filters());
    first_ticks_ = picture->pts;
  }
  graph_->Push(picture.get());
}

std::string GifMaker::Filters() const {
  const std::string rate = std::to_string(std::lround(rate_ * 1000)) + "/1000";
  return JoinFilters({"fps=fps=" + rate, StillFilters(context_.info, context_.upright_filter, size_, "rgb24", false)}) +
         ",split[pictures][colours];[colours]palettegen=stats_mode=diff[palette];"
         "[pictures][palette]paletteuse=dither=sierra2_4a:diff_mode=rectangle";
}

void GifMaker::Finish(Made& made) {
  if (!graph_) {
    throw base::Error(base::ErrorCode::kClipOutsideSource, "the video shows no frame between the start and the end of this GIF");
  }
  // However short the clip, the GIF has a picture.
  const std::int64_t least = first_ticks_ + av::ToTicks(1 / rate_, context_.picture_tick()) + 1;
  graph_->PushEnd(std::max(least, av::ToTicks(seconds_, context_.picture_tick())));
  const AVRational tick = graph_->output_time_base();
  av::Frame frame;
  std::int64_t frames = 0;
  while (graph_->Pull(frame)) {
    context_.check();
    Write(frame, tick);
    ++frames;
  }
  if (!encoder_) throw base::Error(base::ErrorCode::kInternal, "the palette filters gave no picture");
  encoder_->Encode(nullptr, [this](av::Packet& packet) { output_->Write(packet, 0, kCentiseconds); });
  output_->Finish();
  made.duration_seconds = static_cast<double>(frames) / rate_;
  made.width = size_.width;
  made.height = size_.height;
  made.content_type = "image/gif";
}

void GifMaker::Write(const av::Frame& frame, AVRational tick) {
  if (!encoder_) {
    encoder_.emplace(
        "gif",
        [&](AVCodecContext& codec) {
          codec.width = frame->width;
          codec.height = frame->height;
          codec.pix_fmt = static_cast<AVPixelFormat>(frame->format);
          codec.time_base = kCentiseconds;
          codec.thread_count = 1;
        },
        av::Dictionary{});
    output_.emplace(path(), "gif");
    output_->AddStream(*encoder_);
    output_->WriteHeader({{"loop", "0"}, {"final_delay", std::to_string(std::lround(100 / rate_))}});
  }
  frame->pts = av::Rescale(frame->pts, tick, kCentiseconds);
  encoder_->Encode(frame.get(), [this](av::Packet& packet) { output_->Write(packet, 0, kCentiseconds); });
}

}  // namespace clipbox::media
