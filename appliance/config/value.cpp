#include "config/value.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/error.h"
#include "base/text.h"

namespace clipbox::config {
namespace {

std::string_view Trim(std::string_view text) { return base::Trim(text, base::kWhiteSpace); }

// Names compare with their case: MB and mb are not the same to everybody.
struct Unit {
  std::string_view name;
  double factor;
};

constexpr std::array kSizeUnits = {Unit{"", 1},         Unit{"B", 1},        Unit{"KiB", 0x1p10}, Unit{"MiB", 0x1p20},
                                   Unit{"GiB", 0x1p30}, Unit{"TiB", 0x1p40}, Unit{"kB", 1e3},     Unit{"KB", 1e3},
                                   Unit{"MB", 1e6},     Unit{"GB", 1e9},     Unit{"TB", 1e12}};
// A duration always has a unit: a bare number is seconds to one person and milliseconds to another.
constexpr std::array kDurationUnits = {Unit{"ms", 1},   Unit{"s", 1e3},   Unit{"min", 60e3},
                                       Unit{"m", 60e3}, Unit{"h", 3.6e6}, Unit{"d", 86.4e6}};

// Reads one `number unit` off the front of `text`; nullopt if there is none. Exact up to 2^53, far above what is kept
// anywhere.
std::optional<double> TakeAmount(std::string_view& text, std::span<const Unit> units) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789."), text.size());
  const auto number = base::ParseNumber<double>(text.substr(0, digits));
  text = Trim(text.substr(digits));
  const std::string_view name = text.substr(0, text.find_first_of("0123456789 \t\r\n"));
  text = Trim(text.substr(name.size()));
  const auto unit = std::ranges::find(units, name, &Unit::name);
  return number && unit != units.end() ? std::optional(*number * unit->factor) : std::nullopt;
}

std::int64_t ParseInteger(std::string_view text, const std::string& expected) {
  const auto number = base::ParseNumber<std::int64_t>(text);
  if (!number) Refuse(expected);
  return *number;
}

Pixels ParsePixels(std::string_view text) {
  const std::string expected = "expected a picture size such as 8192x4320, or a number of pixels";
  const std::size_t by = text.find('x');
  if (by == std::string_view::npos) return {static_cast<std::uint64_t>(ParseInteger(text, expected))};
  const std::int64_t width = ParseInteger(Trim(text.substr(0, by)), expected);
  const std::int64_t height = ParseInteger(Trim(text.substr(by + 1)), expected);
  if (width < 1 || height < 1 || width > 65'535 || height > 65'535) Refuse(expected);
  return {static_cast<std::uint64_t>(width * height)};
}

// An IPv6 address needs its brackets, or its last group would be taken for the port.
ListenAddress ParseListen(std::string_view text) {
  const std::string expected = "expected an address and a port such as 127.0.0.1:8080 or [::1]:8080";
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) Refuse(expected);
  std::string_view host = text.substr(0, colon);
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  if ((!bracketed && host.find(':') != std::string_view::npos) || host.find_first_of("/[]@ ") != std::string_view::npos)
    Refuse(expected);
  const std::int64_t port = ParseInteger(text.substr(colon + 1), expected);
  if (port < 0 || port > 65'535) Refuse("expected a port from 0 to 65535");
  return {std::string(host), static_cast<int>(port)};
}

// The part of an http or https URL after the scheme, with a host and without user, space or backslash. Whether it can
// be reached is for the one who asks it to tell.
std::string_view AfterScheme(std::string_view text, const std::string& expected) {
  const bool https = text.starts_with("https://");
  if (!https && !text.starts_with("http://")) Refuse(expected);
  const std::string_view rest = text.substr(https ? 8 : 7);
  for (const char c : rest) {
    if (c <= ' ' || c >= 0x7F || c == '\\' || c == '@') Refuse(expected);
  }
  if (rest.empty() || rest.front() == '/' || rest.front() == ':') Refuse(expected);
  return rest;
}

Origin ParseOrigin(std::string_view text) {
  const std::string expected = "expected an address without a path such as https://clips.example.org";
  if (text.empty()) return {};
  if (text.ends_with('/')) text.remove_suffix(1);
  if (AfterScheme(text, expected).find_first_of("/?#") != std::string_view::npos) Refuse(expected);
  return {std::string(text)};
}

HttpUrl ParseHttpUrl(std::string_view text) {
  const std::string expected = "expected a URL such as https://www.youtube.com/oembed";
  if (text.empty()) return {};
  if (AfterScheme(text, expected).find_first_of("?#") != std::string_view::npos) Refuse(expected);
  return {std::string(text)};
}

// Where `word` stands in `a|b|c`; npos where it does not.
std::size_t PositionOf(std::string_view word, std::string_view words) {
  for (std::size_t position = 0, start = 0; start <= words.size() && !words.empty(); ++position) {
    const std::size_t bar = std::min(words.find('|', start), words.size());
    if (words.substr(start, bar - start) == word) return position;
    start = bar + 1;
  }
  return std::string_view::npos;
}

// Bounds are in the key's smallest unit, and so is the message.
std::int64_t Bounded(std::int64_t amount, const Key& key, std::string_view unit) {
  if (amount >= key.rules.least && amount <= key.rules.most) return amount;
  const bool unbounded = key.rules.most == std::numeric_limits<std::int64_t>::max();
  const std::string least = std::to_string(key.rules.least);
  Refuse("expected " + (unbounded ? "at least " + least : least + " to " + std::to_string(key.rules.most)) +
         std::string(unit));
}

// One overload per alternative of Field.
class Assigner {
 public:
  Assigner(const Key& key, std::string_view text) : key_(key), text_(text) {}

  void operator()(std::string* to) const { *to = text_; }
  void operator()(std::filesystem::path* to) const {
    if (text_.empty()) Refuse("expected a path");
    *to = std::filesystem::absolute(std::filesystem::path(text_)).lexically_normal();
  }
  void operator()(int* to) const {
    *to = static_cast<int>(Bounded(ParseInteger(text_, "expected a whole number"), key_, ""));
  }
  void operator()(Bytes* to) const {
    to->value = static_cast<std::uint64_t>(Bounded(static_cast<std::int64_t>(ParseSize(text_)), key_, " bytes"));
  }
  void operator()(Duration* to) const { *to = Duration(Bounded(ParseDuration(text_).count(), key_, " ms")); }
  void operator()(Pixels* to) const {
    *to = ParsePixels(text_);
    Bounded(static_cast<std::int64_t>(to->count), key_, " pixels");
  }
  void operator()(ListenAddress* to) const { *to = ParseListen(text_); }
  void operator()(Origin* to) const { *to = ParseOrigin(text_); }
  void operator()(HttpUrl* to) const { *to = ParseHttpUrl(text_); }
  void operator()(std::vector<std::string>* to) const { *to = ParseList(text_); }
  void operator()(const Choice& choice) const {
    if (PositionOf(text_, key_.rules.later_words) != std::string_view::npos)
      Refuse("this value is not available in this version");
    const std::size_t position = PositionOf(text_, key_.rules.words);
    if (position == std::string_view::npos) Refuse("expected " + std::string(key_.rules.words));
    choice.choose(position);
  }
  template <class Value>  // an empty text is none
  void operator()(std::optional<Value>* to) const {
    to->reset();
    if (!text_.empty()) (*this)(&to->emplace());
  }

 private:
  const Key& key_;
  std::string_view text_;
};

}  // namespace

void Refuse(const std::string& why) { throw base::Error(base::ErrorCode::kConfiguration, why); }

void AssignValue(const Key& key, std::string_view text, Settings& settings) {
  std::visit(Assigner(key, Trim(text)), key.field(settings));
}

std::uint64_t ParseSize(std::string_view text) {
  std::string_view rest = Trim(text);
  const std::optional<double> bytes = TakeAmount(rest, kSizeUnits);
  if (!bytes || !rest.empty() || *bytes > 0x1p62) Refuse("expected a size such as 64 GiB");
  return static_cast<std::uint64_t>(std::llround(*bytes));
}

Duration ParseDuration(std::string_view text) {
  std::string_view rest = Trim(text);
  double millis = 0;
  do {
    const std::optional<double> amount = TakeAmount(rest, kDurationUnits);
    if (!amount || *amount > 0x1p52) Refuse("expected a duration such as 30 s or 1 h");
    millis += *amount;
  } while (!rest.empty());
  return Duration(std::llround(millis));
}

std::vector<std::string> ParseList(std::string_view text) {
  std::vector<std::string> items;
  for (const std::string_view item : base::Split(text, ',')) {
    if (!Trim(item).empty()) items.emplace_back(Trim(item));
  }
  return items;
}

}  // namespace clipbox::config
