// `clipbox fetch`: all artifacts of a job into a folder; called again, it goes on where it stopped.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>

#include "base/encoding.h"
#include "base/error.h"
#include "cli/client/api_client.h"
#include "cli/client/download.h"
#include "cli/command.h"
#include "jobs/download_name.h"

namespace clipbox::cli {
namespace {

using base::Json;

struct FetchOptions {
  std::string id;
  std::string folder;
  bool json = false;
};

// As a browser would call them.
std::vector<std::string> FileNamesOf(const Json& job, const Json& artifacts) {
  std::vector<jobs::Artifact> all;
  for (const Json& row : artifacts) {
    jobs::Artifact& artifact = all.emplace_back();
    artifact.type = jobs::ArtifactTypeFromText(row.at("type").get<std::string>()).value_or(jobs::ArtifactType::kClip);
    if (row.at("label").is_string()) artifact.label = row.at("label");
    artifact.key = row.at("r2Key");
  }
  return jobs::DownloadNames(job.at("title").is_string() ? job.at("title").get<std::string>() : "", all);
}

int Fetch(const FetchOptions& options) {
  net::HttpClient http;
  ApiClient api = ServerFromEnvironment(http);
  const Json job = api.Get("/jobs/" + base::PercentEncode(options.id));
  Json artifacts = api.List("/jobs/" + job.at("id").get<std::string>() + "/artifacts");
  const auto is_result = [](const Json& each) { return each.at("type") != jobs::ToText(jobs::ArtifactType::kProxy); };
  if (std::none_of(artifacts.begin(), artifacts.end(), is_result)) {
    throw base::Error(base::ErrorCode::kNotFound,
                      "job " + options.id + " has no artifacts yet: it is " + job.at("status").get<std::string>());
  }
  api.KeepTrying(std::chrono::seconds(120));
  std::filesystem::create_directories(options.folder);
  const std::vector<std::string> names = FileNamesOf(job, artifacts);
  Json fetched = Json::array();
  for (std::size_t i = 0; i < names.size(); ++i) {
    Json& artifact = artifacts[i];
    if (!is_result(artifact)) continue;
    const std::string id = artifact.at("id");
    const WantedFile wanted{.name = names[i],
                            .id = id,
                            .size_bytes = artifact.at("sizeBytes"),
                            .sha256 = artifact.at("sha256"),
                            .sign = [&] { return api.Get("/artifacts/" + id + "/url").at("url").get<std::string>(); }};
    const std::filesystem::path path = Download(http, wanted, options.folder);
    artifact["path"] = path.string();
    fetched.push_back(artifact);
    if (!options.json) std::cout << path.string() << "\n" << std::flush;
  }
  if (options.json) std::cout << base::DumpJson({{"items", fetched}, {"nextCursor", nullptr}}) << "\n";
  return kExitDone;
}

}  // namespace

void RegisterFetch(CLI::App& app, Invocation& invocation) {
  const auto options = std::make_shared<FetchOptions>();
  CLI::App& command =
      AddCommand(app, invocation, "fetch", "Download all artifacts of a job; called again, it goes on where it stopped",
                 [options] { return Fetch(*options); });
  command.add_option("id", options->id, "the job's id")->required()->type_name("ID");
  command.add_option("-o,--output", options->folder, "folder to write to; made where it is missing")
      ->required()
      ->type_name("DIR");
  command.add_flag("--json", options->json, "as JSON: the artifacts, each with its path");
  command.footer(kServerHelp);
}

}  // namespace clipbox::cli
