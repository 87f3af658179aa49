#include "cli/storage.h"

#include <CLI/CLI.hpp>

namespace clipbox::cli {

void RegisterStorage(CLI::App& app, Invocation& invocation) {
  CLI::App* group = app.add_subcommand("storage", "The embedded object store");
  group->require_subcommand(1);
  AddStorageKeys(*group, invocation);
  AddStorageRebuild(*group, invocation);
  AddStorageAccept(*group, invocation);
}

}  // namespace clipbox::cli
