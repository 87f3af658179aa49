// Which OpenSSL the process runs on, for `clipbox --version`.
#pragma once

#include <string>

namespace clipbox::crypto {

// `OpenSSL 3.0.17`, as loaded, not as compiled against.
std::string VersionText();

}  // namespace clipbox::crypto
