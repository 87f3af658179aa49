#include "work/pool/crash_marker.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "catch.h"
#include "temp_dir.h"
#include "unit/work/work_fixture.h"

using namespace clipbox;

namespace {

// Ends when the stack does.
[[gnu::noinline]] int Dig(int depth) {  // NOLINT(misc-no-recursion)
  volatile char room[4096];
  room[0] = static_cast<char>(depth);
  return depth > 0 ? Dig(depth + 1) + room[0] : 0;
}

// Runs `act` in a child with the marker installed and gives its wait status.
template <class Act>
int StatusOfChild(const std::filesystem::path& file, Act act) {
  const pid_t child = ::fork();
  if (child == 0) {
    work::InstallCrashMarker(file, "boot-1");
    act();
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

}  // namespace

TEST_CASE("a fatal signal leaves the boot's id behind and still kills the process with that signal") {
  const test::TempDir dir;
  const int status = StatusOfChild(dir / "crash", [] { ::raise(SIGSEGV); });
  CHECK(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGSEGV);
  CHECK(work::TakeCrashMark(dir / "crash") == "boot-1");
}

TEST_CASE("an exit and a SIGKILL leave no mark") {
  const test::TempDir dir;
  StatusOfChild(dir / "crash", [] {});
  CHECK_FALSE(work::TakeCrashMark(dir / "crash"));
  StatusOfChild(dir / "crash", [] { ::raise(SIGKILL); });
  CHECK_FALSE(work::TakeCrashMark(dir / "crash"));
}

TEST_CASE("a mark is taken once, and none is there at the first start") {
  const test::TempDir dir;
  CHECK_FALSE(work::TakeCrashMark(dir / "crash"));
  StatusOfChild(dir / "crash", [] { ::abort(); });
  CHECK(work::TakeCrashMark(dir / "crash"));
  CHECK_FALSE(work::TakeCrashMark(dir / "crash"));
}

TEST_CASE("a worker that overflows its stack leaves the mark") {
  const test::TempDir dir;
  const int status = StatusOfChild(dir / "crash", [&] {
    ::setenv("TMPDIR", dir.path().c_str(), 1);  // what the child leaves goes with the parent's directory
    test::WorkFixture world;
    std::ofstream(world.dir / "film.mp4") << "a film";
    world.Uploaded(world.dir / "film.mp4", "{}");
    work::Pool pool(1, world.PoolTools(), [](const store::ClaimedTask&, std::stop_token, int) { Dig(1); });
    pool.Start();
    ::pause();
  });
  CHECK(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGSEGV);
  CHECK(work::TakeCrashMark(dir / "crash") == "boot-1");
}
