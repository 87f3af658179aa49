#include <csignal>

#include "catch.h"
#include "e2e/harness/child_process.h"
#include "fault/harness/embedded_under_test.h"
#include "fault/harness/script.h"
#include "temp_dir.h"

using namespace clipbox;
using namespace clipbox::fault;

namespace {

constexpr std::chrono::seconds kRunWait{20};

struct Ended {
  int acknowledged = 0;
  bool killed = false;
};

// Runs the script, killed at its `kill_at`-th change to the file system (0: never).
Ended RunScript(const std::filesystem::path& directory, unsigned seed, int operations, int kill_at, bool half) {
  e2e::ChildProcess program(
      {CLIPBOX_STORE_SCRIPT, directory.string(), std::to_string(seed), std::to_string(operations)},
      directory.parent_path() / "log",
      {"LD_PRELOAD=" CLIPBOX_SHIM_KILL_AT, "KILL_AT=" + std::to_string(kill_at), half ? "KILL_HALF=1" : "KILL_HALF=0"});
  const std::string output = program.ReadAll(kRunWait);
  const int code = program.WaitExit(kRunWait).value_or(-1);
  INFO("the log ends with " << e2e::TailOf(directory.parent_path() / "log"));
  REQUIRE((code == 0 || code == 128 + SIGKILL));
  return {static_cast<int>(std::count(output.begin(), output.end(), '\n')), code != 0};
}

// After a crash with `done` operations acknowledged: what they left, with the next one or without it.
std::vector<std::string> Judge(const std::filesystem::path& directory, const std::vector<Operation>& script, int done) {
  StoreModel model;
  for (int i = 0; i < done; ++i) model.Apply(script[i]);
  std::vector<std::string> wrong;
  {
    EmbeddedUnderTest store(directory);
    wrong = Differences(store, model);
    if (!wrong.empty() && done < static_cast<int>(script.size())) {
      model.Apply(script[done]);
      if (Differences(store, model).empty()) wrong.clear();
    }
  }
  for (const std::string& each : Disagreements(directory)) wrong.push_back(each);
  return wrong;
}

// Kills at every change, each in a store of its own. How many there were.
int KillEverywhere(unsigned seed, int operations, bool half) {
  const std::vector<Operation> script = Script(seed, operations);
  for (int kill_at = 1;; ++kill_at) {
    const test::TempDir folder;
    const std::filesystem::path directory = folder / "data";
    const Ended ended = RunScript(directory, seed, operations, kill_at, half);
    if (!ended.killed) {
      REQUIRE(ended.acknowledged == operations);
      return kill_at - 1;
    }
    // The start after the crash crashes as well, somewhere in its repair or its opening.
    RunScript(directory, seed, 0, 1 + kill_at % 7, half);
    INFO("killed at change " << kill_at << (half ? ", half written" : "") << " after " << ended.acknowledged
                             << " operations; next was "
                             << (ended.acknowledged < operations ? ToText(script[ended.acknowledged]) : "nothing"));
    const std::vector<std::string> wrong = Judge(directory, script, ended.acknowledged);
    CHECK(wrong == std::vector<std::string>{});
    if (!wrong.empty()) return kill_at;
  }
}

}  // namespace

// In memory: what is killed here is the process, not the machine.
TEST_CASE("a store that is killed at any of its writes keeps what it acknowledged, and its rows and files agree") {
  ::setenv("TMPDIR", std::filesystem::exists("/dev/shm") ? "/dev/shm" : "/tmp", 1);
  const bool half = GENERATE(false, true);
  const int changes = KillEverywhere(7, 24, half);
  INFO(changes << " kills");
  CHECK(changes > 200);
}
