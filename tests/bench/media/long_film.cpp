#include "bench/media/long_film.h"

#include <cmath>

#include "av/input.h"
#include "av/output.h"
#include "av/time.h"
#include "base/files.h"
#include "media/sample/sample_film.h"
#include "media/source/box.h"

namespace clipbox::bench {
namespace {

namespace fs = std::filesystem;

std::string NameOf(const LongFilm& film) {
  return std::to_string(film.width) + "x" + std::to_string(film.height) + "-" +
         std::to_string(film.bits_per_second / 1000) + "k-" + std::to_string(std::lround(film.seconds)) + "s.mp4";
}

fs::path FindOrMakePart(const fs::path& folder, const LongFilm& film) {
  LongFilm part = film;
  part.seconds = kPartSeconds;
  const fs::path path = folder / ("part-" + NameOf(part));
  if (fs::exists(path)) return path;
  media::SampleFilm sample;
  sample.seconds = kPartSeconds;
  sample.width = film.width;
  sample.height = film.height;
  sample.scene_seconds = 7;
  sample.picture_filters = "noise=alls=6:allf=t";
  const std::string rate = std::to_string(film.bits_per_second);
  sample.video_options =
      "preset=superfast:b=" + rate + ":maxrate=" + rate + ":bufsize=" + rate + ":x264-params=scenecut=0";
  const fs::path unfinished = path.string() + ".new.mp4";
  media::MakeSampleFilm(unfinished, sample);
  fs::rename(unfinished, path);
  return path;
}

// Appends the part once more, `shift` seconds later.
void Append(av::Output& output, const fs::path& part, double shift) {
  base::FileSource source(part);
  av::Input input(source, {});
  av::Packet packet;
  while (input.Read(packet)) {
    const AVRational tick = input.stream(packet->stream_index).time_base;
    const std::int64_t end = av::ToTicks(kPartSeconds, tick);
    // Priming of the sound, but for the first time, and what it carries beyond the end.
    if (packet->pts >= end || (packet->pts < 0 && shift > 0)) continue;
    const std::int64_t by = av::ToTicks(shift, tick);
    packet->pts += by;
    packet->dts += by;
    output.Write(packet, packet->stream_index, tick);
  }
}

}  // namespace

fs::path FindOrMake(const fs::path& folder, const LongFilm& film) {
  fs::create_directories(folder);
  const fs::path path = folder / NameOf(film);
  if (fs::exists(path)) return path;
  const fs::path part = FindOrMakePart(folder, film);
  const fs::path unfinished = path.string() + ".new.mp4";
  {
    base::FileSource source(part);
    const av::Input input(source, {});
    av::Output output(unfinished, "mp4");
    for (int i = 0; i < input.stream_count(); ++i)
      output.AddStream(*input.stream(i).codecpar, input.stream(i).time_base);
    output.WriteHeader({});
    for (double at = 0; at < film.seconds - 1; at += kPartSeconds) Append(output, part, at);
    output.Finish();
  }
  fs::rename(unfinished, path);
  return path;
}

Share ShareOf(const fs::path& film, double start, double end) {
  base::FileSource source(film);
  av::Input input(source, {});
  int video = 0;
  for (int i = 0; i < input.stream_count(); ++i) {
    if (input.stream(i).codecpar->codec_type == AVMEDIA_TYPE_VIDEO) video = i;
  }
  input.SeekBefore(video, av::ToTicks(start, input.stream(video).time_base));
  Share share;
  av::Packet packet;
  while (input.Read(packet)) {
    const double at = av::ToSeconds(packet->pts, input.stream(packet->stream_index).time_base);
    if (at >= end + 1) break;
    if (at >= end) continue;
    (at >= start ? share.own : share.lead) += static_cast<std::uint64_t>(packet->size);
  }
  return share;
}

std::uint64_t IndexBytes(const fs::path& film) {
  base::FileSource source(film);
  std::uint64_t at = 0;
  for (auto box = media::ReadBox(source, at); box; box = media::ReadBox(source, at)) {
    if (box->type == "moov") return box->end - at;
    at = box->end;
  }
  return 0;
}

}  // namespace clipbox::bench
