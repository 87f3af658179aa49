#include "media/picture/gif_maker.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "av/encoder.h"
#include "av/time.h"
#include "base/error.h"

namespace clipbox::media {
namespace {

constexpr AVRational kCentiseconds{1, 100};  // what GIF counts in

constexpr std::size_t kBytesKept = 3;          // a pixel, on the disk
constexpr std::size_t kMaxDrawnColours = 400;  // of 32,768; a camera's pictures have thousands
constexpr int kMaxTries = 7;
constexpr int kMinWidth = 16;
constexpr double kAim = 0.975;
constexpr double kMinShare = 0.95;

PictureSize Scaled(PictureSize size, int width) {
  return {width, std::max(1, static_cast<int>(std::lround(static_cast<double>(size.height) * width / size.width)))};
}

std::string ScaleFilter(PictureSize size) {
  return "scale=" + std::to_string(size.width) + ":" + std::to_string(size.height) + ":flags=lanczos";
}

av::Encoder NewEncoder(const AVFrame& first) {
  const auto configure = [&](AVCodecContext& codec) {
    codec.width = first.width;
    codec.height = first.height;
    codec.pix_fmt = static_cast<AVPixelFormat>(first.format);
    codec.time_base = kCentiseconds;
    codec.thread_count = 1;
  };
  return {"gif", configure, {}};
}

}  // namespace

GifMaker::GifMaker(const SpanContext& context, std::filesystem::path path)
    : OutputMaker(std::move(path)),
      context_(context),
      size_(FitWidth(context.info, context.recipe.gif.width)),
      rate_(RateFor(context.info, context.recipe.gif.fps)),
      seconds_(std::min(context.seconds, context.recipe.gif.max_seconds)),
      frames_(this->path().parent_path()) {
  RefuseIfTooLarge();
}

void GifMaker::RefuseIfTooLarge() const {
  const auto frames = static_cast<std::uint64_t>(std::ceil(seconds_ * rate_));
  const std::uint64_t bytes =
      frames * static_cast<std::uint64_t>(size_.width) * static_cast<std::uint64_t>(size_.height) * kBytesKept;
  if (bytes <= context_.most_scratch_bytes) return;
  throw base::Error(base::ErrorCode::kTooLarge,
                    "this GIF would have " + std::to_string(frames) + " frames of " + std::to_string(size_.width) +
                        "×" + std::to_string(size_.height) + ", which take " + std::to_string(bytes >> 20) +
                        " MiB of disk while it is made; at most " + std::to_string(context_.most_scratch_bytes >> 20) +
                        " MiB are allowed: lower gif.width, gif.fps or gif.maxSeconds");
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
    const std::string rate = "fps=fps=" + std::to_string(std::lround(rate_ * 1000)) + "/1000";
    const std::string still = StillFilters(context_.info, context_.upright_filter, size_, Still::kRgb);
    graph_ = av::Graph::ForVideo(*picture, context_.picture_tick(), {0, 1},
                                 JoinFilters({DeinterlaceFilter(*picture), rate, still}));
    first_ticks_ = picture->pts;
  }
  graph_->Push(picture.get());
  Drain();
}

void GifMaker::Drain() {
  av::Frame frame;
  while (graph_->Pull(frame)) {
    context_.check();
    times_.push_back(av::Rescale(frame->pts, graph_->output_time_base(), kCentiseconds));
    Keep(frame);
  }
}

void GifMaker::Keep(const av::Frame& frame) {
  for (int y = 0; y < size_.height; ++y) {
    frames_.Append(frame->data[0] + static_cast<std::ptrdiff_t>(y) * frame->linesize[0],
                   static_cast<std::size_t>(size_.width) * kBytesKept);
  }
}

av::Frame GifMaker::Load(std::size_t index) const {
  av::Frame frame = av::NewPicture(AV_PIX_FMT_RGB24, size_.width, size_.height);
  const std::size_t row = static_cast<std::size_t>(size_.width) * kBytesKept;
  const std::uint64_t begin = index * row * static_cast<std::uint64_t>(size_.height);
  for (int y = 0; y < size_.height; ++y) {
    frames_.Read(begin + static_cast<std::uint64_t>(y) * row,
                 frame->data[0] + static_cast<std::ptrdiff_t>(y) * frame->linesize[0], row);
  }
  frame->pts = times_[index];
  return frame;
}

// Screens and drawings have few colours: a dither would only put noise into their flat areas.
bool GifMaker::LooksDrawn() const {
  const av::Frame middle = Load(times_.size() / 2);
  std::set<int> colours;
  for (int y = 0; y < size_.height; ++y) {
    const std::uint8_t* row = middle->data[0] + static_cast<std::ptrdiff_t>(y) * middle->linesize[0];
    for (int x = 0; x < size_.width; ++x)
      colours.insert((row[3 * x] >> 3) << 10 | (row[3 * x + 1] >> 3) << 5 | row[3 * x + 2] >> 3);
  }
  return colours.size() <= kMaxDrawnColours;
}

void GifMaker::Finish(Made& made) {
  if (!graph_) {
    throw base::Error(base::ErrorCode::kClipOutsideSource,
                      "the video shows no frame between the start and the end of this GIF");
  }
  // However short the clip, the GIF has a picture.
  const std::int64_t least = first_ticks_ + av::ToTicks(1 / rate_, context_.picture_tick()) + 1;
  graph_->PushEnd(std::max(least, av::ToTicks(seconds_, context_.picture_tick())));
  Drain();
  if (times_.empty()) throw base::Error(base::ErrorCode::kInternal, "the filters gave no picture for a GIF");
  const std::uint64_t bytes = Write(size_);
  if (const auto most = context_.recipe.gif.max_bytes; most && bytes > *most) Fit(*most);
  made.duration_seconds = static_cast<double>(times_.size()) / rate_;
  made.width = written_.width;
  made.height = written_.height;
  made.content_type = "image/gif";
}

// Smaller pictures until the file fits; bytes grow nearly as the pixels do, and each try tells how nearly.
void GifMaker::Fit(std::uint64_t max_bytes) {
  const auto most = static_cast<double>(max_bytes);
  int fits = 0;                // the widest that did
  int too_wide = size_.width;  // the narrowest that did not
  double bytes = static_cast<double>(std::filesystem::file_size(path()));
  for (int i = 0; i < kMaxTries && too_wide - fits > 1; ++i) {
    const double guess = written_.width * std::sqrt(kAim * most / bytes);
    const int width = std::clamp(static_cast<int>(guess), fits + 1, too_wide - 1);
    if (width < kMinWidth) break;
    bytes = static_cast<double>(Write(Scaled(size_, width)));
    if (bytes <= most && bytes >= kMinShare * most) return;
    (bytes <= most ? fits : too_wide) = width;
  }
  if (fits > 0) {
    if (written_.width != fits) Write(Scaled(size_, fits));
    return;
  }
  throw base::Error(base::ErrorCode::kTooLarge,
                    "this GIF does not fit " + std::to_string(max_bytes) +
                        " bytes, however small its pictures: lower gif.fps or gif.maxSeconds, or raise gif.maxBytes");
}

// Of all frames, before any is drawn: the filters hold a table of colours, not the frames.
av::Frame GifMaker::MakePalette(PictureSize size) const {
  av::Graph graph =
      av::Graph::ForVideo(*Load(0), kCentiseconds, {0, 1}, ScaleFilter(size) + ",palettegen=stats_mode=diff");
  for (std::size_t i = 0; i < times_.size(); ++i) {
    context_.check();
    graph.Push(Load(i).get());
  }
  graph.Push(nullptr);
  av::Frame palette;
  if (!graph.Pull(palette)) throw base::Error(base::ErrorCode::kInternal, "the palette filter gave no palette");
  palette->pts = 0;
  return palette;
}

// Draws the frames with `palette` and gives each to `sink`.
void GifMaker::Draw(PictureSize size, const av::Frame& palette, const std::function<void(av::Frame&)>& sink) const {
  const std::string dither = LooksDrawn() ? "none" : "sierra2_4a";
  av::Graph graph = av::Graph::ForVideoWithStill(
      *Load(0), *palette, kCentiseconds,
      "[in]" + ScaleFilter(size) + "[scaled];[scaled][still]paletteuse=diff_mode=rectangle:dither=" + dither + "[out]");
  av::Frame drawn;
  const auto take = [&] {
    while (graph.Pull(drawn)) {
      drawn->pts = av::Rescale(drawn->pts, graph.output_time_base(), kCentiseconds);
      sink(drawn);
    }
  };
  for (std::size_t i = 0; i < times_.size(); ++i) {
    context_.check();
    graph.Push(Load(i).get());
    take();
  }
  graph.Push(nullptr);
  take();
}

// Gives the size of the file.
std::uint64_t GifMaker::Write(PictureSize size) {
  av::Output output(path(), "gif");
  std::optional<av::Encoder> encoder;
  const auto write = [&](av::Packet& packet) { output.Write(packet, 0, kCentiseconds); };
  Draw(size, MakePalette(size), [&](av::Frame& frame) {
    if (!encoder) {
      encoder.emplace(NewEncoder(*frame));
      output.AddStream(*encoder);
      output.WriteHeader({{"loop", "0"}, {"final_delay", std::to_string(std::lround(100 / rate_))}});
    }
    encoder->Encode(frame.get(), write);
  });
  if (!encoder) throw base::Error(base::ErrorCode::kInternal, "the palette filters gave no picture");
  encoder->Encode(nullptr, write);
  output.Finish();
  written_ = size;
  return std::filesystem::file_size(path());
}

}  // namespace clipbox::media
