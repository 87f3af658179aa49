#include "media/sound/waveform_maker.h"

#include <algorithm>
#include <cmath>

#include "av/encoder.h"
#include "base/error.h"
#include "base/json.h"
#include "media/maker/small_file.h"

namespace clipbox::media {
namespace {

constexpr int kFinestPerSecond = 100;
constexpr double kPeaksPerSecond = 20;
constexpr double kMaxPeaks = 12'000;  // 72 KB of JSON
constexpr int kWidth = 1600;
constexpr int kHeight = 200;
constexpr std::uint8_t kColor[4] = {0x3b, 0x82, 0xf6, 0xff};

void RequireSound(const Peaks& peaks) {
  if (peaks.seconds() <= 0) throw base::Error(base::ErrorCode::kNoAudio, "the sound of this video has no samples");
}

// A column of the picture for each peak, from the middle up and down; silence is a line.
av::Frame Draw(const std::vector<double>& peaks) {
  av::Frame picture = av::NewPicture(AV_PIX_FMT_RGBA, kWidth, kHeight);
  for (int y = 0; y < kHeight; ++y) {
    std::uint8_t* row = picture->data[0] + y * picture->linesize[0];
    std::fill(row, row + 4 * kWidth, std::uint8_t{0});
    for (int x = 0; x < kWidth; ++x) {
      const double peak = peaks[peaks.size() * static_cast<std::size_t>(x) / kWidth];
      const double reach = std::max(1.0, peak * kHeight / 2);
      if (std::abs(y + 0.5 - kHeight / 2.0) <= reach) std::copy(kColor, kColor + 4, row + 4 * x);
    }
  }
  return picture;
}

void WritePng(const av::Frame& picture, const std::filesystem::path& path) {
  av::Encoder encoder("png",
                      [&](AVCodecContext& codec) {
                        codec.width = picture->width;
                        codec.height = picture->height;
                        codec.pix_fmt = static_cast<AVPixelFormat>(picture->format);
                        codec.time_base = {1, 25};
                        codec.thread_count = 1;
                      },
                      {});
  picture->pts = 0;
  const auto write = [&](av::Packet& packet) {
    WriteSmallFile(path, packet->data, static_cast<std::size_t>(packet->size));
  };
  encoder.Encode(picture.get(), write);
  encoder.Encode(nullptr, write);
}

}  // namespace

void Peaks::Feed(const av::Frame& sound) {
  rate_ = sound->sample_rate;
  for (int channel = 0; channel < sound->ch_layout.nb_channels; ++channel) {
    const auto* samples = reinterpret_cast<const float*>(sound->extended_data[channel]);
    for (int i = 0; i < sound->nb_samples; ++i) {
      const auto at = static_cast<std::size_t>((samples_ + i) * kFinestPerSecond / rate_);
      if (at >= finest_.size()) finest_.resize(at + 1, 0);
      finest_[at] = std::max(finest_[at], std::min(1.0F, std::abs(samples[i])));
    }
  }
  samples_ += sound->nb_samples;
}

std::vector<double> Peaks::Reduce(std::size_t count) const {
  count = std::min(std::max<std::size_t>(1, count), finest_.size());
  std::vector<double> reduced(count, 0);
  for (std::size_t i = 0; i < finest_.size(); ++i) {
    double& peak = reduced[i * count / finest_.size()];
    peak = std::max<double>(peak, finest_[i]);
  }
  return reduced;
}

void WaveformPeaksMaker::Finish(Made& made) {
  RequireSound(peaks_);
  const double wanted = std::min(kMaxPeaks, std::ceil(peaks_.seconds() * kPeaksPerSecond));
  const std::vector<double> peaks = peaks_.Reduce(static_cast<std::size_t>(wanted));
  base::Json list = base::Json::array();
  for (const double peak : peaks) list.push_back(std::round(peak * 1000) / 1000);
  const double seconds = peaks_.seconds();
  const std::string text = base::DumpJson({{"durationSeconds", seconds},
                                           {"peaksPerSecond", static_cast<double>(peaks.size()) / seconds},
                                           {"peaks", std::move(list)}});
  context_.check();
  WriteSmallFile(path(), text.data(), text.size());
  made.duration_seconds = seconds;
  made.content_type = "application/json";
}

void WaveformMaker::Finish(Made& made) {
  RequireSound(peaks_);
  context_.check();
  WritePng(Draw(peaks_.Reduce(kWidth)), path());
  made.duration_seconds = peaks_.seconds();
  made.width = kWidth;
  made.height = kHeight;
  made.content_type = "image/png";
}

}  // namespace clipbox::media
