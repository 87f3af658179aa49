// The header by which a browser knows under what name to save an answer (RFC 6266). Pure.
#pragma once

#include <string>
#include <string_view>

namespace clipbox::http {

// `attachment; filename="A film.mp4"`. A name beyond ASCII stands whole in `filename*` (RFC 8187), which browsers
// prefer; then `filename` is for programs that know no better. Requires: UTF-8.
std::string Attachment(std::string_view file_name);

}  // namespace clipbox::http
