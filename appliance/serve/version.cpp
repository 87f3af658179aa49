#include "crypto/version.h"

#include "av/inventory.h"
#include "commit.h"
#include "net/version.h"
#include "serve/version.h"
#include "sqlite/version.h"

namespace clipbox::serve {

std::string VersionNumber() { return CLIPBOX_VERSION; }

std::string ProgramVersion() { return CLIPBOX_VERSION " (commit " CLIPBOX_COMMIT ")"; }

std::vector<std::string> LibraryVersions() {
  return {sqlite::VersionText(), av::VersionText(), crypto::VersionText(), net::VersionText()};
}

std::string VersionText() {
  std::string text = "clipbox " + ProgramVersion();
  for (const std::string& library : LibraryVersions()) text += "\n" + library;
  return text;
}

}  // namespace clipbox::serve
