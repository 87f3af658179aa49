// LD_PRELOAD: a machine whose flushes do nothing. For the negative control of the power-cut test, which must then lose
// what was acknowledged, and for benchmarks beside servers that never flush.
#include <fcntl.h>
#include <unistd.h>

extern "C" {

int fsync(int) { return 0; }
int fdatasync(int) { return 0; }
int sync_file_range(int, off64_t, off64_t, unsigned) { return 0; }
int syncfs(int) noexcept { return 0; }
}
