// The server in one process, with real parts: sockets, database, embedded store, accounts, and a stand-in for YouTube
// on loopback. What media would make is told to the queue by hand. The clock is the test's. `ann` and `bob` are
// members, `ada` administers.
#pragma once

#include <atomic>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "accounts/accounts.h"
#include "base/json.h"
#include "catch.h"
#include "http/api/accounts/account_authenticator.h"
#include "http/api/api.h"
#include "http/s3/endpoint.h"
#include "http/server/server.h"
#include "integration/api/youtube_stand_in.h"
#include "net/http_client.h"
#include "objectstore/embedded/embedded_store.h"
#include "store/store.h"
#include "temp_dir.h"
#include "work/chores/clock_watch.h"
#include "work/chores/deleter.h"
#include "work/chores/metadata_refresh.h"

namespace clipbox::test {

using base::Json;
using Fields = std::vector<std::string>;  // `Name: value`

struct Answer {
  int status = 0;
  Json json;
  net::HttpResponse http;

  std::string code() const { return json.value("code", ""); }
  std::string pointer() const { return json.value("pointer", ""); }
  std::string at(const std::string& field) const { return json.at(field).get<std::string>(); }
};

// What `POST …/plan` is answered with: one item per clip of the recipe.
class ClipPlanner final : public work::Planner {
 public:
  work::JobPlan Plan(const jobs::Job& job, const jobs::Recipe& recipe) override;
  // One of each.
  work::SourceSuggestions Suggest(const jobs::Job& job) override;
};

class ApiWorld {
 public:
  static constexpr const char* kToken = "0123456789abcdef0123456789abcdef";
  static constexpr std::uint64_t kPartSize = 5 << 20;
  static constexpr std::uint64_t kFileSize = 2 * kPartSize + 1000;

  ApiWorld();
  ~ApiWorld();

  // As the holder of an API token; an empty token signs nobody in.
  Answer Call(const std::string& token, const std::string& method, const std::string& path,
              const std::optional<Json>& body = {}, const Fields& more = {});
  // As ann.
  Answer Get(const std::string& path) { return Call(ann, "GET", path); }
  Answer Post(const std::string& path, const std::optional<Json>& body = {}) { return Call(ann, "POST", path, body); }
  Answer Put(const std::string& path, const Json& body) { return Call(ann, "PUT", path, body); }
  Answer Patch(const std::string& path, const Json& body) { return Call(ann, "PATCH", path, body); }
  Answer Delete(const std::string& path, const std::optional<Json>& body = {}) {
    return Call(ann, "DELETE", path, body);
  }

  // A request to a presigned URL: nothing but the URL signs it.
  net::HttpResponse Raw(const std::string& method, const std::string& url, const std::string& body = {});

  // Ann's job, brought to a status by the calls that bring it there; its path `/jobs/ID`.
  std::string MetaReady();
  std::string UploadReady();
  std::string Uploading();
  std::string Uploaded();
  std::string Processing();
  std::string Ready();
  std::string FailedWithSource();
  std::string FailedWithoutSource();
  std::string At(jobs::Status status);

  // The job's next task, as a worker takes it.
  store::ClaimedTask Claim(const std::string& job);
  // A clip of the job whose bytes are in the store, as media would have made it.
  jobs::Artifact StoredClip(const std::string& job);

  Json FileOf(const std::string& name = "film.mp4", std::uint64_t bytes = kFileSize) const;
  // The bytes of part `number` of the film.
  static std::string PartBytes(int number);
  // Puts the part by its URL; its ETag.
  std::string PutPart(const std::string& job, int number);
  std::string StatusOf(const std::string& job) { return Get(job).at("status"); }
  // `event`, or `from>to`, of each row of the timeline.
  std::vector<std::string> Told(const std::string& job);
  static jobs::JobId IdOf(const std::string& job) { return jobs::JobId{job.substr(job.rfind('/') + 1)}; }

  TempDir dir;
  base::ManualClock clock;
  YoutubeStandIn youtube;
  base::EventHub hub;
  sqlite::Database database{dir / "clipbox.db", store::DatabaseSchema()};
  store::Store store{{database, clock, hub}, "boot"};
  accounts::Accounts accounts{database, clock};
  objectstore::EmbeddedStore objects{{.directory = dir.path(), .keep_free_bytes = 0}, clock};
  work::Deleter deleter{objects, store.pending_deletes, clock};
  net::HttpClient client;
  youtube::MetadataClient metadata_client{client, youtube.endpoints()};
  work::MetadataRefresh refresh{store.metadata, metadata_client, client, clock, std::chrono::hours(6)};
  work::ClockWatch clock_watch{clock, store.settings};
  work::Wake wake;
  ClipPlanner planner;
  http::EventStreams streams{hub, 2};
  http::S3Endpoint s3{objects, {}};
  http::Api api;
  http::AccountAuthenticator authenticator{accounts};
  http::Router router{authenticator};
  http::Server server;
  int port = 0;

  jobs::UserId ann_id, bob_id, ada_id;
  std::string ann, bob, ada;  // API tokens

 private:
  http::Api MakeApi();
  jobs::UserId AddUser(const std::string& name, accounts::Role role, std::string& token);
};

}  // namespace clipbox::test
