// Times as HTTP headers write them (RFC 9110, 5.6.7), read leniently by libcurl: the Date of an answer tells the other
// end's clock. Pure.
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"

namespace clipbox::net {

// Nothing for what is no date.
std::optional<base::Timestamp> ParseHttpDate(const std::string& text);

}  // namespace clipbox::net
