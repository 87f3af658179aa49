// The text of a captions file, whatever its encoding and line ends. For jobs/captions. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace clipbox::jobs {

// UTF-8 without a byte order mark, from UTF-8 or UTF-16 (either order, with or without its mark).
// Throws: Error kInvalidField for anything else: a guess would put wrong letters on people's pictures.
std::string CaptionsToUtf8(std::string_view bytes);

// Without their ends, which may be LF, CRLF or CR.
std::vector<std::string_view> LinesOf(std::string_view text);

}  // namespace clipbox::jobs
