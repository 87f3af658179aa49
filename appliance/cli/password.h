// A password from the person at the keyboard or from a pipe. Main thread only.
#pragma once

#include <string>

namespace clipbox::cli {

// On a terminal asks twice without showing what is typed, unless `from_stdin`; elsewhere, the first line of standard
// input. Throws: Error kInvalidField where the two differ or nothing was given.
std::string ReadPassword(bool from_stdin);

}  // namespace clipbox::cli
