// The commands below `clipbox storage`, a file each. Main thread only.
#pragma once

#include "cli/command.h"

namespace clipbox::cli {

void AddStorageKeys(CLI::App& group, Invocation& invocation);
void AddStorageRebuild(CLI::App& group, Invocation& invocation);
void AddStorageAccept(CLI::App& group, Invocation& invocation);

}  // namespace clipbox::cli
