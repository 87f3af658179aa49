#include "media/picture/webp_maker.h"

#include <algorithm>
#include <cmath>

#include "av/time.h"
#include "base/error.h"

namespace clipbox::media {
namespace {

constexpr AVRational kMilliseconds{1, 1000};  // what WebP counts in
constexpr const char* kWebpQuality = "70";

}  // namespace

WebpMaker::WebpMaker(const SpanContext& context, std::filesystem::path path)
    : OutputMaker(std::move(path)),
      context_(context),
      size_(FitWidth(context.info, context.recipe.webp.width)),
      rate_(RateFor(context.info, context.recipe.webp.fps)),
      seconds_(std::min(context.seconds, context.recipe.webp.max_seconds)) {}

void WebpMaker::Picture(const av::Frame& picture) {
  const bool other_shape = graph_ && !graph_->Fits(*picture);
  if (complete_ || other_shape || av::ToSeconds(picture->pts, context_.picture_tick()) >= seconds_) {
    complete_ = true;
    return;
  }
  if (!graph_) {
    const std::string rate = "fps=fps=" + std::to_string(std::lround(rate_ * 1000)) + "/1000";
    const std::string still = StillFilters(context_.info, context_.upright_filter, size_, Still::kWebp);
    graph_ = av::Graph::ForVideo(*picture, context_.picture_tick(), {0, 1},
                                 JoinFilters({DeinterlaceFilter(*picture), rate, still}));
    first_ticks_ = picture->pts;
  }
  graph_->Push(picture.get());
  Drain();
}

void WebpMaker::Drain() {
  av::Frame frame;
  while (graph_->Pull(frame)) {
    context_.check();
    if (!encoder_) Begin(*frame);
    frame->pts = av::Rescale(frame->pts, graph_->output_time_base(), kMilliseconds);
    encoder_->Encode(frame.get(), [this](av::Packet& packet) { output_->Write(packet, 0, kMilliseconds); });
    ++frames_;
  }
}

void WebpMaker::Begin(const AVFrame& first) {
  encoder_.emplace(
      "libwebp_anim",
      [&](AVCodecContext& codec) {
        codec.width = first.width;
        codec.height = first.height;
        codec.pix_fmt = static_cast<AVPixelFormat>(first.format);
        codec.time_base = kMilliseconds;
        codec.thread_count = 1;
      },
      av::Dictionary{{"quality", kWebpQuality}});
  output_.emplace(path(), "webp");
  output_->AddStream(*encoder_);
  output_->WriteHeader({{"loop", "0"}});
}

void WebpMaker::Finish(Made& made) {
  if (!graph_) {
    throw base::Error(base::ErrorCode::kClipOutsideSource,
                      "the video shows no frame between the start and the end of this animation");
  }
  // However short the clip, the animation has a picture.
  const std::int64_t least = first_ticks_ + av::ToTicks(1 / rate_, context_.picture_tick()) + 1;
  graph_->PushEnd(std::max(least, av::ToTicks(seconds_, context_.picture_tick())));
  Drain();
  if (!encoder_) throw base::Error(base::ErrorCode::kInternal, "the filters gave no picture for an animation");
  encoder_->Encode(nullptr, [this](av::Packet& packet) { output_->Write(packet, 0, kMilliseconds); });
  output_->Finish();
  made.duration_seconds = static_cast<double>(frames_) / rate_;
  made.width = size_.width;
  made.height = size_.height;
  made.content_type = "image/webp";
}

}  // namespace clipbox::media
