// What YouTube says about a job's video: set once fetched, scheduled again where it could not be had. Used by http for
// the first fetch and by work for the later ones. Thread-safe; each mutation is one transaction with its timeline rows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "jobs/job.h"
#include "jobs/timeline.h"
#include "store/rows/context.h"

namespace clipbox::store {

struct Thumbnail {
  std::string content_type;
  std::string bytes;
};

class Metadata {
 public:
  explicit Metadata(Context context) : context_(context) {}

  // CREATED → META_READY; in any other status only the figures change. What was not fetched but supplied by hand stays,
  // and so does a title that a person gave. Returns nullopt if the job is gone.
  std::optional<jobs::Job> Set(const jobs::JobId& id, const jobs::SourceMeta& meta, const jobs::Actor& actor);

  // It could not be had. A CREATED job is due again at `retry_at`, or not by itself if that is nullopt.
  std::optional<jobs::Job> SetFailed(const jobs::JobId& id, std::string_view code,
                                     std::optional<base::Timestamp> retry_at, const jobs::Actor& actor);

  // The video is not one to work on: CREATED and META_READY → FAILED (kVideoRemoved, kTooLong). A job that is
  // further on keeps its status.
  std::optional<jobs::Job> SetRefused(const jobs::JobId& id, base::ErrorCode failure, const std::string& message,
                                      const jobs::Actor& actor);

  // CREATED jobs whose metadata is due, longest due first.
  std::vector<jobs::Job> ListDue(int limit) const;
  std::optional<base::Timestamp> NextDue() const;
  // How often it has failed in a row: for the backoff.
  int FailedFetches(const jobs::JobId& id) const;

  // The picture, fetched from the allow-listed host. Nothing happens where the job is gone.
  void SetThumbnail(const jobs::JobId& id, const Thumbnail& thumbnail);
  std::optional<Thumbnail> FindThumbnail(const jobs::UserId& user, const jobs::JobId& id) const;

 private:
  Context context_;
};

}  // namespace clipbox::store
