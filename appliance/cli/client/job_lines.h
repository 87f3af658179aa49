// Jobs and artifacts as the commands print them, and what several of them ask of the server. Used by add, jobs, show
// and fetch.
#pragma once

#include <string>

#include "base/json.h"
#include "cli/client/api_client.h"

namespace clipbox::cli {

// `READY`, `PROCESSING 40 %` (in tens, so that a log of it stays short), `FAILED not_a_video`
std::string StatusText(const base::Json& job);
// The title, else the file's name, else the link.
std::string NameOf(const base::Json& job);

// All artifacts of a job, each with its signed `url`.
base::Json ArtifactsWithUrls(ApiClient& api, const std::string& job_id);
// A line each: type, label, size, and the link where the artifact carries one.
void PrintArtifacts(const base::Json& artifacts);

}  // namespace clipbox::cli
