// Which clipbox this is and what it runs on: for `--version`, the API's description and receipts. Pure.
#pragma once

#include <string>
#include <vector>

namespace clipbox::serve {

// `--version`: clipbox, its commit, and the libraries it runs on, a line each.
std::string VersionText();

// `0.1.0`
std::string VersionNumber();
// `0.1.0 (commit 0123abc)`
std::string ProgramVersion();
// `FFmpeg 5.1.9`, and so on: what it runs on.
std::vector<std::string> LibraryVersions();

}  // namespace clipbox::serve
