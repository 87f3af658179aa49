#include "media/picture/burned_captions.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "av/graph.h"
#include "base/error.h"
#include "base/text.h"
#include "media/maker/small_file.h"

namespace clipbox::media {
namespace {

// Of the length of a line, see ToAss.
constexpr double kTextShare = 0.055;
constexpr double kMarginShare = 0.05;
constexpr double kOutlineShare = 0.09;  // of the text's height
constexpr int kUpwards = 2;             // ASS: bottom centre
constexpr int kDownwards = 8;           // top centre

// `0:01:02.34`: ASS knows hundredths.
std::string AssTime(double seconds) {
  std::string text = base::TimecodeText(std::round(seconds * 100) / 100);
  text.pop_back();
  return text.starts_with('0') ? text.substr(1) : text;
}

// `&H00BBGGRR`
std::string AssColor(std::uint32_t rgb) {
  char text[16];
  std::snprintf(text, sizeof text, "&H00%02X%02X%02X", rgb & 0xff, rgb >> 8 & 0xff, rgb >> 16 & 0xff);
  return text;
}

// Nothing in a cue is an order to libass: a backslash is followed by a joiner without width, and braces are escaped.
std::string AssText(const std::string& text) {
  std::string safe;
  for (const char letter : text) {
    switch (letter) {
      case '\n': safe += "\\N"; break;
      case '\r': break;
      case '\\': safe += "\\\xE2\x81\xA0"; break;
      case '{': safe += "\\{"; break;
      case '}': safe += "\\}"; break;
      default: safe += letter;
    }
  }
  return safe;
}

std::string Rounded(double number) { return std::to_string(std::max(1L, std::lround(number))); }

// A value within a graph's description: escaped once for the option, once for the graph. libav drops blanks at its
// ends.
std::string EscapeForGraph(const std::string& value) {
  const auto escape = [](const std::string& text, const char* special) {
    std::string escaped;
    for (const char letter : text) {
      if (std::string_view(special).find(letter) != std::string_view::npos) escaped += '\\';
      escaped += letter;
    }
    return escaped;
  };
  return escape(escape(value, "\\': \t\r\n"), "\\'[],;");
}

std::string FilterFor(const std::filesystem::path& path) { return "ass=filename=" + EscapeForGraph(path.string()); }

// libass without a font draws nothing and says nothing: a letter is drawn on black to see.
bool CanDraw(const std::filesystem::path& path) {
  constexpr int kSide = 64;
  av::Frame black = av::NewPicture(AV_PIX_FMT_GRAY8, kSide, kSide);
  std::fill_n(black->data[0], static_cast<std::size_t>(black->linesize[0]) * kSide, std::uint8_t{0});
  black->pts = 0;
  const std::string letter = ToAss({{0, 10, "W"}}, {}, {kSide, kSide});
  WriteSmallFile(path, letter.data(), letter.size());
  av::Graph graph = av::Graph::ForVideo(*black, {1, 25}, {0, 1}, FilterFor(path) + ",format=gray");
  graph.Push(black.get());
  av::Frame drawn;
  if (!graph.Pull(drawn)) return false;
  for (int y = 0; y < kSide; ++y) {
    const std::uint8_t* row = drawn->data[0] + y * drawn->linesize[0];
    if (std::any_of(row, row + kSide, [](std::uint8_t sample) { return sample > 128; })) return true;
  }
  return false;
}

}  // namespace

std::string ToAss(const std::vector<jobs::Cue>& cues, const jobs::CaptionsStyle& style, PictureSize size) {
  // A tall picture is looked at on a phone: its width counts, or every line would break.
  const double line = std::min<double>(size.height, size.width * 1.25);
  const double text_height = line * kTextShare * style.size;
  const bool top = style.position == jobs::CaptionsPosition::kTop;
  std::string ass = "[Script Info]\nScriptType: v4.00+\nWrapStyle: 0\nScaledBorderAndShadow: yes\nPlayResX: " +
                    std::to_string(size.width) + "\nPlayResY: " + std::to_string(size.height) +
                    "\n\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, BackColour, "
                    "Bold, BorderStyle, Outline, Shadow, "
                    "Alignment, MarginL, MarginR, MarginV\nStyle: Caption,sans-serif," +
                    Rounded(text_height * 1.2) + "," + AssColor(style.rgb) + ",&H00000000,&H80000000,-1,1," +
                    Rounded(text_height * kOutlineShare) + ",0," + std::to_string(top ? kDownwards : kUpwards) + "," +
                    Rounded(size.width * kMarginShare) + "," + Rounded(size.width * kMarginShare) + "," +
                    Rounded(size.height * kMarginShare) + "\n\n[Events]\nFormat: Layer, Start, End, Style, Text\n";
  for (const jobs::Cue& cue : cues)
    ass += "Dialogue: 0," + AssTime(cue.start) + "," + AssTime(cue.end) + ",Caption," + AssText(cue.text) + "\n";
  return ass;
}

BurnedCaptions::BurnedCaptions(const std::vector<jobs::Cue>& cues, const jobs::CaptionsStyle& style, PictureSize size,
                               const std::filesystem::path& clip)
    : path_(clip.string() + ".ass") {
  if (avfilter_get_by_name("ass") == nullptr) {
    throw base::Error(base::ErrorCode::kUnsupported,
                      "captions cannot be drawn: the installed libavfilter was built without libass");
  }
  const bool drawn = CanDraw(path_);
  const std::string text = ToAss(cues, style, size);
  WriteSmallFile(path_, text.data(), text.size());
  if (drawn) return;
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
  throw base::Error(
      base::ErrorCode::kUnsupported,
      "captions cannot be drawn: this machine has no font; install one, such as Debian's fonts-dejavu-core");
}

BurnedCaptions::~BurnedCaptions() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

std::string BurnedCaptions::Filter() const { return FilterFor(path_); }

}  // namespace clipbox::media
