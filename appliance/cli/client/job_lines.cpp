#include "cli/client/job_lines.h"

#include <fmt/core.h>

#include <iostream>

namespace clipbox::cli {

using base::Json;

std::string StatusText(const Json& job) {
  const std::string status = job.at("status");
  const Json& progress = job.at("progress");
  if (!progress.is_null() && progress.at("fraction").is_number())
    return fmt::format("{} {} %", status, static_cast<int>(progress.at("fraction").get<double>() * 10) * 10);
  const Json& failure = job.at("failure");
  return failure.is_null() ? status : status + " " + failure.at("code").get<std::string>();
}

std::string NameOf(const Json& job) {
  if (!job.at("title").is_null()) return job.at("title");
  if (!job.at("source").is_null()) return job.at("source").at("fileName");
  return job.at("sourceUrl");
}

Json ArtifactsWithUrls(ApiClient& api, const std::string& job_id) {
  Json artifacts = api.List("/jobs/" + job_id + "/artifacts");
  for (Json& artifact : artifacts)
    artifact["url"] = api.Get("/artifacts/" + artifact.at("id").get<std::string>() + "/url").at("url");
  return artifacts;
}

void PrintArtifacts(const Json& artifacts) {
  for (const Json& artifact : artifacts) {
    const Json& label = artifact.at("label");
    std::cout << fmt::format("{:<15} {:<18} {:>8.1f} kB  {}\n", artifact.at("type").get<std::string>(),
                             label.is_null() ? "whole video" : label.get<std::string>(),
                             artifact.at("sizeBytes").get<double>() / 1000,
                             artifact.value("url", artifact.at("method").get<std::string>()));
  }
}

}  // namespace clipbox::cli
