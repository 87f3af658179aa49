#include "cli/storage/idle_priority.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace clipbox::cli {

namespace {

// Of linux/ioprio.h, whose own macros are no C++.
constexpr int kOfProcess = 1;
constexpr int kClassIdle = 3 << 13;

}  // namespace

void WorkInTheBackground() {
  ::syscall(SYS_ioprio_set, kOfProcess, 0, kClassIdle);
  ::setpriority(PRIO_PROCESS, 0, 19);
}

}  // namespace clipbox::cli
