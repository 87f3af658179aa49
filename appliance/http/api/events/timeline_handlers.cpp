#include <algorithm>

#include "http/api/accounts/account_authenticator.h"
#include "http/api/api.h"
#include "http/api/events/event_stream.h"
#include "http/api/job_calls.h"
#include "http/api/job_json.h"

namespace clipbox::http {
namespace {

constexpr int kRowsAtOnce = 200;
constexpr int kJobsOnConnecting = 50;

Response ListTimeline(const Api& api, Request& request) {
  return PageResponse(api.store.timeline.List(UserOf(request), GetJob(api, request).id, PageOf(request)));
}

// What one stream is about: a job of a user, or all of the user's jobs.
struct Watch {
  jobs::UserId user;
  std::optional<jobs::JobId> job;

  bool Concerns(const base::Event& event) const {
    return event.user_id == user.value && (!job || event.job_id == job->value);
  }
};

std::vector<jobs::TimelineRow> RowsAfter(const Api& api, const Watch& watch, std::int64_t after) {
  if (watch.job) return api.store.timeline.ListAfter(watch.user, *watch.job, after, kRowsAtOnce);
  return api.store.timeline.ListAfter(watch.user, after, kRowsAtOnce);
}

void ReplayTimeline(const Api& api, const Watch& watch, EventSink& sink, std::int64_t after) {
  std::vector<jobs::TimelineRow> rows;
  do {
    rows = RowsAfter(api, watch, after);
    for (const jobs::TimelineRow& row : rows) sink.Send("timeline", ToJson(row), row.id);
    if (!rows.empty()) after = rows.back().id;
  } while (rows.size() == static_cast<std::size_t>(kRowsAtOnce));
}

// The job; or the newest ones, the newest last.
std::vector<jobs::Job> JobsNow(const Api& api, const Watch& watch) {
  if (watch.job) {
    const auto job = api.store.jobs.Find(watch.user, *watch.job);
    return job ? std::vector{*job} : std::vector<jobs::Job>{};
  }
  auto newest = api.store.jobs.List(watch.user, {}, {kJobsOnConnecting, std::nullopt}).items;
  std::reverse(newest.begin(), newest.end());
  return newest;
}

void CatchUp(const Api& api, const Watch& watch, EventSink& sink, std::int64_t after) {
  // A client that has seen nothing reads the timeline's list; the stream goes on from here. The id is read before the
  // jobs: what is written in between comes twice rather than never.
  const std::int64_t last = api.store.timeline.LastId();
  if (after > 0) ReplayTimeline(api, watch, sink, after);
  for (const jobs::Job& job : JobsNow(api, watch))
    sink.Send("job", ToJson(job), std::max(last, sink.last_timeline_id()));
}

void Tell(const Api& api, const Watch& watch, EventSink& sink, const base::Event& event) {
  switch (event.kind) {
    case base::EventKind::kJob:
      // Without an id: the timeline row of the same change may still be on its way.
      if (const auto job = api.store.jobs.Find(watch.user, jobs::JobId{event.job_id})) sink.Send("job", ToJson(*job));
      return;
    case base::EventKind::kTimeline:
      if (const auto row = api.store.timeline.Find(watch.user, event.timeline_id))
        sink.Send("timeline", ToJson(*row), row->id);
      return;
    case base::EventKind::kArtifact:
      if (const auto artifact = api.store.artifacts.Find(watch.user, jobs::ArtifactId{event.subject_id})) {
        sink.Send("artifact", ToJson(*artifact));
      }
      return;
    case base::EventKind::kDeleted: sink.Send("deleted", {{"id", event.job_id}}); return;
  }
}

Response Stream(const Api& api, const Request& request, const Watch& watch) {
  EventSource source;
  source.catch_up = [&api, watch](EventSink& sink, std::int64_t after) { CatchUp(api, watch, sink, after); };
  source.concerns = [watch](const base::Event& event) { return watch.Concerns(event); };
  source.is_allowed = [&api, opened = request] {
    return AccountAuthenticator(api.accounts).Authenticate(opened).has_value();
  };
  source.tell = [&api, watch](EventSink& sink, const base::Event& event) { Tell(api, watch, sink, event); };
  return api.streams.Open(request, std::move(source));
}

Response StreamJob(const Api& api, Request& request) {
  return Stream(api, request, {UserOf(request), GetJob(api, request).id});
}

Response StreamAll(const Api& api, Request& request) { return Stream(api, request, {UserOf(request), std::nullopt}); }

}  // namespace

void AddTimelineRoutes(Router& router, const Api& api) {
  const ApiRoutes routes{router, api, "events"};
  routes.Add("GET", "/api/v1/jobs/{id}/timeline", "listTimeline", ListTimeline,
             {.summary = "What happened to the job, oldest first",
              .response_schema = "Timeline",
              .query = {"limit", "cursor"}});
  routes.Add("GET", "/api/v1/jobs/{id}/events", "streamJob", StreamJob, {.summary = "Server-Sent Events of one job"});
  routes.Add("GET", "/api/v1/events", "streamJobs", StreamAll, {.summary = "Server-Sent Events of one's own jobs"});
}

}  // namespace clipbox::http
