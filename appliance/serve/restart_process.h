// Starts this program anew in the same process, with the arguments it was started with. For a thread that cannot be
// stopped. Any thread.
#pragma once

namespace clipbox::serve {

// Closes every file and socket and executes the program again. Where that fails the process aborts, for the service
// manager to start it.
[[noreturn]] void RestartProcess();

}  // namespace clipbox::serve
