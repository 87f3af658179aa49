#include "jobs/chapters.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace clipbox::jobs {
namespace {

constexpr std::size_t kMaxChapters = 1'000;  // far above what people write; bounds the work on a hostile text
constexpr std::size_t kMaxTitleBytes = 300;  // bytes

// What may stand before a time, or between it and the title. Longer marks are UTF-8: bullets, dashes, arrows, a
// no-break space.
constexpr std::array<std::string_view, 20> kMarks = {" ",
                                                     "\t",
                                                     "\r",
                                                     "-",
                                                     "*",
                                                     "|",
                                                     ":",
                                                     ".",
                                                     ",",
                                                     "~",
                                                     "+",
                                                     "=",
                                                     ">",
                                                     "\xE2\x80\xA2",
                                                     "\xE2\x80\x93",
                                                     "\xE2\x80\x94",
                                                     "\xE2\x96\xB6",
                                                     "\xE2\x96\xBA",
                                                     "\xC2\xB7",
                                                     "\xC2\xA0"};

std::string_view TrimFront(std::string_view text) {
  for (bool again = true; again;) {
    const auto mark =
        std::ranges::find_if(kMarks, [&](std::string_view candidate) { return text.starts_with(candidate); });
    again = mark != kMarks.end();
    if (again) text.remove_prefix(mark->size());
  }
  return text;
}

// Only marks that separate: a title's own full stop or plus sign stays.
std::string_view TrimBack(std::string_view text) {
  constexpr std::array<std::string_view, 9> kTrailing = {" ", "\t",           "\r",           "-",       "|",
                                                         ":", "\xE2\x80\x93", "\xE2\x80\x94", "\xC2\xA0"};
  for (bool again = true; again;) {
    const auto mark =
        std::ranges::find_if(kTrailing, [&](std::string_view candidate) { return text.ends_with(candidate); });
    again = mark != kTrailing.end();
    if (again) text.remove_suffix(mark->size());
  }
  return text;
}

bool MayBeInTime(char c) { return base::IsDigit(c) || c == ':'; }

// `4:05`, `104:05` or `1:02:03`. Returns nullopt for any other text: `4:5` is a score or a verse.
// Requires: digits and colons alone.
std::optional<double> ParseTime(std::string_view text) {
  const std::vector<std::string_view> fields = base::Split(text, ':');
  const bool fits = fields.size() > 1 && fields[0].size() <= 3 &&
                    std::all_of(fields.begin() + 1, fields.end(), [](auto field) { return field.size() == 2; });
  return fits ? base::ParsePosition(text) : std::nullopt;
}

// How far a time could reach. Digits and colons beyond a time (`1:00:00:00`) make it none.
std::size_t TimeLength(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::find_if_not(text, MayBeInTime) - text.begin());
}

// Takes a time, in brackets or not, off the front of `text`; nothing (and `text` as it was) where there is none.
std::optional<double> TakeFirstTime(std::string_view& text) {
  const char open = text.empty() ? '\0' : text[0];
  const bool bracketed = open == '(' || open == '[';
  std::string_view rest = text.substr(bracketed ? 1 : 0);
  // A colon after the time belongs to the line, not to the time.
  std::size_t length = TimeLength(rest);
  while (length > 0 && rest[length - 1] == ':') --length;
  const std::optional<double> time = ParseTime(rest.substr(0, length));
  if (!time) return std::nullopt;
  rest.remove_prefix(length);
  if (bracketed && !rest.starts_with(open == '(' ? ')' : ']')) return std::nullopt;
  if (bracketed) rest.remove_prefix(1);
  // `0:00Intro` is a word, not a time.
  const bool apart = rest.empty() || TrimFront(rest).size() < rest.size() || bracketed;
  if (!apart) return std::nullopt;
  text = rest;
  return time;
}

// The same off the back.
std::optional<double> TakeLastTime(std::string_view& text) {
  std::string_view rest = TrimBack(text);
  const char close = rest.empty() ? '\0' : rest.back();
  const bool bracketed = close == ')' || close == ']';
  if (bracketed) rest.remove_suffix(1);
  std::size_t start = rest.size();
  while (start > 0 && MayBeInTime(rest[start - 1])) --start;
  const std::optional<double> time = ParseTime(rest.substr(start));
  if (!time || start == 0) return std::nullopt;
  const char before = rest[start - 1];
  if (bracketed && before != (close == ')' ? '(' : '[')) return std::nullopt;
  rest = rest.substr(0, bracketed ? start - 1 : start);
  if (!bracketed && TrimBack(rest).size() == rest.size()) return std::nullopt;
  text = rest;
  return time;
}

// `1.` or `2)` before the time, as in a numbered list.
std::string_view WithoutNumber(std::string_view line) {
  std::string_view after = line;
  const std::size_t digits = base::TakeDigits(after).size();
  const bool numbered = digits > 0 && digits <= 3 && (after.starts_with(". ") || after.starts_with(") "));
  return numbered ? TrimFront(after.substr(1)) : line;
}

std::optional<Chapter> ParseLine(std::string_view line) {
  std::string_view rest = WithoutNumber(TrimFront(line));
  std::optional<double> time = TakeFirstTime(rest);
  if (time) {
    rest = TrimFront(rest);
    TakeFirstTime(rest);  // `0:00 - 1:30 Title`: the second is the end, which the next line tells as well
  } else {
    time = TakeLastTime(rest);
  }
  const std::string title = base::PlainLine(TrimBack(TrimFront(rest)), kMaxTitleBytes);
  if (!time || title.empty()) return std::nullopt;
  return Chapter{.start = *time, .end = std::nullopt, .title = title};
}

std::vector<Chapter> ParseLines(std::string_view description, std::optional<double> duration_seconds) {
  std::vector<Chapter> chapters;
  while (!description.empty() && chapters.size() < kMaxChapters) {
    const std::optional<Chapter> chapter = ParseLine(base::TakeUntil(description, '\n'));
    if (chapter && chapter->start < duration_seconds.value_or(chapter->start + 1)) chapters.push_back(*chapter);
  }
  return chapters;
}

}  // namespace

std::vector<Chapter> ParseChapters(std::string_view description, std::optional<double> duration_seconds) {
  std::vector<Chapter> chapters = ParseLines(description, duration_seconds);
  if (chapters.size() < 2) return {};
  for (std::size_t i = 0; i + 1 < chapters.size(); ++i) {
    if (chapters[i].start >= chapters[i + 1].start) return {};
    chapters[i].end = chapters[i + 1].start;
  }
  chapters.back().end = duration_seconds;
  return chapters;
}

}  // namespace clipbox::jobs
