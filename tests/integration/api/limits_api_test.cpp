#include "integration/api/api_world.h"
#include "jobs/upload_layout.h"

using namespace clipbox;
using test::Answer;
using test::ApiWorld;
using test::Json;

namespace {

// An ApiWorld whose settings the test may turn; before each call, on this thread.
class LimitedWorld : public ApiWorld {
 public:
  std::string Confirmed() {
    const std::string job = MetaReady();
    Post(job + "/rights", Json{{"confirmed", true}});
    return job;
  }
};

}  // namespace

TEST_CASE_METHOD(
    LimitedWorld,
    "an upload beyond a user's bytes is refused with what is used, and leaves nothing behind in the store") {
  const std::string first = Uploaded();
  api.settings.quota.user_bytes = 2 * kFileSize - 1;
  const std::string second = Confirmed();
  const Answer refused = Post(second + "/upload", FileOf());
  CHECK(refused.status == 507);
  CHECK(refused.code() == "insufficient_storage");
  CHECK(refused.at("setting") == "limits.user_bytes");
  CHECK(refused.at("detail").find(std::to_string(kFileSize)) != std::string::npos);
  CHECK(StatusOf(second) == "META_READY");
  CHECK(objects.ListUploads("", "").lines.empty());
  Delete(first);
  CHECK(Post(second + "/upload", FileOf()).status == 201);
}

TEST_CASE_METHOD(LimitedWorld, "too many jobs of a user under way are told to wait") {
  UploadReady();
  api.settings.quota.queued_jobs = 1;
  const std::string second = Confirmed();
  const Answer refused = Post(second + "/upload", FileOf());
  CHECK(refused.status == 429);
  CHECK(refused.code() == "rate_limited");
  CHECK(refused.http.Header("retry-after") == "60");
}

TEST_CASE_METHOD(LimitedWorld, "what is uploaded carries the installation's token, in its metadata and in its key") {
  const std::string job = Uploaded();
  const std::string key = Get(job).at("r2SourceKey");
  const auto info = objects.Head(key);
  REQUIRE(info);
  CHECK(info->metadata.at(objectstore::kTokenName) == data.installation_token);
  CHECK(jobs::HasKeyTag(key, data.installation_token));
  CHECK_FALSE(jobs::HasKeyTag(key, "ffffffffffffffffffffffff"));
}

TEST_CASE_METHOD(LimitedWorld,
                 "bytes that could not be deleted are counted for the administrator until they are gone") {
  const std::string job = Ready();
  const auto pending = store.jobs.Delete(ann_id, IdOf(job));  // the rows, as with a store that is away
  CHECK(Call(ada, "GET", "/system").json.at("pendingDeletes") == pending.size());
  deleter.DeleteDue({});
  CHECK(Call(ada, "GET", "/system").json.at("pendingDeletes") == 0);
}

TEST_CASE_METHOD(ApiWorld, "a clock that jumped is told by /system, and an administrator confirms it, once or twice") {
  CHECK(Call(ada, "GET", "/system").json.at("clock").at("paused") == false);
  clock.Jump(std::chrono::hours(24 * 365));
  const Json jumped = Call(ada, "GET", "/system").json.at("clock");
  CHECK(jumped.at("paused") == true);
  CHECK(jumped.at("jumpedBySeconds") == 365 * 24 * 3600);
  CHECK(Call(ann, "POST", "/system/clock/confirm").code() == "forbidden");
  CHECK(Call(ada, "GET", "/system").json.at("clock") == jumped);

  const Answer confirmed = Call(ada, "POST", "/system/clock/confirm");
  CHECK(confirmed.status == 200);
  CHECK(confirmed.json.at("paused") == false);
  CHECK(confirmed.json.at("jumpedBySeconds").is_null());
  CHECK(Call(ada, "GET", "/system").json.at("clock") == confirmed.json);
  CHECK(Call(ada, "POST", "/system/clock/confirm").json == confirmed.json);
}
