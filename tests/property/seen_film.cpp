#include "property/seen_film.h"

#include <algorithm>
#include <cmath>

#include "av/decoder.h"
#include "av/graph.h"
#include "av/input.h"
#include "av/time.h"
#include "base/files.h"
#include "media/cut/picture_compare.h"
#include "sample_number.h"

namespace clipbox::test {
namespace {

bool IsKey(const AVFrame& frame) {
#if LIBAVUTIL_VERSION_INT >= AV_VERSION_INT(58, 7, 100)
  return (frame.flags & AV_FRAME_FLAG_KEY) != 0;
#else
  return frame.key_frame != 0;
#endif
}

void TakePicture(SeenFilm& film, const av::Frame& frame) {
  SeenPicture seen;
  seen.ticks = av::TimeOf(*frame);
  // The last pictures of an AVI come without a time.
  const std::size_t count = film.pictures.size();
  if (seen.ticks == av::kNoTime && count > 1)
    seen.ticks = 2 * film.pictures[count - 1].ticks - film.pictures[count - 2].ticks;
  const bool bytes = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame->format))->comp[0].depth == 8;
  if (bytes) {
    seen.number = test::ReadSampleNumber(*frame);
  } else {
    av::Graph grey = av::Graph::ForVideo(*frame, {1, 25}, {0, 1}, "format=gray");
    grey.Push(frame.get());
    av::Frame shown;
    grey.Pull(shown);
    seen.number = test::ReadSampleNumber(*shown);
  }
  seen.hash = media::HashPicture(*frame);
  seen.key = IsKey(*frame);
  seen.picture = frame.Ref();
  film.pictures.push_back(std::move(seen));
}

class SoundTaker {
 public:
  SoundTaker(SeenFilm& film, AVRational tick) : film_(film), tick_(tick) {}

  void Take(const av::Frame& frame) {
    if (!graph_) graph_ = av::Graph::ForAudio(*frame, tick_, "aformat=sample_fmts=fltp");
    film_.sample_rate = frame->sample_rate;
    begins_.push_back(av::ToSeconds(av::TimeOf(*frame), tick_) -
                      static_cast<double>(film_.samples.size()) / frame->sample_rate);
    graph_->Push(frame.get());
    av::Frame converted;
    while (graph_->Pull(converted)) {
      const auto* samples = reinterpret_cast<const float*>(converted->data[0]);
      film_.samples.insert(film_.samples.end(), samples, samples + converted->nb_samples);
    }
  }

  // Where the first sample lies: the middle of what the frames say. Times are rounded, and libav's fragmented MP4
  // misplaces its first frame.
  void Finish() {
    if (begins_.empty()) return;
    std::sort(begins_.begin(), begins_.end());
    film_.sound_begin = begins_[begins_.size() / 2];
  }

 private:
  SeenFilm& film_;
  const AVRational tick_;
  std::optional<av::Graph> graph_;
  std::vector<double> begins_;
};

// The sample of a film at a time of the cut.
std::ptrdiff_t IndexAt(const SeenFilm& film, double seconds) {
  return std::lround((seconds - film.sound_begin) * film.sample_rate);
}

struct Overlap {
  std::ptrdiff_t source = 0;
  std::ptrdiff_t cut = 0;
  std::ptrdiff_t length = 0;
};

Overlap OverlapOf(const SeenFilm& source, const SeenFilm& cut, double start, std::ptrdiff_t margin) {
  const double from = std::max({0.0, cut.sound_begin, source.sound_begin - source.zero() - start});
  Overlap overlap{IndexAt(source, source.zero() + start + from) + margin, IndexAt(cut, from) + margin, 0};
  overlap.length =
      std::min(std::ssize(source.samples) - overlap.source, std::ssize(cut.samples) - overlap.cut) - margin;
  return overlap;
}

}  // namespace

SeenFilm See(const std::filesystem::path& path) {
  base::FileSource source(path);
  av::Input input(source, {});
  SeenFilm film;
  std::vector<std::optional<av::Decoder>> decoders(static_cast<std::size_t>(input.stream_count()));
  std::optional<SoundTaker> sound;
  for (int i = 0; i < input.stream_count(); ++i) {
    decoders[static_cast<std::size_t>(i)].emplace(input.stream(i), av::DecoderOptions{.threads = 1, .strict = true});
    if (input.stream(i).codecpar->codec_type == AVMEDIA_TYPE_VIDEO) film.tick = input.stream(i).time_base;
    if (input.stream(i).codecpar->codec_type == AVMEDIA_TYPE_AUDIO) sound.emplace(film, input.stream(i).time_base);
  }
  const auto drain = [&](av::Decoder& decoder) {
    av::Frame frame;
    while (decoder.Receive(frame)) {
      if (decoder.context().codec_type == AVMEDIA_TYPE_VIDEO) TakePicture(film, frame);
      if (decoder.context().codec_type == AVMEDIA_TYPE_AUDIO) sound->Take(frame);
    }
  };
  av::Packet packet;
  while (input.Read(packet)) {
    av::Decoder& decoder = *decoders[static_cast<std::size_t>(packet->stream_index)];
    decoder.Send(&packet);
    drain(decoder);
  }
  for (auto& decoder : decoders) {
    decoder->Send(nullptr);
    drain(*decoder);
    film.damaged_packets += decoder->damaged_packets();
  }
  if (sound) sound->Finish();
  return film;
}

std::optional<double> SoundLag(const SeenFilm& source, const SeenFilm& cut, double start) {
  if (source.sample_rate != cut.sample_rate || cut.samples.empty()) return std::nullopt;
  const std::ptrdiff_t most = cut.sample_rate / 200;
  Overlap overlap = OverlapOf(source, cut, start, 2 * most);
  overlap.length = std::min<std::ptrdiff_t>(overlap.length, cut.sample_rate / 3);
  if (overlap.length < cut.sample_rate / 20 || overlap.source < most) return std::nullopt;
  double best = -1e9;
  std::ptrdiff_t best_lag = 0;
  for (std::ptrdiff_t lag = -most; lag <= most; ++lag) {
    double sum = 0;
    for (std::ptrdiff_t i = 0; i < overlap.length; ++i) {
      sum += static_cast<double>(source.samples[static_cast<std::size_t>(overlap.source + i - lag)]) *
             cut.samples[static_cast<std::size_t>(overlap.cut + i)];
    }
    if (sum > best) best = sum, best_lag = lag;
  }
  return static_cast<double>(best_lag) / cut.sample_rate;
}

double LargestDifference(const SeenFilm& source, const SeenFilm& cut, double start) {
  const Overlap overlap = OverlapOf(source, cut, start, 0);
  double largest = 0;
  for (std::ptrdiff_t i = 0; i < overlap.length; ++i) {
    if (overlap.source + i < 0 || overlap.cut + i < 0) continue;
    const double difference = source.samples[static_cast<std::size_t>(overlap.source + i)] -
                              cut.samples[static_cast<std::size_t>(overlap.cut + i)];
    largest = std::max(largest, std::abs(difference));
  }
  return largest;
}

}  // namespace clipbox::test
