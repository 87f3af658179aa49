// `clipbox jobs` and `clipbox show`: what a running server has of one's own, and one job with its artifacts.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "base/encoding.h"
#include "cli/client/job_lines.h"
#include "cli/command.h"

namespace clipbox::cli {
namespace {

using base::Json;

struct JobsOptions {
  std::string id;
  std::string status;
  std::string words;
  bool json = false;
};

int List(const JobsOptions& options) {
  net::HttpClient http;
  ApiClient api = ServerFromEnvironment(http);
  std::string query = "/jobs?q=" + base::PercentEncode(options.words);
  if (!options.status.empty()) query += "&status=" + base::PercentEncode(options.status);
  const Json jobs = api.List(query);
  if (options.json) {
    std::cout << base::DumpJson({{"items", jobs}, {"nextCursor", nullptr}}) << "\n";
    return kExitDone;
  }
  for (const Json& job : jobs) {
    std::cout << fmt::format("{}  {:<22}  {}  {}\n", job.at("id").get<std::string>(), StatusText(job),
                             job.at("createdAt").get<std::string>().substr(0, 16), NameOf(job));
  }
  return kExitDone;
}

void PrintJob(const Json& job, const Json& artifacts) {
  const auto line = [](const char* name, const std::string& text) {
    std::cout << fmt::format("{:<9}{}\n", name, text);
  };
  line("job", job.at("id"));
  line("status", StatusText(job));
  line("title", NameOf(job));
  line("link", job.at("sourceUrl"));
  const Json& source = job.at("source");
  if (!source.is_null())
    line("file", fmt::format("{} ({} bytes)", source.at("fileName").get<std::string>(),
                             source.at("sizeBytes").get<std::uint64_t>()));
  if (!job.at("failure").is_null()) line("failure", job.at("failure").at("message"));
  for (const Json& warning : job.at("warnings")) line("warning", warning.at("message"));
  PrintArtifacts(artifacts);
}

int Show(const JobsOptions& options) {
  net::HttpClient http;
  ApiClient api = ServerFromEnvironment(http);
  const Json job = api.Get("/jobs/" + base::PercentEncode(options.id));
  const Json artifacts = ArtifactsWithUrls(api, job.at("id"));
  if (options.json)
    std::cout << base::DumpJson({{"job", job}, {"artifacts", artifacts}}) << "\n";
  else
    PrintJob(job, artifacts);
  return kExitDone;
}

}  // namespace

void RegisterJobs(CLI::App& app, Invocation& invocation) {
  const auto options = std::make_shared<JobsOptions>();
  CLI::App& jobs = AddCommand(app, invocation, "jobs", "List your jobs on a running server, newest first",
                              [options] { return List(*options); });
  jobs.add_option("--status", options->status, "only those of this status")->type_name("STATUS");
  jobs.add_option("--find", options->words, "only those with this in title, video id or file name")->type_name("TEXT");
  jobs.add_flag("--json", options->json, "as JSON: {items, nextCursor}");
  jobs.footer(kServerHelp);
  CLI::App& show = AddCommand(app, invocation, "show", "Show one job and links to its artifacts",
                              [options] { return Show(*options); });
  show.add_option("id", options->id, "the job's id")->required()->type_name("ID");
  show.add_flag("--json", options->json, "as JSON: {job, artifacts}");
  show.footer(kServerHelp);
}

}  // namespace clipbox::cli
