// `clipbox demo`: the whole flow, offline, as a person's browser would drive it: a film of our own, a job, presigned
// part URLs, artifacts.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <iostream>
#include <memory>

#include "base/error.h"
#include "base/files.h"
#include "base/id.h"
#include "base/json.h"
#include "cli/client/api_client.h"
#include "cli/client/job_lines.h"
#include "cli/client/uploader.h"
#include "cli/command.h"
#include "serve/appliance.h"
#include "serve/demo_film.h"
#include "serve/demo_standin.h"
#include "serve/room_settings.h"
#include "serve/stop_signals.h"

namespace clipbox::cli {
namespace {

using base::Json;

constexpr const char* kVideoUrl = "https://youtu.be/clipboxDemo";
constexpr const char* kUserName = "demo";

struct DemoOptions {
  bool once = false;
  bool json = false;
};

// Interrupted by Ctrl-C: everything is taken down, the exit code says that it did not come to the end.
struct Interrupted {};

config::Settings DemoSettings(const Invocation& invocation, const base::TempFolder& folder,
                              const serve::DemoStandin& standin) {
  Invocation demo = invocation;
  const auto set = [&](const char* key, const std::string& value) {
    demo.sources.flags.push_back({key, value, "demo"});
  };
  set("data.dir", (folder.path() / "data").string());
  set("server.listen", "127.0.0.1:0");
  set("youtube.oembed_url", standin.oembed_url());
  set("youtube.thumbnail_hosts", standin.host());
  return LoadSettings(demo).settings;
}

// An account of the demo's own, as `set up` makes it, and a token for the API.
std::string SignUp(serve::Appliance& appliance) {
  const accounts::User user =
      appliance.accounts().setup.Finish(*appliance.SetUpToken(), kUserName, base::RandomHex(16));
  return appliance.accounts().tokens.Create(user.id, "demo").secret;
}

std::string SignInLink(serve::Appliance& appliance, const std::string& fragment) {
  const auto user = appliance.accounts().users.FindByName(kUserName);
  return appliance.listen_url() + "/#signin=" + appliance.accounts().sessions.MakeSignInToken(user->id) + fragment;
}

// Asks until the job is READY or FAILED.
Json WaitForEnd(ApiClient& api, const std::string& job_id) {
  std::string shown;
  for (;;) {
    const Json job = api.Get("/jobs/" + job_id);
    const std::string status = job.at("status");
    if (status == "READY" || status == "FAILED") return job;
    const Json& progress = job.at("progress");
    const std::string line =
        progress.is_null()
            ? status
            : fmt::format("{} {:.0f} %", status, std::floor(progress.at("fraction").get<double>() * 10) * 10);
    if (line != shown) Say("  " + line);
    shown = line;
    if (serve::WaitForStop(std::chrono::milliseconds(500))) throw Interrupted{};
  }
}

Json RunFlow(ApiClient& api, net::HttpClient& http, const std::filesystem::path& film) {
  Json job = api.Post("/jobs", {{"url", kVideoUrl}});
  const std::string id = job.at("id");
  Say("job " + id + ": " + job.at("title").get<std::string>());
  api.Post("/jobs/" + id + "/rights", {{"confirmed", true}});
  Uploader(api, http, id, film, [](std::uint64_t sent, std::uint64_t total) {
    Say(fmt::format("  uploaded {:.1f} of {:.1f} MB by presigned URLs", static_cast<double>(sent) / 1e6,
                    static_cast<double>(total) / 1e6));
  }).Run();
  return WaitForEnd(api, id);
}

// Signed links fill lines, and the page has them.
Json WithoutUrls(Json artifacts) {
  for (Json& artifact : artifacts) artifact.erase("url");
  return artifacts;
}

void Print(const DemoOptions& options, const Json& job, const Json& artifacts, const std::string& link) {
  if (options.json) {
    const Json shown_link = options.once ? Json() : Json(link);
    std::cout << base::DumpJson({{"job", job}, {"artifacts", artifacts}, {"signInUrl", shown_link}}) << "\n";
  } else {
    PrintArtifacts(WithoutUrls(artifacts));
    std::cout << "status: " << job.at("status").get<std::string>() << "\n";
    if (!options.once)
      std::cout << "open " << link << "   (signs in once; Ctrl-C ends the demo and removes everything)\n";
  }
  std::cout.flush();
}

int RunDemo(const DemoOptions& options, const Invocation& invocation) {
  serve::BlockStopSignals();
  const base::TempFolder folder(std::filesystem::temp_directory_path(), "clipbox-demo-");
  Say("making a film of a minute to work on");
  const serve::DemoFilm film = serve::MakeDemoFilm(folder.path());
  const serve::DemoStandin standin({.title = film.title, .author = "clipbox", .thumbnail = film.picture});
  config::Settings settings = DemoSettings(invocation, folder, standin);
  serve::ConfigureLog({.format = config::LogFormat::kAuto, .level = config::LogLevel::kWarning});
  serve::Appliance appliance(settings);
  appliance.Start();
  net::HttpClient http;
  ApiClient api(http, appliance.listen_url());
  api.UseToken(SignUp(appliance));

  const Json job = RunFlow(api, http, film.file);
  const bool ready = job.at("status") == "READY";
  const std::string id = job.at("id");
  Print(options, job, ArtifactsWithUrls(api, id), SignInLink(appliance, "&job=" + id));
  if (!ready) Say("the job failed: " + job.at("failure").at("message").get<std::string>());
  if (ready && !options.once) serve::WaitForStop([] {});
  appliance.Stop();
  return ready ? kExitDone : kExitFailed;
}

int Demo(const DemoOptions& options, const Invocation& invocation) {
  try {
    return RunDemo(options, invocation);
  } catch (const Interrupted&) {
    Say("interrupted");
    return kExitFailed;
  }
}

}  // namespace

void RegisterDemo(CLI::App& app, Invocation& invocation) {
  CLI::App* command =
      app.add_subcommand("demo", "The whole flow, offline, with a film made on the spot; then the page, until Ctrl-C");
  const auto options = std::make_shared<DemoOptions>();
  command->add_flag("--once", options->once,
                    "end after the flow and remove everything; exit code 0 only if the job is READY");
  command->add_flag("--json", options->json, "print one JSON object: job, artifacts, signInUrl");
  AddSettingsOptions(*command, invocation);
  command->callback(
      [options, &invocation] { invocation.run = [options, &invocation] { return Demo(*options, invocation); }; });
}

}  // namespace clipbox::cli
