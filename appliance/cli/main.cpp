// The executable: parses the command line, runs the chosen command, and turns whatever it throws into a message and an
// exit code.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <clocale>
#include <iostream>

#include "base/error.h"
#include "cli/command.h"
#include "serve/version.h"

namespace {

using namespace clipbox;

// CLI11 says of a command that it does not know only that one is required. True where this was the mistake.
bool NameUnknownCommand(const CLI::App& app, int argc, char** argv) {
  const CLI::App* group = &app;
  std::string path = "clipbox";
  for (int i = 1; i < argc && *argv[i] != '-'; ++i) {
    const std::vector<const CLI::App*> commands = group->get_subcommands([](const CLI::App*) { return true; });
    if (commands.empty()) return false;
    const auto found =
        std::ranges::find_if(commands, [&](const CLI::App* command) { return command->check_name(argv[i]); });
    if (found == commands.end()) {
      std::cerr << "clipbox: there is no command \"" << argv[i] << "\"; `" << path
                << " --help` lists those there are\n";
      return true;
    }
    group = *found;
    path += std::string(" ") + argv[i];
  }
  return false;
}

int Parse(CLI::App& app, int argc, char** argv) {
  try {
    app.parse(argc, argv);
    return cli::kExitDone;
  } catch (const CLI::RequiredError& error) {
    if (NameUnknownCommand(app, argc, argv)) return cli::kExitUsage;
    return app.exit(error), cli::kExitUsage;
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
  app.set_version_flag(
      "--version", [] { return serve::VersionText(); }, "version, commit and libraries");
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
  cli::RegisterVerify(app, invocation);
  cli::RegisterConfig(app, invocation);

  const int parsed = Parse(app, argc, argv);
  return invocation.run ? Run(invocation) : parsed;
}
