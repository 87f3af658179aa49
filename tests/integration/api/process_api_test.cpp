#include <thread>

#include "integration/api/api_world.h"

using namespace clipbox;
using jobs::Status;
using test::Answer;
using test::ApiWorld;
using test::Json;

namespace {

// The statuses from which a call is not refused.
std::set<Status> AcceptedFrom(ApiWorld& world, const std::function<Answer(const std::string& job)>& call) {
  std::set<Status> accepted;
  for (const Status status : jobs::kAllStatuses) {
    const std::string job = world.At(status);
    CAPTURE(std::string(jobs::ToText(status)));
    REQUIRE(world.StatusOf(job) == jobs::ToText(status));
    const Answer answer = call(job);
    if (answer.status == 200) {
      accepted.insert(status);
    } else {
      CHECK(answer.status == 409);
      CHECK((answer.code() == "wrong_status" || answer.code() == "source_missing"));
      if (answer.code() == "wrong_status") {
        CHECK(answer.at("current") == jobs::ToText(status));
        CHECK_FALSE(answer.json.at("allowed").empty());
      }
      CHECK(world.StatusOf(job) == jobs::ToText(status));
    }
    world.Delete(job);
  }
  return accepted;
}

}  // namespace

TEST_CASE_METHOD(ApiWorld, "process is for READY and FAILED with a source") {
  CHECK(AcceptedFrom(*this, [&](const std::string& job) { return Post(job + "/process"); }) ==
        std::set{Status::kReady, Status::kFailed});
}

TEST_CASE_METHOD(ApiWorld, "autoProcess holds what began by itself and lets it go on, and rings the workers") {
  const std::string job = Processing();
  const Answer held = Patch(job, {{"autoProcess", false}});
  CHECK(held.at("status") == "UPLOADED");
  CHECK(held.json.at("autoProcess") == false);
  const std::uint64_t rung = wake.Count();
  Patch(job, {{"title", "New"}});
  CHECK(wake.Count() == rung);
  CHECK(Patch(job, {{"autoProcess", true}}).json.at("autoProcess") == true);
  CHECK(wake.Count() > rung);
}

TEST_CASE_METHOD(ApiWorld, "cancel is for what waits or is processed") {
  CHECK(AcceptedFrom(*this, [&](const std::string& job) { return Post(job + "/cancel"); }) ==
        std::set{Status::kUploaded, Status::kProcessing});
}

TEST_CASE_METHOD(ApiWorld, "restart is for FAILED without a source only") {
  CHECK(AcceptedFrom(*this, [&](const std::string& job) { return Post(job + "/restart"); }).empty());
  const std::string job = FailedWithoutSource();
  CHECK(Post(job + "/restart").at("status") == "META_READY");
  CHECK(Post(job + "/upload", FileOf("another.mp4")).status == 201);
}

TEST_CASE_METHOD(ApiWorld, "a job that failed before its metadata was there starts over as CREATED") {
  youtube.SetStatus(404);
  const std::string job = MetaReady();
  CHECK(Post(job + "/restart").at("status") == "CREATED");
}

TEST_CASE_METHOD(ApiWorld, "abort is for an upload that is open") {
  CHECK(AcceptedFrom(*this, [&](const std::string& job) { return Delete(job + "/upload"); }) ==
        std::set{Status::kUploadReady, Status::kUploading});
}

TEST_CASE_METHOD(ApiWorld, "processing again takes another recipe, keeps artifacts, and wakes the workers") {
  const std::string job = Ready();
  const auto rings = wake.Count();
  const Json recipe{{"clips", {{{"start", 1}, {"end", 2}}}}};
  const Answer queued = Post(job + "/process", Json{{"recipe", recipe}});
  REQUIRE(queued.status == 200);
  CHECK(queued.at("status") == "UPLOADED");
  CHECK(queued.json.at("recipe") == recipe);
  CHECK(queued.json.at("readyAt").is_null());
  CHECK(wake.Count() == rings + 1);
  CHECK(Get(job + "/artifacts").json.at("items").size() == 1);
  CHECK(Post(job + "/process", Json{{"recipe", recipe}}).at("status") == "UPLOADED");
  CHECK(Post(job + "/process", Json{{"recipe", {{"x", 1}}}}).pointer() == "/recipe/x");
}

TEST_CASE_METHOD(ApiWorld, "process without a source says so") {
  const Answer refused = Post(FailedWithoutSource() + "/process");
  CHECK(refused.status == 409);
  CHECK(refused.code() == "source_missing");
}

TEST_CASE_METHOD(ApiWorld, "a cancelled job is FAILED cancelled, the second time too") {
  const std::string job = Processing();
  const Answer cancelled = Post(job + "/cancel");
  CHECK(cancelled.json.at("failure").at("code") == "cancelled");
  CHECK(Post(job + "/cancel").json == cancelled.json);
}

TEST_CASE_METHOD(ApiWorld,
                 "some outputs are cancelled alone: the job goes on, says so, and forgets it when asked again") {
  const std::string job = Processing();
  const Json gif{{"type", "gif"}, {"label", "a"}, {"start", 0}, {"end", 1.5}};
  const Json sheet{{"type", "storyboard"}, {"label", nullptr}, {"start", nullptr}, {"end", nullptr}};
  CHECK(Post(job + "/cancel", Json{{"outputs", {gif}}}).at("status") == "PROCESSING");
  CHECK(Post(job + "/cancel", Json{{"outputs", {sheet, gif}}}).json.at("leftOut") == Json{gif, sheet});
  const Answer all = Post(job + "/cancel");
  CHECK(all.at("status") == "FAILED");
  CHECK(Post(job + "/cancel", Json{{"outputs", {gif}}}).status == 200);  // its answer was lost
  Json other = gif;
  other["label"] = "b";
  CHECK(Post(job + "/cancel", Json{{"outputs", {other}}}).code() == "wrong_status");
  CHECK(Post(job + "/process", Json{{"leaveOut", {other}}}).json.at("leftOut") == Json{other});
  CHECK(Post(job + "/process", Json{{"leaveOut", {other}}}).status == 200);
}

TEST_CASE_METHOD(ApiWorld, "an output that is named wrongly is refused, and nothing is cancelled") {
  const std::string job = Processing();
  const auto refused = [&](const Json& outputs) { return Post(job + "/cancel", Json{{"outputs", outputs}}).pointer(); };
  CHECK(refused(Json::array()) == "/outputs");
  CHECK(refused({{{"type", "film"}}}) == "/outputs/0/type");
  CHECK(refused({{{"type", "gif"}, {"start", 1}}}) == "/outputs/0/end");
  CHECK(refused({{{"type", "gif"}, {"clip", "a"}}}) == "/outputs/0/clip");
  CHECK(refused("gif") == "/outputs");
  CHECK(refused({{{"type", "gif"}, {"end", 1}}}) == "/outputs/0/start");
  CHECK(refused({{{"type", "gif"}, {"label", std::string(401, 'x')}}}) == "/outputs/0/label");
  CHECK(Get(job).at("status") == "PROCESSING");
  CHECK(Get(job).json.at("leftOut").empty());
}

TEST_CASE_METHOD(ApiWorld, "no more outputs can be left out than a recipe has, however many calls name them") {
  const std::string job = Processing();
  const auto leave_out = [&](int from, int count) {
    Json outputs = Json::array();
    for (int i = 0; i < count; ++i) outputs.push_back({{"type", "gif"}, {"start", from + i}, {"end", from + i + 1}});
    return Post(job + "/cancel", Json{{"outputs", outputs}});
  };
  CHECK(leave_out(0, 1'501).pointer() == "/outputs");
  CHECK(leave_out(0, 1'500).status == 200);
  CHECK(leave_out(0, 1'500).status == 200);
  const Answer more = leave_out(1'500, 1);
  CHECK(more.code() == "invalid_field");
  CHECK(more.pointer() == "/outputs");
  CHECK(Get(job).json.at("leftOut").size() == 1'500);
}

TEST_CASE_METHOD(ApiWorld, "of callers that race through one transition one succeeds and the others get 409") {
  const std::string job = Ready();
  std::atomic<int> well = 0;
  std::atomic<int> refused = 0;
  {
    std::vector<std::jthread> callers;
    for (int i = 0; i < 6; ++i) {
      callers.emplace_back([&, i] {
        const Answer answer = Post(job + "/process", Json{{"recipe", {{"gif", {{"width", 100 + i}}}}}});
        well += answer.status == 200;
        refused += answer.status == 409 && answer.at("current") == "UPLOADED" && !answer.json.at("allowed").empty();
      });
    }
  }
  CHECK(well == 1);
  CHECK(refused == 5);
}

TEST_CASE_METHOD(ApiWorld, "a plan needs the source and makes nothing") {
  const std::string waiting = UploadReady();
  CHECK(Post(waiting + "/plan").code() == "source_missing");
  const std::string job = Uploaded();
  const auto told = Told(job);
  const Answer plan = Post(job + "/plan", Json{{"recipe", {{"clips", {{{"start", 1}, {"end", 2}, {"label", "a"}}}}}}});
  REQUIRE(plan.status == 200);
  CHECK(plan.json == Json{{"items",
                           {{{"type", "clip"},
                             {"label", "a"},
                             {"start", 1.0},
                             {"end", 2.0},
                             {"method", "exact"},
                             {"reason", nullptr},
                             {"readBytes", 0},
                             {"decodeFrames", 0},
                             {"encodeFrames", 0},
                             {"expectedBytes", 0},
                             {"expectedSeconds", 0.0},
                             {"settings", nullptr}}}},
                          {"warnings", Json::array()}});
  CHECK(Post(job + "/plan", Json{{"recipe", {{"clips", 1}}}}).pointer() == "/recipe/clips");
  CHECK(Post(job + "/plan").json.at("items").empty());
  const Answer refused = Post(job + "/plan", Json{{"recipe", {{"clips", Json::array()}}}});
  CHECK(refused.json.at("warnings") ==
        Json{{{"code", "no_audio"}, {"message", "this video has no sound"}, {"output", "audio"}, {"clip", nullptr}}});
  CHECK(Told(job) == told);
}
