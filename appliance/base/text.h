// What everybody takes text apart with, and the one rule of what a person may type. Letters, digits and white space are
// ASCII's, whatever the locale. What is given back as a view lies in the text that was given. Pure; any thread.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clipbox::base {

inline constexpr std::string_view kBlanks = " \t";  // white space within a line, as HTTP has it (RFC 9110, 5.6.3)
inline constexpr std::string_view kWhiteSpace = " \t\r\n";

// Inline: asked of every character of a URL that is signed.
constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsLetterOrDigit(char c) { return IsDigit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
// True for digits alone, at least one.
bool IsDigits(std::string_view text);

// Without those of `characters` that stand at either end.
std::string_view Trim(std::string_view text, std::string_view characters = kBlanks);

// `a,,b` → a, "", b: always one piece more than there are separators.
std::vector<std::string_view> Split(std::string_view text, char separator);
// The items of a list without the blanks around them and without empty ones: `a, ,b` → a, b.
std::vector<std::string_view> SplitList(std::string_view text, char separator = ',');
// Cuts the piece before the next `separator` off the front, and the separator with it; without one the whole text.
std::string_view TakeUntil(std::string_view& text, char separator);
// Cuts the digits off the front; empty if there are none.
std::string_view TakeDigits(std::string_view& text);

std::string ToLower(std::string_view text);
std::string ToUpper(std::string_view text);
bool EqualsIgnoringCase(std::string_view left, std::string_view right);

// The number that the whole text is, in decimal; a fraction only where `Number` has one, an exponent never. Returns
// nullopt for any other text and outside the bounds. For int, unsigned, std::int64_t, std::uint64_t and double.
template <class Number>
std::optional<Number> ParseNumber(std::string_view text, Number least = std::numeric_limits<Number>::lowest(),
                                  Number most = std::numeric_limits<Number>::max());
// The same for hexadecimal digits of either case.
std::optional<std::uint64_t> ParseHexNumber(std::string_view text);

// A position in a film, in seconds: `62.5`, `1:02.5`, `1:02:03`. Behind a colon stand numbers below 60. Returns nullopt
// for any other text.
std::optional<double> ParsePosition(std::string_view text);
// `1:02.5`, `1:02:03`: hours if there are any, to the millisecond.
std::string PositionText(double seconds);
// `01:02:03.400`: every field, as files of captions have it. `point` stands before the milliseconds.
std::string TimecodeText(double seconds, char point = '.');

// `512 bytes`, `1.5 MB`, `2.3 TB`: units of a thousand.
std::string SizeText(std::uint64_t bytes);

// An entity tag (RFC 9110, 8.8.3) without its quotes and without the mark of a weak one; what has neither stays.
std::string_view BareEtag(std::string_view etag);

// True for well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates, at most U+10FFFF).
bool IsUtf8(std::string_view text);
// Bytes of the well-formed character at the front; 0 if there is none.
std::size_t CharacterLength(std::string_view text);

// The rule for what a person types into one line: a title, a name, a label. It is well-formed UTF-8 without control
// characters and line breaks (U+2028 and U+2029 too). Nor has it characters that turn the order of others about
// (U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069). Nor one that shows nothing at all (U+FEFF).
bool IsPlainLine(std::string_view text);
// For a refusal that begins with "must be".
inline constexpr const char* kPlainLineWords =
    "one line of text, without control characters and without characters that turn its order about";
// Such a line of a text from elsewhere: controls and line breaks become spaces, bytes that are not UTF-8 become U+FFFD,
// the rest goes. At most `max_bytes`, cut at a character.
std::string PlainLine(std::string_view text, std::size_t max_bytes);

enum class Turns { kGo, kStay };
// The same for text of several lines: tabs and line feeds stay, other line breaks become line feeds. What turns the
// order about stays in captions, whose language may need it.
std::string PlainText(std::string_view text, std::size_t max_bytes, Turns turns = Turns::kGo);

}  // namespace clipbox::base
