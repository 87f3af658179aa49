// Colours that arrive as they were: of films whose matrix WebP does not know, of HDR, of interlaced key frames.
#include <algorithm>
#include <cmath>
#include <cstring>

#include "av/graph.h"
#include "catch.h"
#include "media/picture/picture_filters.h"
#include "temp_dir.h"
#include "unit/media/drawn_film.h"
#include "unit/media/film_frames.h"
#include "unit/media/making.h"

using namespace clipbox;
using jobs::Output;

namespace {

void Fill(AVFrame& picture, int plane, int value) {
  const int height = plane == 0 ? picture.height : (picture.height + 1) / 2;
  std::memset(picture.data[plane], value,
              static_cast<std::size_t>(picture.linesize[plane]) * static_cast<std::size_t>(height));
}

// One row, 10 bits, of the codes given; as `curve` of BT.2020; through the filters of a clip.
std::vector<int> ToneMapped(const std::vector<int>& codes, AVColorTransferCharacteristic curve) {
  constexpr int kHeight = 16;
  constexpr int kStep = 16;  // columns of each code, so that scaling changes nothing in their middle
  const int width = static_cast<int>(codes.size()) * kStep;
  av::Frame picture = av::NewPicture(AV_PIX_FMT_YUV420P10, width, kHeight);
  picture->pts = 0;
  picture->color_trc = curve;
  picture->colorspace = AVCOL_SPC_BT2020_NCL;
  picture->color_primaries = AVCOL_PRI_BT2020;
  picture->color_range = AVCOL_RANGE_MPEG;
  for (int plane = 0; plane < 3; ++plane) {
    for (int y = 0; y < (plane == 0 ? kHeight : kHeight / 2); ++y) {
      auto* row = reinterpret_cast<std::uint16_t*>(picture->data[plane] + y * picture->linesize[plane]);
      for (int x = 0; x < (plane == 0 ? width : width / 2); ++x) {
        row[x] = static_cast<std::uint16_t>(plane == 0 ? codes[static_cast<std::size_t>(x / kStep)] : 512);
      }
    }
  }
  media::SourceInfo info;
  info.video.emplace();
  info.video->width = width;
  info.video->height = kHeight;
  info.video->hdr = true;
  info.video->pixel_format = "yuv420p10le";
  info.video->color_matrix = "bt2020nc";
  av::Graph graph = av::Graph::ForVideo(*picture, {1, 25}, {0, 1}, media::ClipFilters(info, "", {}));
  graph.Push(picture.get());
  av::Frame made;
  REQUIRE(graph.Pull(made));
  CHECK(made->format == AV_PIX_FMT_YUV420P);
  CHECK(made->colorspace == AVCOL_SPC_BT709);
  CHECK(made->color_trc == AVCOL_TRC_BT709);
  CHECK(made->color_primaries == AVCOL_PRI_BT709);
  std::vector<int> luma;
  for (std::size_t i = 0; i < codes.size(); ++i)
    luma.push_back(made->data[0][made->linesize[0] * kHeight / 2 + static_cast<int>(i) * kStep + kStep / 2]);
  return luma;
}

}  // namespace

TEST_CASE("an animated WebP of a film in BT.709 has its colours") {
  const test::TempDir dir;
  // The green (64, 208, 152): in BT.709 165, 118, 67; in BT.601, as WebP has it, 152, 125, 69.
  const auto draw = [](AVFrame& picture, int) { Fill(picture, 0, 165), Fill(picture, 1, 118), Fill(picture, 2, 67); };
  test::MakeDrawnFilm(dir / "film.mp4",
                      {.frames = 25, .options = "preset=ultrafast:crf=10:x264-params=colormatrix=bt709", .draw = draw});
  const media::SpanResult result = test::MakeAll(dir / "film.mp4", test::OneClip(0, 1, {Output::kWebp}), dir.path());
  const av::Frame picture = test::FirstOfWebp(result.made.at(0).path);
  CHECK(std::abs(picture->data[0][0] - 152) <= 2);
  CHECK(std::abs(picture->data[1][0] - 125) <= 2);
  CHECK(std::abs(picture->data[2][0] - 69) <= 2);
}

// Codes by SMPTE ST 2084 and ARIB STD-B67 of 0, 38.5 and 203 nits: an ordinary film's black, half signal and white at
// 203 nits.
TEST_CASE("an ordinary film that was graded into HDR comes back as bright as it was") {
  struct Case {
    AVColorTransferCharacteristic curve;
    int half;
    int white;
  };
  for (const Case& c : {Case{AVCOL_TRC_SMPTE2084, 428, 573}, Case{AVCOL_TRC_ARIB_STD_B67, 454, 721}}) {
    CAPTURE(static_cast<int>(c.curve));
    const std::vector<int> luma = ToneMapped({64, c.half, c.white}, c.curve);
    CHECK(luma[0] <= 18);
    CHECK(std::abs(luma[1] - 126) <= 3);
    CHECK(luma[2] >= 205);
    CHECK(luma[2] <= 235);
  }
}

TEST_CASE("a ramp in HDR stays a ramp, up to the brightest") {
  std::vector<int> ramp;
  for (int code = 64; code <= 940; code += 12) ramp.push_back(code);
  for (const AVColorTransferCharacteristic curve : {AVCOL_TRC_SMPTE2084, AVCOL_TRC_ARIB_STD_B67}) {
    const std::vector<int> luma = ToneMapped(ramp, curve);
    CHECK(std::is_sorted(luma.begin(), luma.end()));
    CHECK(luma.back() >= 230);
  }
}

TEST_CASE("a tile of an interlaced film shows one moment, not two through each other") {
  const test::TempDir dir;
  // The upper field is white, the lower one black.
  const auto draw = [](AVFrame& picture, int) {
    for (int y = 0; y < picture.height; ++y)
      std::memset(picture.data[0] + y * picture.linesize[0], y % 2 == 0 ? 235 : 16,
                  static_cast<std::size_t>(picture.width));
    Fill(picture, 1, 128), Fill(picture, 2, 128);
  };
  test::MakeDrawnFilm(dir / "film.mp4", {.frames = 25,
                                         .width = 320,
                                         .height = 192,
                                         .options = "preset=ultrafast:crf=10:x264-params=interlaced=1\\:tff=1",
                                         .draw = draw});
  jobs::Recipe recipe;
  recipe.clips.emplace();
  recipe.outputs = {Output::kStoryboard};
  const media::SpanResult result = test::MakeAll(dir / "film.mp4", recipe, dir.path());
  const media::Made* sheet = test::Find(result, jobs::ArtifactType::kStoryboard);
  REQUIRE(sheet != nullptr);
  const av::Frame picture = test::ReadJpeg(sheet->path);
  CHECK(static_cast<int>(picture->data[0][picture->linesize[0] * picture->height / 2 + picture->width / 2]) >= 225);
}
