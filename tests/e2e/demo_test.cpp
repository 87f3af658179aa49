// `clipbox demo`: the whole flow in one command, that leaves nothing behind.
#include <csignal>

#include "catch.h"
#include "e2e/harness/api_client.h"

namespace clipbox::e2e {
namespace {

std::vector<std::string> Homes(const test::TempDir& folder) {
  const std::string path = folder.path().string();
  return {"TMPDIR=" + path, "HOME=" + path, "XDG_DATA_HOME=" + path};
}

}  // namespace

TEST_CASE("the demo makes clips of a film of its own, says so in one JSON object, and leaves nothing behind") {
  const test::TempDir folder;
  const test::TempDir log;
  ChildProcess demo({CLIPBOX_BIN, "demo", "--once", "--json"}, log / "stderr", Homes(folder));
  const std::string output = demo.ReadAll(std::chrono::seconds(120));
  INFO(output << TailOf(log / "stderr"));
  CHECK(demo.WaitExit(std::chrono::seconds(10)) == 0);
  CHECK(base::ParseJson(output).is_object());
  CHECK(std::filesystem::is_empty(folder.path()));
}

}  // namespace clipbox::e2e
