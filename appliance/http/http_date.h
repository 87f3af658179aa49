// Times as HTTP headers write them (RFC 9110, 5.6.7): `Fri, 02 Jan 2026 03:04:05 GMT`. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace clipbox::http {

std::string ToHttpDate(base::Timestamp time);
// That form alone; nothing for any other text.
std::optional<base::Timestamp> ParseHttpDate(std::string_view text);

}  // namespace clipbox::http
