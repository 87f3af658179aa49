// The frame of the command line: each command is one file with one `Register…(CLI::App&, Invocation&)` that adds its
// subcommand. When it was chosen, its callback leaves what to run in the invocation. main.cpp lists them. Used from the
// main thread only.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "config/load.h"

namespace CLI {
class App;
}

namespace clipbox::cli {

inline constexpr int kExitDone = 0;
inline constexpr int kExitFailed = 1;
inline constexpr int kExitUsage = 2;     // wrong usage or configuration
inline constexpr int kExitSignal = 128;  // and the number of the signal that stopped it

// What the command line asked for. The options of a command live in a shared_ptr that its `run` holds.
struct Invocation {
  std::function<int()> run;  // gives the exit code; set by the callback of the chosen command
  config::Sources sources;   // filled by the options of AddSettingsOptions
};

// Adds a subcommand below `parent` that runs `action` when it is the chosen one; further options are added to what it
// gives.
CLI::App& AddCommand(CLI::App& parent, Invocation& invocation, const std::string& name, const std::string& help,
                     std::function<int()> action);

// `--config F`, `--data-dir D`, `--set key=value`, for every command that reads settings.
void AddSettingsOptions(CLI::App& command, Invocation& invocation);

// `--listen`
void AddListenOption(CLI::App& command, Invocation& invocation);

// `--listen`, and the table of all settings below the help: for commands whose business the whole configuration is.
void AddServerOptions(CLI::App& command, Invocation& invocation);

// A line to the person, on standard error: standard output holds results alone.
void Say(const std::string& line);

// The settings of this invocation. Throws: Error kConfiguration (exit code 2).
config::Loaded LoadSettings(const Invocation& invocation);
// The same, for commands that keep nothing: data.dir may be empty.
config::Loaded LoadSettingsWithoutDirectory(Invocation invocation);

void RegisterServe(CLI::App& app, Invocation& invocation);
void RegisterDemo(CLI::App& app, Invocation& invocation);
void RegisterClip(CLI::App& app, Invocation& invocation);
void RegisterProbe(CLI::App& app, Invocation& invocation);
void RegisterAdd(CLI::App& app, Invocation& invocation);
void RegisterJobs(CLI::App& app, Invocation& invocation);
void RegisterFetch(CLI::App& app, Invocation& invocation);
void RegisterStorage(CLI::App& app, Invocation& invocation);
// Below `storage`, which RegisterStorage adds.
void RegisterStorageVerify(CLI::App& group, Invocation& invocation);
void RegisterStorageUsage(CLI::App& group, Invocation& invocation);
void RegisterStorageMending(CLI::App& group, Invocation& invocation);
void RegisterStorageCopies(CLI::App& group, Invocation& invocation);
void RegisterStorageMove(CLI::App& group, Invocation& invocation);
void RegisterDoctor(CLI::App& app, Invocation& invocation);
void RegisterUser(CLI::App& app, Invocation& invocation);
void RegisterToken(CLI::App& app, Invocation& invocation);
void RegisterVerify(CLI::App& app, Invocation& invocation);
void RegisterConfig(CLI::App& app, Invocation& invocation);

}  // namespace clipbox::cli
