// Which libcurl the process runs on, for `clipbox --version`.
#pragma once

#include <string>

namespace clipbox::net {

// `libcurl 7.88.1 (OpenSSL/3.0.15)`, as loaded, not as compiled against.
std::string VersionText();

}  // namespace clipbox::net
