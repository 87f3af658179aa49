#include "cli/command.h"

namespace clipbox::cli {

std::string VersionNumber() { return CLIPBOX_VERSION; }

std::string VersionText() {
  return "clipbox " CLIPBOX_VERSION " (commit " CLIPBOX_COMMIT ")";
}

}  // namespace clipbox::cli
