// The executable: parses the command line, runs the chosen command, and turns whatever it throws into a message and an exit code.
#include <CLI/CLI.hpp>
#include <clocale>
#include <iostream>

#include "base/error.h"
#include "cli/command.h"

namespace {

using namespace clipbox;

int Parse(CLI::App& app, int argc, char** argv) {
  try {
    app.parse(argc, argv);
    return cli::kExitDone;
  } catch (const CLI::RequiredError& error) {
    if (argc < 2 || *argv[1] == '-' || !app.get_subcommands().empty()) return app.exit(error), cli::kExitUsage;
    std::cerr << "clipbox: there is no command \"" << argv[1] << "\"; `clipbox --help` lists them\n";
    return cli::kExitUsage;
  } catch (const CLI::ParseError& error) {
    // CLI11 has a code of its own per mistake; help and version are no mistakes.
    return app.exit(error) == 0 ? cli::kExitDone : cli::kExitUsage;
  }
}

int Run(const cli::Invocation& invocation) {
  try {
    return invocation.run();
  } catch (const base::Error& error) {
    std::cerr << "clipbox: " << base::Explain(error) << "\n";
    return error.code() == base::ErrorCode::kConfiguration ? cli::kExitUsage : cli::kExitFailed;
  } catch (const std::exception& error) {
    std::cerr << "clipbox: " << base::Explain(error) << "\n";
    return cli::kExitFailed;
  }
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("clipbox: clips, GIFs and pictures from a video that you own", "clipbox");
  app.require_subcommand(1);
  app.set_version_flag("--version", [] { return cli::VersionText(); }, "version, commit and libraries");
  cli::Invocation invocation;
  cli::RegisterServe(app, invocation);
  cli::RegisterDemo(app, invocation);
  cli::RegisterClip(app, invocation);
  cli::RegisterProbe(app, invocation);
  cli::RegisterAdd(app, invocation);
  cli::RegisterJobs(app, invocation);
  cli::RegisterFetch(app, invocation);
  cli::RegisterStorage(app, invocation);
  cli::RegisterDoctor(app, invocation);
  cli::RegisterUser(app, invocation);
  cli::RegisterToken(app, invocation);
  cli::RegisterConfig(app, invocation);

  const int parsed = Parse(app, argc, argv);
  return invocation.run ? Run(invocation) : parsed;
}
