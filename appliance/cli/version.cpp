#include "commit.h"

#include "av/version.h"
#include "cli/command.h"
#include "crypto/version.h"
#include "net/version.h"
#include "sqlite/version.h"

namespace clipbox::cli {

std::string VersionNumber() { return CLIPBOX_VERSION; }

std::string VersionText() {
  return "clipbox " CLIPBOX_VERSION " (commit " CLIPBOX_COMMIT ")\n" + sqlite::VersionText() + "\n" + av::VersionText() + "\n" +
         crypto::VersionText() + "\n" + net::VersionText();
}

}  // namespace clipbox::cli
