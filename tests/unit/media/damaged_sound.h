// Films whose sound cannot be decoded.
#pragma once

#include <algorithm>

#include "av/input.h"
#include "av/output.h"
#include "base/files.h"
#include "catch.h"
#include "media/sample/sample_film.h"

namespace clipbox::test {

inline void MakeFilmWithSound(const std::filesystem::path& path, const char* sound_encoder) {
  media::SampleFilm film;
  film.seconds = 4;
  film.width = 160;
  film.height = 96;
  film.gop = 30;
  film.video_options = "preset=ultrafast:crf=23";
  film.audio_encoder = sound_encoder;
  media::MakeSampleFilm(path, film);
}

// The same film, with sound of which no packet can be decoded.
inline void WriteWithDamagedSound(const std::filesystem::path& film, const std::filesystem::path& damaged) {
  base::FileSource source(film);
  av::Input input(source, {});
  av::Output output(damaged, "matroska");
  for (int i = 0; i < input.stream_count(); ++i) output.AddStream(*input.stream(i).codecpar, input.stream(i).time_base);
  output.WriteHeader({});
  av::Packet packet;
  while (input.Read(packet)) {
    const int stream = packet->stream_index;
    if (input.stream(stream).codecpar->codec_type == AVMEDIA_TYPE_AUDIO) {
      REQUIRE(av_packet_make_writable(packet.get()) == 0);
      std::fill_n(packet->data, packet->size, std::uint8_t{0x55});
    }
    output.Write(packet, stream, input.stream(stream).time_base);
  }
  output.Finish();
}

}  // namespace clipbox::test
