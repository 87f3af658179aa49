// Fetches what YouTube says in public about a job's video, keeps it, and the picture with it. If it cannot be had now,
// the next try is scheduled. The handlers of http call it within POST /jobs and POST …/metadata, the housekeeper for
// what is due. Thread-safe.
#pragma once

#include <chrono>
#include <optional>
#include <stop_token>

#include "base/clock.h"
#include "jobs/retry.h"
#include "jobs/timeline.h"
#include "net/http_client.h"
#include "store/jobs/metadata.h"
#include "youtube/metadata.h"

namespace clipbox::work {

class MetadataRefresh {
 public:
  // `max_duration` is media.max_duration. What is referred to outlives this.
  MetadataRefresh(store::Metadata& metadata, const youtube::MetadataClient& youtube, net::HttpClient& http,
                  const base::Clock& clock, std::chrono::milliseconds max_duration)
      : metadata_(metadata), youtube_(youtube), http_(http), clock_(clock), max_duration_(max_duration) {}

  // Within about 15 s: two questions of 5 s at most, and 5 s for the picture. The job as it is then; nothing where it
  // is gone. Throws: Error kCancelled (stop).
  std::optional<jobs::Job> Run(const jobs::Job& job, const jobs::Actor& actor, std::stop_token stop) const;

  // The jobs whose metadata is due, some at a time: a chore.
  void RunDue(std::stop_token stop) const;

 private:
  std::optional<jobs::Job> Keep(const jobs::Job& job, const jobs::SourceMeta& meta, const jobs::Actor& actor) const;
  std::optional<jobs::Job> TryLater(const jobs::Job& job, const jobs::Actor& actor) const;
  void FetchPicture(const jobs::Job& job, std::stop_token stop) const;

  store::Metadata& metadata_;
  const youtube::MetadataClient& youtube_;
  net::HttpClient& http_;
  const base::Clock& clock_;
  const std::chrono::milliseconds max_duration_;
  const jobs::RetryPolicy backoff_;  // 30 s doubling to an hour, without an end: a person can give a title meanwhile
};

}  // namespace clipbox::work
