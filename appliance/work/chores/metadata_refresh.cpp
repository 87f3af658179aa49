#include "work/chores/metadata_refresh.h"

#include "base/error.h"
#include "base/log.h"
#include "base/metrics.h"
#include "jobs/chapters.h"
#include "work/random.h"
#include "youtube/thumbnail.h"

namespace clipbox::work {
namespace {

using youtube::MetadataOutcome;

constexpr int kDueAtOnce = 20;

std::string_view ToText(MetadataOutcome outcome) {
  switch (outcome) {
    case MetadataOutcome::kFetched: return "fetched";
    case MetadataOutcome::kLimited: return "limited";
    case MetadataOutcome::kRemoved: return "removed";
    case MetadataOutcome::kUnreachable: return "unreachable";
    case MetadataOutcome::kOff: return "off";
  }
  return "";
}

jobs::SourceMeta MetaOf(const youtube::MetadataResult& result, base::Timestamp now) {
  jobs::SourceMeta meta;
  meta.fetched_at = now;
  meta.limited = result.outcome == MetadataOutcome::kLimited;
  const youtube::VideoMetadata& video = result.video;
  meta.title = video.title;
  meta.author_name = video.author_name;
  meta.author_url = video.author_url;
  meta.thumbnail_url = video.thumbnail_url;
  meta.duration_seconds = video.duration_seconds;
  meta.description = video.description;
  meta.via =
      video.source == youtube::MetadataSource::kDataApi ? jobs::MetadataVia::kDataApi : jobs::MetadataVia::kOembed;
  if (meta.description) meta.chapters = jobs::ParseChapters(*meta.description, meta.duration_seconds);
  return meta;
}

std::string InMinutes(double seconds) { return std::to_string(static_cast<long long>(seconds / 60)) + " minutes"; }

}  // namespace

std::optional<jobs::Job> MetadataRefresh::Run(const jobs::Job& job, const jobs::Actor& actor,
                                              std::stop_token stop) const {
  const youtube::MetadataResult result = youtube_.Fetch(job.video_id, stop);
  base::CountMetric("clipbox_metadata_requests_total", {{"outcome", ToText(result.outcome)}});
  if (!result.cause.empty()) {
    base::LogInfo("metadata.not_fetched",
                  {{"job", job.id.value}, {"outcome", ToText(result.outcome)}, {"cause", result.cause}});
  }
  switch (result.outcome) {
    case MetadataOutcome::kRemoved:
      return metadata_.SetRefused(job.id, base::ErrorCode::kVideoRemoved,
                                  "YouTube says that there is no such video: check the link.", actor);
    case MetadataOutcome::kUnreachable: return TryLater(job, actor);
    case MetadataOutcome::kOff: return metadata_.SetFailed(job.id, ToText(MetadataOutcome::kOff), std::nullopt, actor);
    case MetadataOutcome::kFetched:
    case MetadataOutcome::kLimited: break;
  }
  auto kept = Keep(job, MetaOf(result, clock_.Now()), actor);
  if (kept) FetchPicture(*kept, stop);
  return kept;
}

std::optional<jobs::Job> MetadataRefresh::Keep(const jobs::Job& job, const jobs::SourceMeta& meta,
                                               const jobs::Actor& actor) const {
  const double most = std::chrono::duration<double>(max_duration_).count();
  auto kept = metadata_.Set(job.id, meta, actor);
  if (!kept || meta.duration_seconds.value_or(0) <= most) return kept;
  return metadata_.SetRefused(job.id, base::ErrorCode::kTooLong,
                              "The video is " + InMinutes(*meta.duration_seconds) + " long; at most " +
                                  InMinutes(most) + " are taken here (media.max_duration).",
                              actor);
}

std::optional<jobs::Job> MetadataRefresh::TryLater(const jobs::Job& job, const jobs::Actor& actor) const {
  const int failed = metadata_.FailedFetches(job.id) + 1;
  const base::Timestamp at = clock_.Now() + jobs::RetryDelay(backoff_, failed, RandomFraction());
  return metadata_.SetFailed(job.id, ToText(MetadataOutcome::kUnreachable), at, actor);
}

void MetadataRefresh::FetchPicture(const jobs::Job& job, std::stop_token stop) const {
  if (!job.source_meta || !job.source_meta->thumbnail_url) return;
  try {
    const auto picture = youtube::FetchThumbnail(http_, youtube_.endpoints(), *job.source_meta->thumbnail_url, stop);
    metadata_.SetThumbnail(job.id, {picture.content_type, picture.bytes});
  } catch (const base::Error& error) {
    // A job without its picture is as good.
    base::LogInfo("thumbnail.not_fetched", {{"job", job.id.value}, {"error", base::Explain(error)}});
  }
}

void MetadataRefresh::RunDue(std::stop_token stop) const {
  for (const jobs::Job& job : metadata_.ListDue(kDueAtOnce)) {
    if (stop.stop_requested()) return;
    Run(job, jobs::Actor::System(), stop);
  }
}

}  // namespace clipbox::work
