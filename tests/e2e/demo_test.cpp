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
  const Json said = base::ParseJson(output);
  CHECK(said.at("job").at("status") == "READY");
  CHECK_FALSE(said.at("artifacts").empty());
  CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("the demo prints what it made and goes on serving behind a link that signs in once, until Ctrl-C") {
  const test::TempDir folder;
  const test::TempDir log;
  ChildProcess demo({CLIPBOX_BIN, "demo"}, log / "stderr", Homes(folder));
  int clips = 0;
  std::string link;
  while (const auto line = demo.ReadLine(std::chrono::seconds(120))) {
    if (line->starts_with("clip ")) ++clips;
    if (line->starts_with("open ")) link = line->substr(5, line->find(' ', 5) - 5);
    if (!link.empty()) break;
  }
  INFO(TailOf(log / "stderr"));
  REQUIRE_FALSE(link.empty());
  CHECK(clips == 5);  // one for each chapter of its film

  const std::size_t token = link.find("#signin=") + 8;
  const Json sign_in = {{"signInToken", link.substr(token, link.find('&', token) - token)}};
  const ApiClient stranger([&link] { return link.substr(0, link.find("/#")); }, "");
  CHECK(stranger.Call("POST", "/api/v1/session", sign_in).status == 200);
  CHECK(stranger.Call("POST", "/api/v1/session", sign_in).status == 401);

  demo.Signal(SIGINT);
  CHECK(demo.WaitExit(std::chrono::seconds(30)) == 0);
  CHECK(std::filesystem::is_empty(folder.path()));
}

}  // namespace clipbox::e2e
