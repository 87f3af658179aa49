// A film whose every picture the test draws: H.264 in MP4, without sound unless asked for.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "av/frame.h"

namespace clipbox::test {

struct DrawnFilm {
  int frames = 0;
  int rate = 25;
  int width = 160;
  int height = 90;
  int gop = 50;
  std::string options = "preset=ultrafast:crf=20";  // of libx264
  std::function<void(AVFrame&, int number)> draw;   // yuv420p
  std::function<float(double seconds)> sound{};     // nothing: none
};

void MakeDrawnFilm(const std::filesystem::path& path, const DrawnFilm& film);

}  // namespace clipbox::test
