// Which of the ready-made forms of a file an answer carries. Values; any thread.
#pragma once

#include <string_view>

namespace clipbox::http {

enum class Encoding { kIdentity, kGzip, kBrotli };

// The smallest form that `Accept-Encoding` takes (RFC 9110, 12.5.3): Brotli, then gzip. A weight says only yes or no
// (`;q=0`), since the smaller one is better for both sides.
Encoding ChooseEncoding(std::string_view accept_encoding);

}  // namespace clipbox::http
