// The server in one process, with real parts: sockets, database, embedded store, accounts, and a stand-in for YouTube
// on loopback. What media would make is told to the queue by hand. The clock is the test's. `ann` and `bob` are
// members, `ada` administers.
#pragma once

#include <atomic>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "catch.h"
#include "integration/api/youtube_stand_in.h"
#include "net/http_client.h"
#include "serve/http_rooms.h"
#include "temp_dir.h"

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
  work::Planner* instead = nullptr;  // answers if it is set

  work::JobPlan Plan(const jobs::Job& job, const jobs::Recipe& recipe) override;
  // One of each.
  work::SourceSuggestions Suggest(const jobs::Job& job) override;
  // Carried by the file once it is there; no speech.
  work::CaptionSources Captions(const jobs::Job& job) override;
};

class ApiWorld {
 public:
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
  // Ann's job whose file holds these bytes, at most a part of them.
  std::string UploadedBytes(const std::string& bytes);

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
  ClipPlanner planner;

  // The server as it is put together in life; its workers and housekeepers are not started.
  serve::DataRooms data;
  serve::WorkRooms work_rooms{data};
  serve::HttpRooms http_rooms{data, work_rooms, planner};
  base::EventHub& hub = data.hub;
  store::Store& store = data.store;
  accounts::Accounts& accounts = data.accounts;
  objectstore::ObjectStore& objects = data.objects;
  work::Wake& wake = work_rooms.wake;
  work::Deleter& deleter = work_rooms.deleter;
  work::MetadataRefresh& refresh = work_rooms.refresh;
  http::Api& api = http_rooms.api;
  net::HttpClient client;
  int port = 0;

  jobs::UserId ann_id, bob_id, ada_id;
  std::string ann, bob, ada;  // API tokens

 private:
  jobs::UserId AddUser(const std::string& name, accounts::Role role, std::string& token);
};

}  // namespace clipbox::test
