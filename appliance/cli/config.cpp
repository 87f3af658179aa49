// `clipbox config`: every setting, its value and where it came from; with --sample the file to start from.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "base/json.h"
#include "cli/command.h"
#include "config/keys.h"

namespace clipbox::cli {
namespace {

struct ConfigOptions {
  bool json = false;
  bool sample = false;
};

void PrintJson(const config::Loaded& loaded) {
  base::Json settings = base::Json::object();
  for (const config::Setting& setting : loaded.listing)
    settings[setting.key] = {{"value", setting.value}, {"origin", setting.origin}};
  std::cout << base::DumpJson(settings) << "\n";
}

void PrintTable(const config::Loaded& loaded) {
  for (const config::Setting& setting : loaded.listing) {
    std::cout << setting.key << " = " << (setting.value.empty() ? "(none)" : setting.value) << "  [" << setting.origin
              << "]\n";
  }
}

int Run(const ConfigOptions& options, const Invocation& invocation) {
  if (options.sample) {
    std::cout << config::SampleFile();
    return kExitDone;
  }
  const config::Loaded loaded = LoadSettings(invocation);
  options.json ? PrintJson(loaded) : PrintTable(loaded);
  return kExitDone;
}

}  // namespace

void RegisterConfig(CLI::App& app, Invocation& invocation) {
  const auto options = std::make_shared<ConfigOptions>();
  CLI::App& command =
      AddCommand(app, invocation, "config", "every setting, its value (secrets masked) and where it came from",
                 [options, &invocation] { return Run(*options, invocation); });
  command.add_flag("--json", options->json, "as JSON: {key: {value, origin}}");
  command.add_flag("--sample", options->sample, "print a configuration file with every default instead");
  AddSettingsOptions(command, invocation);
  AddServerOptions(command, invocation);
}

}  // namespace clipbox::cli
