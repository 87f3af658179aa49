#include "media/preview/proxy.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "av/graph.h"
#include "av/input.h"
#include "av/output.h"
#include "av/time.h"
#include "av/upright.h"
#include "base/error.h"
#include "media/cut/file_tick.h"
#include "media/maker/measure.h"
#include "media/picture/picture_encoder.h"
#include "media/sound/sound_encoder.h"
#include "media/source/memory_estimate.h"
#include "media/source/sound_format.h"
#include "media/source/stretch_reader.h"

namespace clipbox::media {
namespace {

using base::Error;
using base::ErrorCode;

constexpr int kMaxLines = 480;
constexpr int kQuality = 26;  // x264's CRF: a place is recognised, a focus judged
constexpr double kKeySeconds = 0.5;
constexpr double kUsualRate = 25;
// Leaves room for the encoder's look-ahead and the index.
constexpr double kReadingShare = 0.97;

AVRational SourceTick(const SourceInfo& info) { return {info.video->tick.num, info.video->tick.den}; }

// What is silent about its colours and large means BT.709; made small and still silent, it would be taken for BT.601.
std::string ColoursOfLarge(const SourceInfo& info) {
  constexpr int kHighDefinition = 720;
  const bool silent = info.video->color_matrix.empty() && !info.video->hdr &&
                      std::min(info.video->width, info.video->height) >= kHighDefinition;
  return silent ? "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709" : "";
}

// Made small first: what follows costs by the pixel. Averaged, as where a storyboard's tiles are made small.
std::string Filters(const SourceInfo& info, const std::string& upright) {
  const PictureSize size = ProxySize(info);
  return JoinFilters({upright,
                      "scale=" + std::to_string(size.width) + ":" + std::to_string(size.height) + ":flags=area",
                      ToneFilters(info), "scale=out_range=tv,format=yuv420p", ColoursOfLarge(info), "setsar=1"});
}

// The file that is written. One thread.
class ProxyFile {
 public:
  ProxyFile(const SourceInfo& info, const ProxyRequest& request, const Means& means, std::string filters)
      : info_(info),
        means_(means),
        filters_(std::move(filters)),
        tick_(FileTick(SourceTick(info))),
        output_(request.path, "mp4"),
        stream_(output_.ReserveStream()) {
    if (info.audio) sound_.emplace(output_, SoundFormat{SoundFormatFor(*info.audio).sample_rate, 2});
  }

  void Picture(const av::Frame& picture) {
    const bool fits = graph_ && graph_->Fits(*picture) && (deinterlaces_ || !IsInterlaced(*picture));
    if (!fits) NewGraph(*picture);
    graph_->Push(picture.get());
    Drain();
  }

  void Sound(const av::Frame& sound) { sound_->Feed(sound); }

  // Throws: Error kTruncated where no picture came.
  void Finish() {
    EndGraph();
    if (!encoder_) throw Error(ErrorCode::kTruncated, "no picture of this film can be decoded");
    encoder_->Finish(EndOfLast());
    if (sound_) sound_->Finish();
    output_.Finish();
  }

 private:
  void NewGraph(const AVFrame& picture) {
    EndGraph();
    deinterlaces_ = IsInterlaced(picture);
    graph_ =
        av::Graph::ForVideo(picture, SourceTick(info_), {0, 1}, JoinFilters({DeinterlaceFilter(picture), filters_}));
  }

  void EndGraph() {
    if (!graph_) return;
    graph_->Push(nullptr);
    Drain();
  }

  void Drain() {
    av::Frame picture;
    while (graph_->Pull(picture)) {
      picture->pts = av::Rescale(picture->pts, graph_->output_time_base(), tick_);
      if (!encoder_) Begin(*picture);
      encoder_->Feed(picture.Ref());
    }
  }

  void Begin(const AVFrame& first) {
    PictureCoding coding;
    coding.tick = tick_;
    coding.frame_rate = info_.video->frame_rate;
    coding.threads = means_.threads;
    coding.one_picture_at_a_time = means_.one_picture_at_a_time;
    coding.crf = kQuality;
    coding.key_every = av::ToTicks(kKeySeconds, tick_);
    encoder_.emplace(coding, first, [this](av::Packet& packet) { output_.Write(packet, stream_, tick_); });
    output_.Describe(stream_, encoder_->encoder());
    const std::string scale = std::to_string(tick_.den);
    output_.WriteHeader({{"movflags", "+faststart"}, {"video_track_timescale", scale}, {"movie_timescale", scale}});
  }

  // The last picture stays to the end of the film; where the film says that it ends before it, for a frame's length.
  std::int64_t EndOfLast() const {
    const std::int64_t end = av::ToTicks(info_.duration_seconds, tick_);
    const double rate = info_.video->frame_rate > 0 ? info_.video->frame_rate : kUsualRate;
    return end > encoder_->last_pts() ? end : encoder_->last_pts() + av::ToTicks(1 / rate, tick_);
  }

  const SourceInfo& info_;
  const Means means_;
  const std::string filters_;
  const AVRational tick_;  // of the pictures in the file
  av::Output output_;
  const int stream_;
  std::optional<SoundEncoder> sound_;
  std::optional<av::Graph> graph_;
  bool deinterlaces_ = false;
  std::optional<PictureEncoder> encoder_;  // with the first picture, whose colours it takes over
};

// Throws: Error kCancelled, kTimeout.
void GoOn(const SourceInfo& info, const ProxyRequest& request, std::chrono::steady_clock::time_point begun) {
  if (request.stop.stop_requested()) throw Error(ErrorCode::kCancelled, "making the proxy was cancelled");
  if (request.deadline.now() - begun > request.deadline.For(info.duration_seconds))
    throw Error(ErrorCode::kTimeout, request.deadline.Explain(info.duration_seconds));
}

}  // namespace

PictureSize ProxySize(const SourceInfo& info) {
  const auto even = [](int size) { return std::max(2, size / 2 * 2); };
  const int height = even(std::min(kMaxLines, info.upright_height()));
  const double width = static_cast<double>(height) * info.upright_width() / info.upright_height();
  const int nearest = std::max(2, static_cast<int>(std::lround(width / 2)) * 2);
  return {std::min(nearest, even(info.upright_width())), height};
}

Made MakeProxy(base::ByteSource& source, const SourceInfo& info, const Limits& limits, const ProxyRequest& request) {
  if (!info.video) throw Error(ErrorCode::kNoVideo, "this file has no picture, only sound");
  av::Input input(source, {request.stop, limits.max_streams, limits.open_deadline});
  const Means means = ChooseMeans(info, request.threads, limits.max_memory_bytes);
  ProxyFile file(info, request, means, Filters(info, av::UprightFilter(input.stream(info.video->index))));
  const auto begun = request.deadline.now();
  double told = 0;
  StretchCallbacks callbacks;
  callbacks.picture = [&](const av::Frame& picture) { file.Picture(picture); };
  callbacks.sound = [&](const av::Frame& sound) { file.Sound(sound); };
  callbacks.go_on = [&](double fraction) {
    GoOn(info, request, begun);
    if (fraction > told && request.progress) request.progress(kReadingShare * (told = fraction));
    return true;
  };
  // A container's length may fall short of its last frame.
  const StretchRequest stretch{.range = {0, info.duration_seconds + 1}, .threads = means.threads};
  StretchReader reader(input, info, limits, stretch, callbacks);
  reader.Run();
  if (reader.mostly_damaged()) {
    throw Error(ErrorCode::kTruncated,
                "most of the picture is damaged or missing in the file; copy or export it again");
  }
  file.Finish();
  Made made;
  made.type = jobs::ArtifactType::kProxy;
  made.path = request.path;
  made.encodes_sound = info.audio.has_value();
  DescribeClip(request.path, made);
  if (request.progress) request.progress(1);
  return made;
}

}  // namespace clipbox::media
