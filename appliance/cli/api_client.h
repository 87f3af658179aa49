// A client of the HTTP API, as any program would be one: JSON over libcurl with a bearer token, and uploads by presigned part URLs.
// Knows the contract (api.md) and nothing of the server's insides. One thread at a time.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "base/json.h"
#include "net/http_client.h"

namespace clipbox::cli {

class ApiClient {
 public:
  // `server`: `http://host:port`. `http` outlives this.
  ApiClient(net::HttpClient& http, std::string server) : http_(http), server_(std::move(server)) {}

  void UseToken(std::string token) { token_ = std::move(token); }

  // `path` is below `/api/v1`. The answer's JSON, null for 204.
  // Throws: Error kInternal with the server's own sentence for any status that is not 2xx; kUnreachable.
  base::Json Get(const std::string& path);
  base::Json Post(const std::string& path, const base::Json& body);
  base::Json Put(const std::string& path, const base::Json& body);

  // Called after each part with how many of how many bytes are there.
  using UploadProgress = std::function<void(std::uint64_t sent_bytes, std::uint64_t total_bytes)>;
  // Sends what the job's upload lacks of `file`, part by part, and completes it. The job as it then is.
  // Requires: the rights are confirmed. Throws: as Post; kInputOutput.
  base::Json Upload(const std::string& job_id, const std::filesystem::path& file, const std::string& content_type,
                    const UploadProgress& progress);

 private:
  base::Json Send(const std::string& method, const std::string& path, const base::Json* body);
  std::string PutPart(const std::string& url, std::string bytes);

  net::HttpClient& http_;
  const std::string server_;
  std::string token_;
};

}  // namespace clipbox::cli
