#include "unit/media/film_frames.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string_view>

#include "av/allowed.h"
#include "av/decoder.h"
#include "av/graph.h"
#include "av/input.h"
#include "av/time.h"
#include "base/files.h"
#include "file_text.h"
#include "sample_number.h"

namespace clipbox::test {
namespace {

int FindStream(const av::Input& input, AVMediaType type) {
  for (int i = 0; i < input.stream_count(); ++i) {
    if (input.stream(i).codecpar->codec_type == type) return i;
  }
  return -1;
}

template <class Take>
void DecodeAll(av::Input& input, int stream, Take take) {
  av::Decoder decoder(input.stream(stream), {});
  av::Packet packet;
  av::Frame frame;
  while (input.Read(packet)) {
    if (packet->stream_index != stream) continue;
    decoder.Send(&packet);
    while (decoder.Receive(frame)) take(frame);
  }
  decoder.Send(nullptr);
  while (decoder.Receive(frame)) take(frame);
}

av::Frame DecodeOne(AVCodecID codec, std::string_view bytes) {
  av::Packet packet;
  av::Check(av_new_packet(packet.get(), static_cast<int>(bytes.size())), "av_new_packet");
  std::copy(bytes.begin(), bytes.end(), packet->data);
  const auto free = [](AVCodecContext* context) { avcodec_free_context(&context); };
  const std::unique_ptr<AVCodecContext, decltype(free)> decoder(avcodec_alloc_context3(av::FindAllowedDecoder(codec)),
                                                                free);
  av::Check(avcodec_open2(decoder.get(), nullptr, nullptr), "avcodec_open2");
  av::Check(avcodec_send_packet(decoder.get(), packet.get()), "avcodec_send_packet");
  av::Check(avcodec_send_packet(decoder.get(), nullptr), "avcodec_send_packet");
  av::Frame picture;
  av::Check(avcodec_receive_frame(decoder.get(), picture.get()), "avcodec_receive_frame");
  return picture;
}

}  // namespace

av::Frame ReadJpeg(const std::filesystem::path& path) { return DecodeOne(AV_CODEC_ID_MJPEG, ReadText(path)); }

av::Frame FirstOfWebp(const std::filesystem::path& path) {
  const std::string file = ReadText(path);
  const std::size_t chunk = file.find("VP8 ");
  if (chunk == std::string::npos) throw std::runtime_error("no picture in " + path.string());
  const auto byte = [&](std::size_t at) { return std::size_t{static_cast<unsigned char>(file.at(chunk + at))}; };
  return DecodeOne(AV_CODEC_ID_VP8, std::string_view(file).substr(chunk + 8, byte(4) | byte(5) << 8 | byte(6) << 16));
}

av::Frame FirstPicture(const std::filesystem::path& path) {
  base::FileSource source(path);
  av::Input input(source, {});
  std::optional<av::Frame> first;
  DecodeAll(input, FindStream(input, AVMEDIA_TYPE_VIDEO), [&](const av::Frame& frame) {
    if (first) return;
    av::Graph plain = av::Graph::ForVideo(*frame, {1, 25}, {0, 1}, "format=yuv420p");
    plain.Push(frame.get());
    plain.Pull(first.emplace());
  });
  return std::move(first.value());
}

Film ReadFilm(const std::filesystem::path& path) {
  base::FileSource source(path);
  av::Input input(source, {});
  const int stream = FindStream(input, AVMEDIA_TYPE_VIDEO);
  Film film;
  if (stream < 0) return film;
  const AVRational tick = input.stream(stream).time_base;
  film.tick_num = tick.num;
  film.tick_den = tick.den;
  std::optional<av::Graph> grey;
  DecodeAll(input, stream, [&](const av::Frame& frame) {
    film.width = frame->width;
    film.height = frame->height;
    film.pixel_format = av_get_pix_fmt_name(static_cast<AVPixelFormat>(frame->format));
    if (!grey) grey = av::Graph::ForVideo(*frame, tick, {0, 1}, "format=gray");
    grey->Push(frame.get());
    av::Frame shown;
    grey->Pull(shown);
    const std::int64_t ticks = av::TimeOf(*frame);
    film.frames.push_back({ticks, av::ToSeconds(ticks, tick), test::ReadSampleNumber(*shown)});
  });
  return film;
}

std::vector<std::optional<int>> NumbersBetween(const Film& film, double start, double end) {
  std::vector<std::optional<int>> numbers;
  const std::int64_t zero = film.frames.at(0).ticks;
  const std::int64_t from = zero + std::llround(start * film.tick_den / film.tick_num);
  const std::int64_t to = zero + std::llround(end * film.tick_den / film.tick_num);
  for (const SeenFrame& frame : film.frames) {
    if (frame.ticks >= from && frame.ticks < to) numbers.push_back(frame.number);
  }
  return numbers;
}

std::vector<std::optional<int>> Numbers(const Film& film) {
  std::vector<std::optional<int>> numbers;
  for (const SeenFrame& frame : film.frames) numbers.push_back(frame.number);
  return numbers;
}

Sound ReadSound(const std::filesystem::path& path) {
  base::FileSource source(path);
  av::Input input(source, {});
  const int stream = FindStream(input, AVMEDIA_TYPE_AUDIO);
  Sound sound;
  if (stream < 0) return sound;
  const AVRational tick = input.stream(stream).time_base;
  std::optional<av::Graph> floats;
  DecodeAll(input, stream, [&](const av::Frame& frame) {
    if (!floats) floats = av::Graph::ForAudio(*frame, tick, "aformat=sample_fmts=fltp");
    if (sound.samples.empty()) sound.first_seconds = av::ToSeconds(av::TimeOf(*frame), tick);
    sound.sample_rate = frame->sample_rate;
    floats->Push(frame.get());
    av::Frame converted;
    while (floats->Pull(converted)) {
      const auto* samples = reinterpret_cast<const float*>(converted->data[0]);
      sound.samples.insert(sound.samples.end(), samples, samples + converted->nb_samples);
    }
  });
  return sound;
}

std::vector<double> Beeps(const Sound& sound) {
  std::vector<double> onsets;
  const auto quiet_needed = static_cast<std::size_t>(sound.sample_rate / 20);
  std::size_t quiet = quiet_needed;
  for (std::size_t i = 0; i < sound.samples.size(); ++i) {
    if (std::abs(sound.samples[i]) < 0.3F) {
      ++quiet;
      continue;
    }
    if (quiet >= quiet_needed) onsets.push_back(sound.first_seconds + static_cast<double>(i) / sound.sample_rate);
    quiet = 0;
  }
  return onsets;
}

int CountByFfprobe(const std::filesystem::path& path) {
  const std::string command =
      "ffprobe -v error -count_frames -select_streams v:0 -show_entries stream=nb_read_frames -of csv=p=0 '" +
      path.string() + "' 2>/dev/null";
  const auto close = [](std::FILE* pipe) { ::pclose(pipe); };
  const std::unique_ptr<std::FILE, decltype(close)> pipe(::popen(command.c_str(), "r"), close);
  int count = -1;
  if (!pipe || std::fscanf(pipe.get(), "%d", &count) != 1) return -1;
  return count;
}

}  // namespace clipbox::test
