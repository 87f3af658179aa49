// Bytes as text: hex, base64, and percent-encoding as RFC 3986 and SigV4 want it. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace clipbox::base {

std::string ToHex(std::string_view bytes);  // lower case
std::optional<std::string> FromHex(std::string_view text);

std::string ToBase64(std::string_view bytes);  // RFC 4648, padded
std::optional<std::string> FromBase64(std::string_view text);

// Everything but `A-Z a-z 0-9 - . _ ~` becomes %XX (upper case); '/' stays where `keep_slash`. SigV4's UriEncode.
std::string PercentEncode(std::string_view text, bool keep_slash = false);

// %XX only ('+' stays '+'). Nothing for a broken escape.
std::optional<std::string> PercentDecode(std::string_view text);

// True for well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates, at most U+10FFFF).
bool IsUtf8(std::string_view text);

// Bytes that are not UTF-8 become U+FFFD; control characters but tab and newline become spaces. At most `max_bytes`,
// cut at a character. For text that came from outside and is shown to people.
std::string PlainText(std::string_view text, std::size_t max_bytes);

}  // namespace clipbox::base
