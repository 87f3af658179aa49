// `clipbox serve`: the appliance, until SIGTERM or Ctrl-C.
#include <systemd/sd-daemon.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "base/error.h"
#include "base/log.h"
#include "cli/command.h"
#include "serve/appliance.h"
#include "serve/room_settings.h"
#include "serve/stop_signals.h"

namespace clipbox::cli {
namespace {

void ReloadTls(serve::Appliance& appliance) {
  try {
    appliance.ReloadTls();
  } catch (const base::Error& error) {
    base::LogError("tls.not_reloaded", {{"error", base::Explain(error)}});
  }
}

void PrintLinks(serve::Appliance& appliance) {
  std::cout << "listening " << appliance.listen_url() << "\n";
  if (const auto token = appliance.SetUpToken())
    std::cout << "set up at " << appliance.url() << "/#setup=" << *token << "\n";
  std::cout.flush();
}

int Serve(const Invocation& invocation) {
  const config::Settings settings = LoadSettings(invocation).settings;
  serve::ConfigureLog(settings.log);
  serve::BlockStopSignals();
  serve::Appliance appliance(settings);
  appliance.Start();
  PrintLinks(appliance);
  ::sd_notify(0, "READY=1");  // `systemctl start` returns now; nothing happens if no systemd started us
  serve::WaitForStop([&] { ReloadTls(appliance); });
  ::sd_notify(0, "STOPPING=1");
  appliance.Stop();
  return kExitDone;
}

}  // namespace

void RegisterServe(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("serve", "Run the appliance: page, API, object store and media workers");
  AddSettingsOptions(*command, invocation);
  AddServerOptions(*command, invocation);
  command->callback([&invocation] { invocation.run = [&invocation] { return Serve(invocation); }; });
}

}  // namespace clipbox::cli
