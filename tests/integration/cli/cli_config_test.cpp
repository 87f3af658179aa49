// The real binary: exit codes, what goes to which output, and `clipbox config`.
#include <fstream>

#include "base/json.h"
#include "catch.h"
#include "file_text.h"
#include "run_program.h"
#include "temp_dir.h"

namespace clipbox {
namespace {

using test::Has;
using test::Outcome;
using test::TempDir;

Outcome Run(std::vector<std::string> arguments,
            const std::map<std::string, std::string>& environment = {{"HOME", "/nonexistent"}}) {
  return test::RunProgram(CLIPBOX_PROGRAM, std::move(arguments), environment);
}

}  // namespace

TEST_CASE("the version option names clipbox, its commit and the libraries it runs on") {
  const Outcome outcome = Run({"--version"});
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.out.starts_with("clipbox "));
  for (const char* name : {"commit ", "SQLite 3.", "FFmpeg ", "OpenSSL 3.", "libcurl "}) {
    INFO(name);
    CHECK(Has(outcome.out, name));
  }
}

TEST_CASE("every command has help") {
  for (const char* command : {"", "serve", "demo", "clip", "probe", "add", "jobs", "show", "fetch", "storage", "doctor",
                              "user", "token", "config"}) {
    INFO(command);
    const Outcome outcome =
        Run(*command == '\0' ? std::vector<std::string>{"--help"} : std::vector<std::string>{command, "--help"});
    CHECK(outcome.exit_code == 0);
    CHECK(Has(outcome.out, std::string("Usage: clipbox ") + (*command == '\0' ? "[OPTIONS]" : command)));
    CHECK(outcome.err.empty());
  }
}

TEST_CASE("wrong usage ends with 2 and a message on standard error") {
  const std::vector<std::vector<std::string>> wrong = {{},
                                                       {"nothing"},
                                                       {"config", "--nothing"},
                                                       {"config", "--set", "no-equals-sign"},
                                                       {"user"},
                                                       {"user", "add"},
                                                       {"user", "add", "ann", "--role", "king"},
                                                       {"token", "create"}};
  for (const auto& arguments : wrong) {
    const Outcome outcome = Run(arguments);
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.out.empty());
    CHECK_FALSE(outcome.err.empty());
  }
}

TEST_CASE("a command that does not exist is named, with where to look") {
  CHECK(Run({"frob"}).err == "clipbox: there is no command \"frob\"; `clipbox --help` lists those there are\n");
  CHECK(Run({"user", "frob", "ann"}).err ==
        "clipbox: there is no command \"frob\"; `clipbox user --help` lists those there are\n");
  CHECK_FALSE(Has(Run({"clip"}).err, "there is no command"));
  CHECK_FALSE(Has(Run({"add", "https://youtu.be/dQw4w9WgXcQ"}).err, "there is no command"));
}

TEST_CASE("wrong configuration ends with 2 and names place, key and the nearest known key") {
  const TempDir dir;
  const std::string path = (dir / "clipbox.toml").string();
  std::ofstream(path) << "[storage]\nbuckt = 'x'\n";
  const Outcome outcome = Run({"config", "--config", path});
  CHECK(outcome.exit_code == 2);
  CHECK(
      outcome.err ==
      "clipbox: " + path +
          ":2: unknown key \"storage.buckt\"; the nearest known key is \"storage.bucket\" (CLIPBOX_STORAGE_BUCKET)\n");
  CHECK(Run({"config", "--set", "webhook.url=https://x.example"}).exit_code == 2);
  CHECK(Run({"config", "--set", "storage.kind=local", "--set", "storage.account_id=abc"}).exit_code == 2);
  CHECK(Run({"serve", "--set", "storage.account_id=abc"}).exit_code == 2);
  CHECK(Run({"config", "--data-dir", ""}).exit_code == 2);
  CHECK(Run({"config"}, {}).exit_code == 2);
}

TEST_CASE("config prints every setting with its origin and masks secrets") {
  const Outcome outcome = Run({"config", "--listen", "[::1]:0", "--set", "log.level=debug", "--set", "media.workers=3"},
                              {{"HOME", "/home/ann"}, {"CLIPBOX_YOUTUBE_API_KEY", "hidden-key"}});
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.err.empty());
  for (const char* line :
       {"server.listen = [::1]:0  [--listen]\n", "log.level = debug  [--set]\n", "media.workers = 3  [--set]\n",
        "data.dir = /home/ann/.local/share/clipbox  [default]\n",
        "youtube.api_key = ********  [CLIPBOX_YOUTUBE_API_KEY]\n", "server.public_url = (none)  [default]\n"}) {
    INFO(line);
    CHECK(Has(outcome.out, line));
  }
  CHECK_FALSE(Has(outcome.out, "hidden-key"));
}

TEST_CASE("config --json is one object by key") {
  const Outcome outcome = Run({"config", "--json", "--data-dir", "/srv/clips"});
  CHECK(outcome.exit_code == 0);
  const base::Json json = base::ParseJson(outcome.out);
  CHECK(json["data.dir"]["value"] == "/srv/clips");
  CHECK(json["data.dir"]["origin"] == "--data-dir");
}

TEST_CASE("the sample file is taken as it is") {
  const TempDir dir;
  const std::string path = (dir / "sample.toml").string();
  std::ofstream(path) << Run({"config", "--sample"}).out;
  CHECK(Run({"config", "--config", path}).exit_code == 0);
}

}  // namespace clipbox
