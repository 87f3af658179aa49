#include "media/sample/sample_picture.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>

namespace clipbox::media {
namespace {

constexpr int kSquares = 16;
constexpr int kDigits = 5;
constexpr int kMaxNumber = (1 << (kSquares - 1)) - 1;

struct Colour {
  std::uint8_t y, u, v;
};
constexpr Colour kWhite{235, 128, 128};
constexpr Colour kBlack{16, 128, 128};
constexpr std::array<Colour, 6> kScenes = {
    {{70, 150, 110}, {150, 100, 150}, {95, 120, 170}, {175, 90, 120}, {50, 160, 140}, {120, 110, 95}}};

// The segments of a seven-segment digit, bit 0 the top, then clockwise, bit 6 the middle.
constexpr std::array<unsigned, 10> kSegments = {0x3f, 0x06, 0x5b, 0x4f, 0x66, 0x6d, 0x7d, 0x07, 0x7f, 0x6f};

void FillRow(AVFrame& picture, int y, int left, int right, Colour colour) {
  left = std::clamp(left, 0, picture.width);
  right = std::clamp(right, left, picture.width);
  if (y < 0 || y >= picture.height || left == right) return;
  std::memset(picture.data[0] + y * picture.linesize[0] + left, colour.y, static_cast<std::size_t>(right - left));
  const int chroma_left = left / 2;
  const auto chroma = static_cast<std::size_t>((right + 1) / 2 - chroma_left);
  std::memset(picture.data[1] + y / 2 * picture.linesize[1] + chroma_left, colour.u, chroma);
  std::memset(picture.data[2] + y / 2 * picture.linesize[2] + chroma_left, colour.v, chroma);
}

void FillBox(AVFrame& picture, int left, int top, int width, int height, Colour colour) {
  for (int y = top; y < top + height; ++y) FillRow(picture, y, left, left + width, colour);
}

void DrawBackdrop(AVFrame& picture, int scene) {
  const Colour base = kScenes[static_cast<std::size_t>(scene) % kScenes.size()];
  for (int y = 0; y < picture.height; ++y) {
    const int shade = base.y - 30 + 60 * y / picture.height;
    FillRow(picture, y, 0, picture.width, {static_cast<std::uint8_t>(shade), base.u, base.v});
  }
}

void DrawDisc(AVFrame& picture, int number) {
  const double radius = std::min(picture.width, picture.height) / 9.0;
  const double x = (0.5 + 0.38 * std::sin(number * 0.05)) * picture.width;
  const double y = (0.60 + 0.22 * std::cos(number * 0.031)) * picture.height;
  for (int row = static_cast<int>(y - radius); row <= static_cast<int>(y + radius); ++row) {
    const double half = std::sqrt(std::max(0.0, radius * radius - (row - y) * (row - y)));
    FillRow(picture, row, static_cast<int>(x - half), static_cast<int>(x + half), {210, 60, 160});
  }
}

void DrawDigit(AVFrame& picture, int left, int top, int size, int digit) {
  const unsigned on = kSegments[static_cast<std::size_t>(digit)];
  const int line = std::max(1, size / 6);
  const int half = size;
  if (on & 0x01u) FillBox(picture, left, top, size, line, kWhite);
  if (on & 0x02u) FillBox(picture, left + size - line, top, line, half, kWhite);
  if (on & 0x04u) FillBox(picture, left + size - line, top + half, line, half, kWhite);
  if (on & 0x08u) FillBox(picture, left, top + 2 * half - line, size, line, kWhite);
  if (on & 0x10u) FillBox(picture, left, top + half, line, half, kWhite);
  if (on & 0x20u) FillBox(picture, left, top, line, half, kWhite);
  if (on & 0x40u) FillBox(picture, left, top + half - line / 2, size, line, kWhite);
}

void DrawCounter(AVFrame& picture, int number) {
  const int size = std::max(2, picture.width / 32);
  int left = picture.width - size * 2;
  const int top = picture.height - size * 3;
  for (int i = 0; i < kDigits; ++i, number /= 10, left -= size * 3 / 2)
    DrawDigit(picture, left, top, size, number % 10);
}

int StripHeight(int picture_height) { return std::max(2, picture_height / 16); }

unsigned WithParity(int number) {
  const auto bits = static_cast<unsigned>(number & kMaxNumber);
  return bits << 1 | (std::popcount(bits) & 1u);
}

void DrawStrip(AVFrame& picture, int number) {
  const unsigned code = WithParity(number);
  const int height = StripHeight(picture.height);
  for (int i = 0; i < kSquares; ++i) {
    const int left = picture.width * i / kSquares;
    const int right = picture.width * (i + 1) / kSquares;
    FillBox(picture, left, 0, right - left, height, (code >> (kSquares - 1 - i) & 1u) != 0 ? kWhite : kBlack);
  }
}

}  // namespace

void DrawSamplePicture(AVFrame& picture, int number, int scene) {
  DrawBackdrop(picture, scene);
  DrawDisc(picture, number);
  DrawCounter(picture, number);
  DrawStrip(picture, number);
}

}  // namespace clipbox::media
