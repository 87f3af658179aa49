// Sends a file to a job as the page does. The API prepares it, the parts go to presigned URLs, several at once, and
// what the store holds completes it. What an earlier try brought over is not sent again, once some of it is proved to
// be of this file. Each part that the store acknowledges is compared by its MD5, and complete names the ETags that are
// meant. Used by add and demo.
#pragma once

#include <cstdint>
#include <deque>
#include <exception>
#include <filesystem>
#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/mutex.h"
#include "cli/client/api_client.h"

namespace clipbox::cli {

// What a job's file is called: its name as one plain line.
std::string FileNameOf(const std::filesystem::path& file);

class Uploader {
 public:
  // How many of how many bytes are there; called by one thread at a time.
  using Progress = std::function<void(std::uint64_t sent_bytes, std::uint64_t total_bytes)>;

  // What is referred to outlives this. Throws: Error kInputOutput where the file cannot be read.
  Uploader(ApiClient& api, net::HttpClient& http, std::string job_id, const std::filesystem::path& file,
           Progress progress);

  // The job, UPLOADED or further. Requires: the rights are confirmed. Safe to repeat after any failure.
  // Throws: Refusal; Error kDifferentFile where the job's open upload is of another file, or the file changes
  // meanwhile; kUnreachable, kInputOutput.
  base::Json Run() EXCLUDES(mutex_);

 private:
  struct Session {
    std::string upload_id;
    std::uint64_t part_size = 0;
    int part_count = 0;
    std::map<int, std::string> held;  // part number → ETag, empty where none is known
  };

  Session ReadSession(const base::Json& json) const;
  void ProveSameFile(const Session& session);
  void DropChangedParts(Session& session) EXCLUDES(mutex_);
  void RequireUnchanged() const;
  base::Json MeantParts() EXCLUDES(mutex_);
  std::string Md5OfPart(const Session& session, int number);
  void SendMissing(const Session& session) EXCLUDES(mutex_);
  void SendUntilNone(const Session& session, std::stop_source stop) EXCLUDES(mutex_);
  int TakeNumber() EXCLUDES(mutex_);
  void SendPart(const Session& session, int number, std::stop_token stop) EXCLUDES(mutex_);
  std::string PutPart(const Session& session, int number, std::stop_token stop);

  ApiClient& api_;
  net::HttpClient& http_;
  const std::string job_path_;  // `/jobs/ID`
  const std::filesystem::path path_;
  const std::filesystem::file_time_type modified_at_;
  base::FileSource file_;
  const Progress progress_;

  base::Mutex mutex_;
  std::deque<int> missing_ GUARDED_BY(mutex_);
  std::map<int, std::string> etags_ GUARDED_BY(mutex_);  // of the parts as this file has them, where one is known
  std::uint64_t sent_bytes_ GUARDED_BY(mutex_) = 0;
  std::exception_ptr failure_ GUARDED_BY(mutex_);  // the first one
};

// `video/mp4` by the file's ending; empty if it says nothing.
std::string ContentTypeOf(const std::filesystem::path& file);

}  // namespace clipbox::cli
