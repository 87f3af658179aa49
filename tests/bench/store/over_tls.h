// PUT and GET of 64 MiB by HTTPS, by the binary itself and by nginx, with one certificate. One thread.
#pragma once

namespace clipbox::bench {

// 16 objects, 4 at once; flushed on neither side. Prints medians and their ratio.
void RunOverTls(int rounds);

}  // namespace clipbox::bench
