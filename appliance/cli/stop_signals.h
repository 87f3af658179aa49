// SIGINT and SIGTERM as something to wait for, SIGHUP as word to reload. Block before any thread is started, wait on the main thread.
#pragma once

#include <chrono>
#include <functional>

namespace clipbox::cli {

// Blocks SIGINT, SIGTERM and SIGHUP for this thread and all it starts, and ignores SIGPIPE. Call before threads are started.
void BlockStopSignals();

// Returns at the first SIGINT or SIGTERM; calls `reload` at each SIGHUP.
void WaitForStop(const std::function<void()>& reload);

// Waits at most so long; true where SIGINT or SIGTERM came. For work that goes on between looks.
bool WaitForStop(std::chrono::milliseconds at_most);

}  // namespace clipbox::cli
