// The data directory as a client command enters it beside a server that may be running. Main thread only.
#pragma once

#include <filesystem>

#include "config/settings.h"

namespace clipbox::cli {

// Prints which directory it is and, as root, becomes its owner for good, so that no file of another's is left there.
// Throws: Error kInputOutput.
std::filesystem::path EnterDataDirectory(const config::Settings& settings);

}  // namespace clipbox::cli
