// The routes of /api/v1 and what their handlers work with. Made by the composition root; the handlers parse, call and
// answer, from several threads at once. Everything referred to is thread-safe and outlives the router.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "accounts/accounts.h"
#include "base/clock.h"
#include "base/json.h"
#include "http/router.h"
#include "jobs/timeline.h"
#include "objectstore/object_store.h"
#include "store/store.h"
#include "work/plan.h"
#include "work/preview.h"
#include "work/wake.h"

namespace clipbox::http {

class EventStreams;

struct ApiSettings {
  std::vector<std::string> youtube_hosts;    // youtube.hosts
  std::chrono::milliseconds max_duration{};  // media.max_duration
  std::uint64_t max_size = 0;                // media.max_size
  std::optional<std::uint64_t> part_size;    // storage.part_size
  std::string prefix;                        // storage.prefix
  std::string installation_token;            // in the metadata of all that we put
  store::Quota quota;                        // limits.*
  std::chrono::seconds url_expiry{3600};     // storage.url_expiry
  std::chrono::hours upload_life{7 * 24};    // R2 forgets an unfinished upload after 7 days
};

struct Api {
  ApiSettings settings;
  const base::Clock& clock;
  accounts::Accounts& accounts;
  store::Store& store;
  objectstore::ObjectStore& objects;
  work::Wake& wake;
  work::Planner& planner;
  work::Preview& preview;
  EventStreams& streams;

  // MetadataRefresh::Run of work, which http may not see. Fetches the job's metadata and picture now, within a few
  // seconds. Returns nullopt if the job is gone.
  std::function<std::optional<jobs::Job>(const jobs::Job&, const jobs::Actor&, std::stop_token)> refresh_metadata;
  // Deleter::Delete of work: deletes what no row names any more, or leaves it pending where the store is away; does not
  // throw for that.
  std::function<void(const std::vector<store::PendingDelete>&)> delete_bytes;
  // What only the composition root knows of itself: version, libraries, storage, workers, disk (GET /system).
  std::function<base::Json()> describe_system;
  // Tries out what must be right: `{ok, checks}`, as `clipbox doctor --json` (GET /system/findings).
  std::function<base::Json()> find_faults;
  // ClockWatch::Confirm of work: a person says that the clock is right. Gives `clock` of GET /system.
  std::function<base::Json()> confirm_clock;
};

// Adds the routes of one file of handlers.
struct ApiRoutes {
  Router& router;
  const Api& api;
  const char* tag;

  // For whoever is signed in, unless `access` says otherwise.
  void Add(const char* method, const std::string& pattern, const char* name,
           Response (*handler)(const Api& api, Request& request), RouteText text,
           Access access = Access::kSignedIn) const;
};

// Adds all of them. Requires: `api` outlives the router.
void AddApiRoutes(Router& router, const Api& api);

// One function per file of handlers; AddApiRoutes calls each.
void AddSessionRoutes(Router& router, const Api& api);
void AddUserRoutes(Router& router, const Api& api);
void AddTokenRoutes(Router& router, const Api& api);
void AddUsageRoutes(Router& router, const Api& api);
void AddJobRoutes(Router& router, const Api& api);
void AddMetadataRoutes(Router& router, const Api& api);
void AddUploadRoutes(Router& router, const Api& api);
void AddProcessRoutes(Router& router, const Api& api);
void AddPresetRoutes(Router& router, const Api& api);
void AddPreviewRoutes(Router& router, const Api& api);
void AddProxyRoutes(Router& router, const Api& api);
void AddCaptionRoutes(Router& router, const Api& api);
void AddArtifactRoutes(Router& router, const Api& api);
void AddArtifactsZipRoute(Router& router, const Api& api);
void AddShareRoutes(Router& router, const Api& api);
void AddTimelineRoutes(Router& router, const Api& api);
void AddSystemRoutes(Router& router, const Api& api);

}  // namespace clipbox::http
