#include "integration/api/api_world.h"

#include <fstream>

#include "base/encoding.h"
#include "config/load.h"

namespace clipbox::test {

using jobs::Status;

work::JobPlan ClipPlanner::Plan(const jobs::Job& job, const jobs::Recipe& recipe) {
  if (instead != nullptr) return instead->Plan(job, recipe);
  work::JobPlan plan;
  for (const jobs::RecipeClip& clip : recipe.clips.value_or(std::vector<jobs::RecipeClip>{})) {
    jobs::PlanItem item;
    item.label = clip.label;
    item.range = clip;
    item.method = jobs::Method::kExact;
    plan.items.push_back(item);
  }
  if (recipe.clips && recipe.clips->empty())
    plan.warnings.push_back({"no_audio", "this video has no sound", "audio", std::nullopt});
  return plan;
}

work::SourceSuggestions ClipPlanner::Suggest(const jobs::Job& job) {
  if (instead != nullptr) return instead->Suggest(job);
  return {
      .chapters = {{0, 12.5, "One"}}, .scenes = {12.5}, .silences = {{1, 2}}, .loud = {{3, 4}}, .key_frames = {0, 2.5}};
}

work::CaptionSources ClipPlanner::Captions(const jobs::Job& job) {
  if (instead != nullptr) return instead->Captions(job);
  return {.embedded = job.source_key ? std::optional(true) : std::nullopt, .speech = false};
}

namespace {

config::Settings SettingsFor(const TempDir& dir, const youtube::Endpoints& youtube) {
  config::Sources sources;
  sources.default_file.clear();
  const auto set = [&](const char* key, const std::string& value) { sources.flags.push_back({key, value, "test"}); };
  set("server.listen", "127.0.0.1:0");
  set("server.max_streams", "2");
  set("data.dir", dir.path().string());
  set("data.keep_free", "0");
  set("storage.part_size", std::to_string(ApiWorld::kPartSize));
  set("media.workers", "2");
  set("media.max_size", "1 GiB");
  set("youtube.hosts", "www.youtube.com, youtube.com, youtu.be");
  set("youtube.thumbnail_hosts", youtube.thumbnail_hosts.front());
  set("youtube.oembed_url", youtube.oembed_url);
  set("youtube.api_url", youtube.api_url);
  set("youtube.api_key", youtube.api_key);
  return config::Load(sources).settings;
}

}  // namespace

ApiWorld::ApiWorld() : data(SettingsFor(dir, youtube.endpoints()), clock) {
  ann_id = AddUser("ann", accounts::Role::kMember, ann);
  bob_id = AddUser("bob", accounts::Role::kMember, bob);
  ada_id = AddUser("ada", accounts::Role::kAdmin, ada);
  http_rooms.Start();
  port = http_rooms.port;
}

ApiWorld::~ApiWorld() {
  hub.Close();
  http_rooms.Stop();
}

jobs::UserId ApiWorld::AddUser(const std::string& name, accounts::Role role, std::string& token) {
  clock.Advance(std::chrono::milliseconds(1));
  const auto user = accounts.users.Add(name, "password of " + name, role);
  token = accounts.tokens.Create(user.id, "test").secret;
  return user.id;
}

Answer ApiWorld::Call(const std::string& token, const std::string& method, const std::string& path,
                      const std::optional<Json>& body, const Fields& more) {
  net::HttpRequest request;
  request.url = "http://127.0.0.1:" + std::to_string(port) + (path.starts_with("/api/") ? "" : "/api/v1") + path;
  request.reach = net::Reach::kAnywhere;
  request.method = method;
  request.headers = more;
  request.max_bytes = 64 << 20;
  if (!token.empty()) request.headers.push_back("Authorization: Bearer " + token);
  if (body) {
    request.headers.push_back("Content-Type: application/json");
    request.body = body->dump();
  }
  Answer answer;
  answer.http = client.Send(request, {});
  answer.status = answer.http.status;
  const bool is_json = answer.http.Header("content-type").find("json") != std::string::npos;
  if (is_json) answer.json = Json::parse(answer.http.body);
  return answer;
}

net::HttpResponse ApiWorld::Raw(const std::string& method, const std::string& url, const std::string& body) {
  net::HttpRequest request;
  request.url = url;
  request.reach = net::Reach::kAnywhere;
  request.method = method;
  request.body = body;
  request.max_bytes = 64 << 20;
  return client.Send(request, {});
}

std::string ApiWorld::MetaReady() {
  clock.Advance(std::chrono::milliseconds(1));
  return "/jobs/" + Post("/jobs", Json{{"url", "https://youtu.be/dQw4w9WgXcQ"}}).at("id");
}

Json ApiWorld::FileOf(const std::string& name, std::uint64_t bytes) const {
  return {{"fileName", name}, {"sizeBytes", bytes}, {"contentType", "video/mp4"}};
}

std::string ApiWorld::UploadReady() {
  const std::string job = MetaReady();
  Post(job + "/rights", Json{{"confirmed", true}});
  Post(job + "/upload", FileOf());
  return job;
}

std::string ApiWorld::PartBytes(int number) {
  const std::uint64_t size = number < 3 ? kPartSize : kFileSize - 2 * kPartSize;
  return std::string(size, static_cast<char>('a' + number));
}

std::string ApiWorld::PutPart(const std::string& job, int number) {
  const std::string url = Get(job + "/upload/parts/" + std::to_string(number) + "/url").at("url");
  const net::HttpResponse answer = Raw("PUT", url, PartBytes(number));
  REQUIRE(answer.status == 200);
  return answer.Header("etag");
}

std::string ApiWorld::Uploading() {
  const std::string job = UploadReady();
  PutPart(job, 1);
  return job;
}

std::string ApiWorld::Uploaded() {
  const std::string job = Uploading();
  PutPart(job, 2);
  PutPart(job, 3);
  Post(job + "/upload/complete", Json::object());
  return job;
}

store::ClaimedTask ApiWorld::Claim(const std::string& job) {
  auto task = store.queue.ClaimNext("w1").value();
  REQUIRE(task.claim.job_id == IdOf(job));
  return task;
}

std::string ApiWorld::Processing() {
  const std::string job = Uploaded();
  Claim(job);
  return job;
}

jobs::Artifact ApiWorld::StoredClip(const std::string& job) {
  const std::filesystem::path file = dir / "made";
  std::ofstream(file) << "bytes of a clip";
  jobs::Artifact clip;
  clip.type = jobs::ArtifactType::kClip;
  clip.label = "intro";
  clip.range = {{0, 1}};
  clip.key = "clipbox/artifacts/" + IdOf(job).value + "/01-intro.mp4";
  clip.size_bytes = objects.PutFile(clip.key, file, {.content_type = "video/mp4", .metadata = {}}).size_bytes;
  clip.sha256 = std::string(64, '0');
  clip.content_type = "video/mp4";
  clip.method = jobs::Method::kExact;
  return clip;
}

std::string ApiWorld::Ready() {
  const std::string job = Uploaded();
  store.queue.FinishAnalysis(Claim(job), {{}, "{}", {"{}"}, {}});
  store.queue.FinishSpan(Claim(job), {{StoredClip(job)}, {}, 1});
  return job;
}

std::string ApiWorld::FailedWithSource() {
  const std::string job = Uploaded();
  store.queue.Fail(Claim(job).claim, base::ErrorCode::kNotAVideo, "This file is not a video.");
  return job;
}

std::string ApiWorld::FailedWithoutSource() {
  const std::string job = Uploading();
  Delete(job + "/upload");
  return job;
}

std::string ApiWorld::UploadedBytes(const std::string& bytes) {
  const std::string job = MetaReady();
  Post(job + "/rights", Json{{"confirmed", true}});
  Post(job + "/upload", FileOf("film.mp4", bytes.size()));
  REQUIRE(Raw("PUT", Get(job + "/upload/parts/1/url").at("url"), bytes).status == 200);
  REQUIRE(Post(job + "/upload/complete", Json::object()).at("status") == "UPLOADED");
  return job;
}

std::string ApiWorld::At(Status status) {
  switch (status) {
    case Status::kCreated: {
      youtube.SetStatus(500);
      const std::string job = MetaReady();
      youtube.SetStatus(200);
      return job;
    }
    case Status::kMetaReady: return MetaReady();
    case Status::kUploadReady: return UploadReady();
    case Status::kUploading: return Uploading();
    case Status::kUploaded: return Uploaded();
    case Status::kProcessing: return Processing();
    case Status::kReady: return Ready();
    case Status::kFailed: return FailedWithSource();
  }
  throw std::logic_error("no such status");
}

std::vector<std::string> ApiWorld::Told(const std::string& job) {
  std::vector<std::string> told;
  const Json rows = Get(job + "/timeline?limit=200").json.at("items");
  for (const Json& row : rows) {
    const std::string event = row.at("event");
    const Json& detail = row.at("detail");
    told.push_back(event == "status_changed"
                       ? detail.at("from").get<std::string>() + ">" + detail.at("to").get<std::string>()
                       : event);
  }
  return told;
}

}  // namespace clipbox::test
