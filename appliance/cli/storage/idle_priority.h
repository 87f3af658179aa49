// For work that must not be felt by a server on the same machine. Main thread only.
#pragma once

namespace clipbox::cli {

// From now on this process and its threads get the disk and the processor only where nobody else wants them. They have
// class idle of ioprio_set(2) and nice 19. Where the machine does not allow it, nothing changes.
void WorkInTheBackground();

}  // namespace clipbox::cli
