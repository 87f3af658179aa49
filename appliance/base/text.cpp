#include "base/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <type_traits>

namespace clipbox::base {
namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr char kCaseBit = 0x20;

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
char Lowered(char c) { return IsUpper(c) ? static_cast<char>(c | kCaseBit) : c; }
char Raised(char c) { return IsLower(c) ? static_cast<char>(c & ~kCaseBit) : c; }

std::string Padded(long long number, std::size_t width) {
  std::string text = std::to_string(number);
  return text.insert(0, width - std::min(width, text.size()), '0');
}

// What may follow the lead byte of a character (RFC 3629, 4): how many bytes, and the bounds of the first of them.
struct Form {
  unsigned least_lead, most_lead;
  std::size_t length;
  unsigned least_second = 0x80, most_second = 0xBF;
};
constexpr Form kForms[] = {{0x00, 0x7F, 1},
                           {0xC2, 0xDF, 2},
                           {0xE0, 0xE0, 3, 0xA0, 0xBF},
                           {0xE1, 0xEC, 3},
                           {0xED, 0xED, 3, 0x80, 0x9F},
                           {0xEE, 0xEF, 3},
                           {0xF0, 0xF0, 4, 0x90, 0xBF},
                           {0xF1, 0xF3, 4},
                           {0xF4, 0xF4, 4, 0x80, 0x8F}};

unsigned ByteAt(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

// Requires: well-formed.
std::uint32_t CodePoint(std::string_view character) {
  std::uint32_t point = ByteAt(character, 0);
  if (character.size() > 1) point &= 0x7FU >> character.size();
  for (std::size_t i = 1; i < character.size(); ++i) point = point << 6 | (ByteAt(character, i) & 0x3FU);
  return point;
}

enum class Kind { kInvalid, kTab, kLineFeed, kOtherBreak, kControl, kTurn, kPlain };

Kind KindOf(std::uint32_t point) {
  if (point == '\t') return Kind::kTab;
  if (point == '\n') return Kind::kLineFeed;
  if (point == 0x85 || point == 0x2028 || point == 0x2029) return Kind::kOtherBreak;
  if (point < 0x20 || (point >= 0x7F && point < 0xA0)) return Kind::kControl;
  const bool turns = point == 0x061C || point == 0x200E || point == 0x200F || (point >= 0x202A && point <= 0x202E) ||
                     (point >= 0x2066 && point <= 0x2069) || point == 0xFEFF;
  return turns ? Kind::kTurn : Kind::kPlain;
}

struct Character {
  std::string_view bytes;  // one byte, where it is invalid
  Kind kind;
};

// Requires: `text` is not empty.
Character FirstOf(std::string_view text) {
  const std::size_t length = CharacterLength(text);
  if (length == 0) return {text.substr(0, 1), Kind::kInvalid};
  return {text.substr(0, length), KindOf(CodePoint(text.substr(0, length)))};
}

// Every character replaced by what `instead` gives for it.
template <class Instead>
std::string Replaced(std::string_view text, std::size_t max_bytes, Instead instead) {
  std::string replaced;
  while (!text.empty()) {
    const Character character = FirstOf(text);
    const std::string_view piece = character.kind == Kind::kInvalid ? "\uFFFD" : instead(character);
    if (replaced.size() + piece.size() > max_bytes) break;
    replaced += piece;
    text.remove_prefix(character.bytes.size());
  }
  return replaced;
}

}  // namespace

bool IsDigits(std::string_view text) {
  return !text.empty() && text.find_first_not_of(kDigits) == std::string_view::npos;
}

std::string_view Trim(std::string_view text, std::string_view characters) {
  text.remove_prefix(std::min(text.find_first_not_of(characters), text.size()));
  return text.substr(0, text.find_last_not_of(characters) + 1);  // npos + 1 is 0
}

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    pieces.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return pieces;
}

std::vector<std::string_view> SplitList(std::string_view text, char separator) {
  std::vector<std::string_view> items = Split(text, separator);
  for (std::string_view& item : items) item = Trim(item);
  std::erase(items, "");
  return items;
}

std::string_view TakeUntil(std::string_view& text, char separator) {
  const std::string_view piece = text.substr(0, text.find(separator));
  text.remove_prefix(std::min(piece.size() + 1, text.size()));
  return piece;
}

std::string_view TakeDigits(std::string_view& text) {
  const std::string_view digits = text.substr(0, text.find_first_not_of(kDigits));
  text.remove_prefix(digits.size());
  return digits;
}

std::string ToLower(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), Lowered);
  return lower;
}

std::string ToUpper(std::string_view text) {
  std::string upper(text);
  std::ranges::transform(upper, upper.begin(), Raised);
  return upper;
}

bool EqualsIgnoringCase(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, {}, Lowered, Lowered);
}

template <class Number>
std::optional<Number> ParseNumber(std::string_view text, Number least, Number most) {
  const char* const end = text.data() + text.size();
  Number number{};
  std::from_chars_result result{};
  if constexpr (std::is_floating_point_v<Number>) {
    result = std::from_chars(text.data(), end, number, std::chars_format::fixed);
  } else {
    result = std::from_chars(text.data(), end, number);
  }
  const bool is_whole = result.ec == std::errc() && result.ptr == end;
  if (number == Number{} && text.starts_with('-')) return std::nullopt;
  return is_whole && number >= least && number <= most ? std::optional(number) : std::nullopt;
}

template std::optional<int> ParseNumber(std::string_view, int, int);
template std::optional<unsigned> ParseNumber(std::string_view, unsigned, unsigned);
template std::optional<std::int64_t> ParseNumber(std::string_view, std::int64_t, std::int64_t);
template std::optional<std::uint64_t> ParseNumber(std::string_view, std::uint64_t, std::uint64_t);
template std::optional<double> ParseNumber(std::string_view, double, double);

std::optional<std::uint64_t> ParseHexNumber(std::string_view text) {
  const char* const end = text.data() + text.size();
  std::uint64_t number = 0;
  const auto [stopped, failed] = std::from_chars(text.data(), end, number, 16);
  return failed == std::errc() && stopped == end ? std::optional(number) : std::nullopt;
}

std::optional<double> ParsePosition(std::string_view text) {
  constexpr std::size_t kMaxFields = 3;  // hours, minutes, seconds
  const std::vector<std::string_view> fields = Split(text, ':');
  double seconds = 0;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const bool is_last = i + 1 == fields.size();
    const bool begins_well = !fields[i].empty() && IsDigit(fields[i].front());
    const auto number = begins_well && (is_last || IsDigits(fields[i])) ? ParseNumber<double>(fields[i]) : std::nullopt;
    if (!number || (i > 0 && *number >= 60)) return std::nullopt;
    seconds = seconds * 60 + *number;
  }
  return fields.size() <= kMaxFields ? std::optional(seconds) : std::nullopt;
}

std::string PositionText(double seconds) {
  std::string text = TimecodeText(seconds);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  if (text.starts_with("00:")) text.erase(0, 3);
  return text.starts_with('0') ? text.substr(1) : text;
}

std::string TimecodeText(double seconds, char point) {
  const long long millis = std::llround(seconds * 1000);
  return Padded(millis / 3'600'000, 2) + ":" + Padded(millis / 60'000 % 60, 2) + ":" + Padded(millis / 1000 % 60, 2) +
         point + Padded(millis % 1000, 3);
}

std::string SizeText(std::uint64_t bytes) {
  constexpr std::array kUnits = {"kB", "MB", "GB", "TB", "PB", "EB"};
  if (bytes < 1000) return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes");
  std::size_t unit = 0;
  double size = static_cast<double>(bytes) / 1000;
  for (; size >= 999.95 && unit + 1 < kUnits.size(); ++unit) size /= 1000;
  const long long tenths = std::llround(size * 10);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " " + kUnits[unit];
}

std::string_view BareEtag(std::string_view etag) {
  etag = Trim(etag);
  if (etag.starts_with("W/")) etag.remove_prefix(2);
  const bool quoted = etag.size() >= 2 && etag.front() == '"' && etag.back() == '"';
  return quoted ? etag.substr(1, etag.size() - 2) : etag;
}

std::size_t CharacterLength(std::string_view text) {
  if (text.empty()) return 0;
  const unsigned lead = ByteAt(text, 0);
  const Form* const form = std::ranges::find_if(
      kForms, [lead](const Form& each) { return lead >= each.least_lead && lead <= each.most_lead; });
  if (form == std::end(kForms) || text.size() < form->length) return 0;
  for (std::size_t i = 1; i < form->length; ++i) {
    const unsigned byte = ByteAt(text, i);
    if (byte < (i == 1 ? form->least_second : 0x80) || byte > (i == 1 ? form->most_second : 0xBF)) return 0;
  }
  return form->length;
}

bool IsUtf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = CharacterLength(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

bool IsPlainLine(std::string_view text) {
  while (!text.empty()) {
    const Character character = FirstOf(text);
    if (character.kind != Kind::kPlain) return false;
    text.remove_prefix(character.bytes.size());
  }
  return true;
}

std::string PlainLine(std::string_view text, std::size_t max_bytes) {
  return Replaced(text, max_bytes, [](const Character& character) -> std::string_view {
    if (character.kind == Kind::kPlain) return character.bytes;
    return character.kind == Kind::kTurn ? "" : " ";
  });
}

std::string PlainText(std::string_view text, std::size_t max_bytes, Turns turns) {
  return Replaced(text, max_bytes, [turns](const Character& character) -> std::string_view {
    if (character.kind == Kind::kOtherBreak) return "\n";
    if (character.kind == Kind::kControl) return " ";
    return character.kind == Kind::kTurn && turns == Turns::kGo ? "" : character.bytes;
  });
}

}  // namespace clipbox::base
