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

// %XX only ('+' stays '+'). Returns nullopt for a broken escape.
std::optional<std::string> PercentDecode(std::string_view text);

}  // namespace clipbox::base
