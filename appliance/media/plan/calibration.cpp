#include "media/plan/calibration.h"

#include <algorithm>
#include <ctime>
#include <memory>
#include <vector>

#include "av/decoder.h"
#include "av/encoder.h"
#include "av/error.h"
#include "av/graph.h"
#include "base/error.h"
#include "media/sample/sample_picture.h"

namespace clipbox::media {
namespace {

constexpr int kWidth = 640;
constexpr int kHeight = 360;
constexpr int kPictures = 30;

// Of this thread alone: what else the machine does is no matter.
double ProcessorSeconds() {
  std::timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

std::vector<av::Frame> DrawPictures() {
  std::vector<av::Frame> pictures;
  std::optional<av::Graph> grain;
  for (int i = 0; i < kPictures; ++i) {
    av::Frame drawn = av::NewPicture(AV_PIX_FMT_YUV420P, kWidth, kHeight);
    DrawSamplePicture(*drawn, i, 0);
    if (!grain) grain = av::Graph::ForVideo(*drawn, {1, 25}, {0, 1}, "noise=alls=6:allf=t");
    grain->Push(drawn.get());
    av::Frame picture;
    if (!grain->Pull(picture)) throw base::Error(base::ErrorCode::kInternal, "a filter gave no picture for a picture");
    picture->pts = i;
    pictures.push_back(std::move(picture));
  }
  return pictures;
}

av::Encoder NewEncoder() {
  const auto configure = [](AVCodecContext& codec) {
    codec.width = kWidth;
    codec.height = kHeight;
    codec.pix_fmt = AV_PIX_FMT_YUV420P;
    codec.time_base = {1, 25};
    codec.thread_count = 1;
  };
  return {"libx264", configure, {{"preset", "veryfast"}, {"crf", "23"}}};
}

// A stream that no file holds, for the decoder's parameters.
class Stream {
 public:
  explicit Stream(const AVCodecContext& encoder)
      : format_(av::CheckAllocated(avformat_alloc_context(), "avformat_alloc_context")),
        stream_(av::CheckAllocated(avformat_new_stream(format_.get(), nullptr), "avformat_new_stream")) {
    av::Check(avcodec_parameters_from_context(stream_->codecpar, &encoder), "avcodec_parameters_from_context");
    stream_->time_base = encoder.time_base;
  }
  const AVStream& get() const { return *stream_; }

 private:
  struct Free {
    void operator()(AVFormatContext* format) const { avformat_free_context(format); }
  };
  std::unique_ptr<AVFormatContext, Free> format_;
  AVStream* stream_;
};

void DecodeAll(av::Decoder& decoder, const std::vector<av::Packet>& packets) {
  av::Frame picture;
  for (const av::Packet& packet : packets) {
    decoder.Send(&packet);
    while (decoder.Receive(picture)) picture.Unref();
  }
  decoder.Send(nullptr);
  while (decoder.Receive(picture)) picture.Unref();
}

double PixelsPerSecond(double seconds) {
  return static_cast<double>(kWidth) * kHeight * kPictures / std::max(seconds, 1e-3);
}

}  // namespace

Calibration MeasureMachine() {
  const std::vector<av::Frame> pictures = DrawPictures();
  av::Encoder encoder = NewEncoder();
  std::vector<av::Packet> packets;
  const av::Encoder::Sink keep = [&](av::Packet& packet) { packets.push_back(packet.Take()); };
  const double begun = ProcessorSeconds();
  for (const av::Frame& picture : pictures) encoder.Encode(picture.get(), keep);
  encoder.Encode(nullptr, keep);
  const double encoded = ProcessorSeconds();
  const Stream stream(encoder.context());
  av::Decoder decoder(stream.get(), {});
  DecodeAll(decoder, packets);
  return {.decoded = PixelsPerSecond(ProcessorSeconds() - encoded), .encoded = PixelsPerSecond(encoded - begun)};
}

base::Json ToJson(const Calibration& calibration) {
  return {{"decoded", calibration.decoded}, {"encoded", calibration.encoded}, {"avcodec", avcodec_version()}};
}

std::optional<Calibration> CalibrationFromJson(const base::Json& json) {
  if (!json.is_object() || json.value("avcodec", 0U) != avcodec_version()) return std::nullopt;
  const Calibration calibration{json.value("decoded", 0.0), json.value("encoded", 0.0)};
  if (calibration.decoded <= 0 || calibration.encoded <= 0) return std::nullopt;
  return calibration;
}

}  // namespace clipbox::media
