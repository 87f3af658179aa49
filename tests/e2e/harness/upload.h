// The browser's part of an upload, in steps that a test can stop between: prepare, put the missing parts by presigned
// URLs, complete. Used by one thread. The client must outlive it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "e2e/harness/api_client.h"

namespace clipbox::e2e {

class Upload {
 public:
  // The file's bytes are kept in memory. `name`: as the person's file is called.
  Upload(const ApiClient& client, std::string job, const std::filesystem::path& file);

  // The session, as prepareUpload gives it.
  Json Prepare() const;
  // Puts one part and reports it. Throws: Refused; base::Error kUnreachable.
  void SendPart(int number) const;
  // Part numbers that the server does not hold, as it says.
  std::vector<int> Missing() const;
  // Sends what is missing and completes. The job.
  Json Finish() const;
  // As on a first visit: prepare and all the rest.
  Json Run() const;

  std::string BytesOfPart(int number, std::uint64_t part_size) const;
  const std::string& job() const { return job_; }

 private:
  const ApiClient& client_;
  const std::string job_;
  const std::string name_;
  const std::string bytes_;
};

// A job for a video that the stand-in knows, with rights confirmed. Its id.
std::string NewJob(const ApiClient& client, const Json& recipe, const Json& more = Json::object());
// The same with its film uploaded.
std::string NewUploadedJob(const ApiClient& client, const std::filesystem::path& film, const Json& recipe,
                           const Json& more = Json::object());

}  // namespace clipbox::e2e
