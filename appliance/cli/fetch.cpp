// `clipbox fetch`: all artifacts of a job into a folder; called again, it goes on where it stopped.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "base/encoding.h"
#include "base/error.h"
#include "cli/api_client.h"
#include "cli/command.h"
#include "cli/download.h"

namespace clipbox::cli {
namespace {

using base::Json;

struct Options {
  std::string id;
  std::string folder;
  bool json = false;
};

// `01-intro.mp4`: the last word of its key.
std::string FileNameOf(const Json& artifact) {
  const std::string key = artifact.at("r2Key");
  return key.substr(key.rfind('/') + 1);
}

int Fetch(const Options& options) {
  net::HttpClient http;
  ApiClient api = ServerFromEnvironment(http);
  const Json job = api.Get("/jobs/" + base::PercentEncode(options.id));
  Json artifacts = api.List("/jobs/" + job.at("id").get<std::string>() + "/artifacts");
  if (artifacts.empty()) {
    throw base::Error(base::ErrorCode::kNotFound, "job " + options.id + " has no artifacts yet: it is " + job.at("status").get<std::string>());
  }
  api.KeepTrying(std::chrono::seconds(120));
  std::filesystem::create_directories(options.folder);
  for (Json& artifact : artifacts) {
    const std::string id = artifact.at("id");
    const WantedFile wanted{.name = FileNameOf(artifact), .id = id, .size_bytes = artifact.at("sizeBytes"), .sha256 = artifact.at("sha256"),
                            .sign = [&] { return api.Get("/artifacts/" + id + "/url").at("url").get<std::string>(); }};
    const std::filesystem::path path = Download(http, wanted, options.folder);
    artifact["path"] = path.string();
    if (!options.json) std::cout << path.string() << "\n" << std::flush;
  }
  if (options.json) std::cout << base::DumpJson({{"items", artifacts}, {"nextCursor", nullptr}}) << "\n";
  return kExitDone;
}

}  // namespace

void RegisterFetch(CLI::App& app, Invocation& invocation) {
  const auto options = std::make_shared<Options>();
  CLI::App& command = AddCommand(app, invocation, "fetch", "Download all artifacts of a job; called again, it goes on where it stopped",
                                 [options] { return Fetch(*options); });
  command.add_option("id", options->id, "the job's id")->required()->type_name("ID");
  command.add_option("-o,--output", options->folder, "folder to write to; made where it is missing")->required()->type_name("DIR");
  command.add_flag("--json", options->json, "as JSON: the artifacts, each with its path");
  command.footer(kServerHelp);
}

}  // namespace clipbox::cli
