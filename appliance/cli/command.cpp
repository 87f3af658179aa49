#include "cli/command.h"

#include <CLI/CLI.hpp>
#include <iostream>

#include "config/keys.h"

namespace clipbox::cli {
namespace {

// `key=value` after --set; a missing '=' is wrong usage.
void AddSetFlag(const std::string& text, config::Sources& sources) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0)
    throw CLI::ValidationError("--set", "write --set key=value, not \"" + text + "\"");
  sources.flags.push_back({text.substr(0, equals), text.substr(equals + 1), "--set"});
}

}  // namespace

void Say(const std::string& line) { std::cerr << line << "\n"; }

CLI::App& AddCommand(CLI::App& parent, Invocation& invocation, const std::string& name, const std::string& help,
                     std::function<int()> action) {
  CLI::App* command = parent.add_subcommand(name, help);
  command->callback([&invocation, action = std::move(action)] { invocation.run = action; });
  return *command;
}

// Callbacks note what was typed and nothing more: values are judged by Load, which knows the layers and says where each
// came from.
void AddSettingsOptions(CLI::App& command, Invocation& invocation) {
  config::Sources& sources = invocation.sources;
  const auto take_file = [&](const std::string& path) { sources.file = path; };
  command.add_option_function<std::string>("--config", take_file, "TOML file with settings")->type_name("FILE");
  const auto take_dir = [&](const std::string& dir) { sources.flags.push_back({"data.dir", dir, "--data-dir"}); };
  command.add_option_function<std::string>("--data-dir", take_dir, "data directory (setting data.dir)")
      ->type_name("DIR");
  const auto take_settings = [&](const std::vector<std::string>& texts) {
    for (const std::string& text : texts) AddSetFlag(text, sources);
  };
  command.add_option_function<std::vector<std::string>>("--set", take_settings, "any other setting, may be repeated")
      ->type_name("KEY=VALUE")
      ->expected(1)  // one value each time, so that what follows is not swallowed
      ->take_all();
}

void AddListenOption(CLI::App& command, Invocation& invocation) {
  config::Sources& sources = invocation.sources;
  const auto take_address = [&](const std::string& address) {
    sources.flags.push_back({"server.listen", address, "--listen"});
  };
  command.add_option_function<std::string>("--listen", take_address, "address and port (setting server.listen)")
      ->type_name("HOST:PORT");
}

void AddServerOptions(CLI::App& command, Invocation& invocation) {
  AddListenOption(command, invocation);
  config::Sources& sources = invocation.sources;
  const auto take_folder = [&](const std::string& folder) {
    sources.flags.push_back({"server.assets", folder, "--assets"});
  };
  command.add_option_function<std::string>("--assets", take_folder, "the page's source folder (setting server.assets)")
      ->type_name("DIR");
  command.footer(config::KeysHelp());
}

config::Loaded LoadSettings(const Invocation& invocation) {
  config::Sources sources = invocation.sources;
  sources.environment = config::ProcessEnvironment();
  return config::Load(sources);
}

config::Loaded LoadSettingsWithoutDirectory(Invocation invocation) {
  invocation.sources.needs_data_directory = false;
  return LoadSettings(invocation);
}

}  // namespace clipbox::cli
