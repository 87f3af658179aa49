#include "jobs/captions.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/error.h"
#include "base/text.h"
#include "jobs/caption_text.h"

namespace clipbox::jobs {
namespace {

using base::Error;
using base::ErrorCode;

constexpr std::size_t kMaxTextBytes = 4000;  // of one cue: more than a screen holds
constexpr std::string_view kArrow = "-->";
constexpr double kMinCueSeconds = 0.001;
constexpr int kMaxNumber = 1'000'000;  // of hours, minutes or seconds

// `1:02:03,4`, `02:03.400`: hours may be missing, the fraction too. What follows the time is left in `text`.
std::optional<double> TakeCueTime(std::string_view& text) {
  double seconds = 0;
  for (int parts = 0; parts < 3; ++parts) {
    const auto number = base::ParseNumber<int>(base::TakeDigits(text), 0, kMaxNumber);
    if (!number) return std::nullopt;
    seconds = seconds * 60 + *number;
    if (!text.starts_with(':')) break;
    text.remove_prefix(1);
  }
  if (text.starts_with(',') || text.starts_with('.')) {
    text.remove_prefix(1);
    const std::string fraction = "0." + std::string(base::TakeDigits(text));
    seconds += base::ParseNumber<double>(fraction).value_or(0);
  }
  return std::round(seconds * 1000) / 1000;
}

std::optional<base::TimeRange> TimingOf(std::string_view line) {
  const std::size_t arrow = line.find(kArrow);
  if (arrow == std::string_view::npos) return std::nullopt;
  std::string_view before = base::Trim(line.substr(0, arrow));
  std::string_view after = base::Trim(line.substr(arrow + kArrow.size()));
  const auto start = TakeCueTime(before);
  const auto end = TakeCueTime(after);
  if (!start || !end || !before.empty()) return std::nullopt;
  return base::TimeRange{*start, *end};
}

bool IsNumber(std::string_view line) { return base::IsDigits(base::Trim(line)); }

// The lines of a cue from `at` on. Up to an empty one, or to the number or the time of the next where none stands
// between.
std::string TakeText(const std::vector<std::string_view>& lines, std::size_t& at) {
  std::string text;
  for (; at < lines.size() && !base::Trim(lines[at]).empty(); ++at) {
    const bool next_begins =
        TimingOf(lines[at]) || (IsNumber(lines[at]) && at + 1 < lines.size() && TimingOf(lines[at + 1]));
    if (next_begins) break;
    text.append(lines[at]).append("\n");
  }
  return text;
}

// One of `<b>`, `</i>`, `<c.yellow>`, `<v Ann>`, `<00:01.000>`, if a '>' follows; `a < b` is none.
bool BeginsTag(std::string_view rest) {
  if (rest.size() < 3 || rest[0] != '<') return false;
  return base::IsLetterOrDigit(rest[1]) || rest[1] == '/';
}

// Whether what follows the overrides of ASS (`\an8\p1`) is a drawing of vectors; nothing where they do not say.
std::optional<bool> BeginsDrawing(std::string_view overrides) {
  std::optional<bool> draws;
  for (std::size_t at = 0; at + 2 < overrides.size(); ++at) {
    const bool says = overrides[at] == '\\' && overrides[at + 1] == 'p' && base::IsDigit(overrides[at + 2]);
    if (says) draws = overrides[at + 2] != '0';
  }
  return draws;
}

struct Entity {
  std::string_view name;
  std::string_view text;
};
constexpr Entity kEntities[] = {{"&amp;", "&"}, {"&lt;", "<"},        {"&gt;", ">"},       {"&quot;", "\""},
                                {"&#39;", "'"}, {"&nbsp;", "\u00A0"}, {"&lrm;", "\u200E"}, {"&rlm;", "\u200F"}};

std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '&')
      escaped += "&amp;";
    else if (c == '<')
      escaped += "&lt;";
    else if (c == '>')
      escaped += "&gt;";
    else
      escaped += c;
  }
  return escaped;
}

// Each line trimmed, empty ones left out.
std::string Tidy(std::string_view text) {
  std::string tidy;
  for (const std::string_view line : LinesOf(text)) {
    const std::string_view trimmed = base::Trim(line);
    if (trimmed.empty()) continue;
    if (!tidy.empty()) tidy += '\n';
    tidy += trimmed;
  }
  return tidy;
}

std::string TimingText(const Cue& cue, char point) {
  return base::TimecodeText(cue.start, point) + " --> " + base::TimecodeText(cue.end, point);
}

}  // namespace

std::string PlainCueText(std::string_view text) {
  // Where the last of each ends: behind it none begins, and nobody looks for one. So every byte is read once or twice.
  const char* const last_tag_end = text.data() + (text.rfind('>') + 1);
  const char* const last_overrides_end = text.data() + (text.rfind('}') + 1);
  std::string plain;
  bool draws = false;
  while (!text.empty()) {
    if (BeginsTag(text) && text.data() < last_tag_end) {
      text.remove_prefix(text.find('>') + 1);
    } else if (text.starts_with("{\\") && text.data() < last_overrides_end) {
      const std::size_t end = text.find('}');
      draws = BeginsDrawing(text.substr(0, end)).value_or(draws);
      text.remove_prefix(end + 1);
    } else {
      const auto entity = std::find_if(std::begin(kEntities), std::end(kEntities),
                                       [&](const Entity& e) { return text.starts_with(e.name); });
      const bool is_entity = entity != std::end(kEntities);
      const std::size_t length = is_entity ? entity->name.size() : 1;
      if (!draws) plain += is_entity ? entity->text : text.substr(0, 1);
      text.remove_prefix(length);
    }
  }
  return Tidy(base::PlainText(Tidy(plain), kMaxTextBytes, base::Turns::kStay));
}

std::vector<Cue> ParseCaptions(std::string_view bytes) {
  if (bytes.empty())
    throw Error(ErrorCode::kEmptyFile, "The captions are empty: send the text of a SubRip or WebVTT file.");
  const std::string text = CaptionsToUtf8(bytes);
  const std::vector<std::string_view> lines = LinesOf(text);
  std::vector<Cue> cues;
  bool any = false;
  bool any_forwards = false;
  for (std::size_t at = 0; at < lines.size();) {
    const auto timing = TimingOf(lines[at++]);
    if (!timing) continue;
    any = true;
    any_forwards = any_forwards || timing->end - timing->start >= kMinCueSeconds;
    Cue cue{*timing, PlainCueText(TakeText(lines, at))};
    if (cue.end - cue.start >= kMinCueSeconds && !cue.text.empty()) cues.push_back(std::move(cue));
  }
  const bool empty_webvtt = !lines.empty() && lines.front().starts_with("WEBVTT");
  if (!any && !empty_webvtt) {
    throw Error(ErrorCode::kInvalidField,
                "These are no captions: there is no line like 00:00:01,000 --> 00:00:02,500. Send SubRip or WebVTT.");
  }
  if (any && !any_forwards) {
    throw Error(ErrorCode::kInvalidField,
                "Every one of these captions ends before it begins: check the times and send the file again.");
  }
  std::stable_sort(cues.begin(), cues.end(), [](const Cue& a, const Cue& b) { return a.start < b.start; });
  return cues;
}

std::vector<Cue> CutCues(const std::vector<Cue>& cues, const base::TimeRange& range) {
  std::vector<Cue> cut;
  for (const Cue& cue : cues) {
    const double from = std::max(cue.start, range.start) - range.start;
    const double to = std::min(cue.end, range.end) - range.start;
    if (to - from >= kMinCueSeconds) cut.push_back({{from, to}, cue.text});
  }
  return cut;
}

std::string ToWebVtt(const std::vector<Cue>& cues) {
  std::string text = "WEBVTT\n";
  for (const Cue& cue : cues) text += "\n" + TimingText(cue, '.') + "\n" + Escaped(cue.text) + "\n";
  return text;
}

std::string ToSubRip(const std::vector<Cue>& cues) {
  std::string text;
  for (std::size_t i = 0; i < cues.size(); ++i) {
    text += (i > 0 ? "\n" : "") + std::to_string(i + 1) + "\n" + TimingText(cues[i], ',') + "\n" + cues[i].text + "\n";
  }
  return text;
}

}  // namespace clipbox::jobs
