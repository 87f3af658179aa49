#include "integration/api/api_world.h"

using namespace clipbox;
using test::Answer;
using test::ApiWorld;
using test::Json;

namespace {

constexpr const char* kUrl = "https://youtu.be/dQw4w9WgXcQ?t=90";

}  // namespace

TEST_CASE_METHOD(ApiWorld, "a job is made of a link: 201, Location, metadata, the proposed clip and the picture") {
  const Answer made = Post("/jobs", Json{{"url", kUrl}});
  REQUIRE(made.status == 201);
  CHECK(made.http.Header("location") == "/api/v1/jobs/" + made.at("id"));
  CHECK(made.at("status") == "META_READY");
  CHECK(made.at("sourceUrl") == "https://www.youtube.com/watch?v=dQw4w9WgXcQ");
  CHECK(made.at("videoId") == "dQw4w9WgXcQ");
  CHECK(made.at("title") == "A film");
  const Json& meta = made.json.at("sourceMeta");
  CHECK(meta.at("authorName") == "Ann");
  CHECK(meta.at("via") == "oembed");
  CHECK(meta.at("limited") == false);
  CHECK(meta.at("durationSeconds").is_null());
  CHECK(made.json.at("proposedClip") == Json{{"start", 90.0}, {"end", nullptr}});
  CHECK(made.json.at("recipe") == Json::object());
  CHECK(made.json.at("autoProcess") == true);
  CHECK(made.json.at("progress").is_null());
  CHECK(made.json.at("warnings") == Json::array());
  const Answer picture = Get("/jobs/" + made.at("id") + "/thumbnail");
  CHECK(picture.http.Header("content-type") == "image/jpeg");
  CHECK(picture.http.body == test::YoutubeStandIn::kPicture);
  CHECK(Told("/jobs/" + made.at("id")) ==
        std::vector<std::string>{"created", "metadata_fetched", "CREATED>META_READY"});
}

TEST_CASE_METHOD(ApiWorld, "with the Data API a job knows duration, description and chapters") {
  youtube.SetDuration("PT2M");
  const Json meta = Post("/jobs", Json{{"url", kUrl}}).json.at("sourceMeta");
  CHECK(meta.at("via") == "data_api");
  CHECK(meta.at("durationSeconds") == 120.0);
  CHECK(meta.at("chapters").size() == 2);
  CHECK(meta.at("chapters")[1] == Json{{"start", 60.0}, {"end", 120.0}, {"title", "Middle"}});
}

TEST_CASE_METHOD(ApiWorld, "a video that is longer than allowed fails its job with the figures") {
  youtube.SetDuration("PT6H1S");
  const Answer made = Post("/jobs", Json{{"url", kUrl}});
  CHECK(made.status == 201);
  CHECK(made.at("status") == "FAILED");
  CHECK(made.json.at("failure").at("code") == "too_long");
}

TEST_CASE_METHOD(ApiWorld, "a private video goes on with limited metadata, and takes its title from the file") {
  for (const int status : {401, 403}) {
    youtube.SetStatus(status);
    const std::string job = MetaReady();
    const Json shown = Get(job).json;
    CHECK(shown.at("status") == "META_READY");
    CHECK(shown.at("title").is_null());
    CHECK(shown.at("sourceMeta").at("limited") == true);
    CHECK(Get(job + "/thumbnail").status == 404);
    Post(job + "/rights", Json{{"confirmed", true}});
    CHECK(Post(job + "/upload", FileOf("My film.mp4")).status == 201);
    CHECK(Get(job).at("title") == "My film");
  }
}

TEST_CASE_METHOD(ApiWorld, "a video that YouTube does not know is 201 with FAILED video_removed") {
  for (const int status : {400, 404}) {
    youtube.SetStatus(status);
    const Answer made = Post("/jobs", Json{{"url", kUrl}});
    CHECK(made.status == 201);
    CHECK(made.at("status") == "FAILED");
    CHECK(made.json.at("failure").at("code") == "video_removed");
  }
}

TEST_CASE_METHOD(ApiWorld,
                 "where metadata cannot be had now the job is CREATED, retried, and goes on with a title by hand") {
  youtube.SetStatus(503);
  const Answer made = Post("/jobs", Json{{"url", kUrl}});
  CHECK(made.status == 201);
  CHECK(made.at("status") == "CREATED");
  CHECK(made.json.at("sourceMeta").is_null());
  const std::string job = "/jobs/" + made.at("id");
  const Json failed = Get(job + "/timeline").json.at("items").back();
  CHECK(failed.at("event") == "metadata_failed");
  CHECK(failed.at("detail").at("code") == "unreachable");
  CHECK_FALSE(failed.at("detail").at("retryAt").is_null());

  const int before = youtube.questions();
  refresh.RunDue({});
  CHECK(youtube.questions() == before);
  clock.Advance(std::chrono::seconds(31));
  refresh.RunDue({});
  CHECK(youtube.questions() == before + 1);
  CHECK(StatusOf(job) == "CREATED");

  const Answer named =
      Patch(job, {{"title", "By hand"}, {"durationSeconds", 100}, {"description", "0:00 One\n0:50 Two"}});
  CHECK(named.at("status") == "META_READY");
  CHECK(named.json.at("sourceMeta").at("via") == "manual");
  CHECK(named.json.at("sourceMeta").at("chapters").size() == 2);
  CHECK(named.json.at("sourceMeta").at("chapters")[1].at("end") == 100.0);
}

TEST_CASE_METHOD(ApiWorld, "what is due is fetched in the background once YouTube answers again") {
  youtube.SetStatus(503);
  const std::string job = MetaReady();
  youtube.SetStatus(200);
  clock.Advance(std::chrono::seconds(31));
  refresh.RunDue({});
  CHECK(StatusOf(job) == "META_READY");
  CHECK(Get(job).at("title") == "A film");
}

TEST_CASE_METHOD(ApiWorld, "metadata is fetched again on demand") {
  youtube.SetStatus(401);
  const std::string job = MetaReady();
  youtube.SetStatus(200);
  const Answer again = Post(job + "/metadata");
  CHECK(again.status == 200);
  CHECK(again.at("title") == "A film");
  CHECK(Get(job + "/thumbnail").status == 200);
}

TEST_CASE_METHOD(ApiWorld, "a link that is not one video on YouTube is refused with the reason") {
  const Answer refused = Post("/jobs", Json{{"url", "https://www.youtube.com/playlist?list=PL1"}});
  CHECK(refused.status == 422);
  CHECK(refused.code() == "invalid_url");
  CHECK(refused.at("reason") == "playlist");
  CHECK(refused.http.Header("content-type") == "application/problem+json");
  CHECK(Get("/jobs").json.at("items").empty());
}

TEST_CASE_METHOD(ApiWorld, "the body of a new job is read strictly") {
  struct Case {
    Json body;
    std::string code, pointer;
  };
  const Case cases[] = {
      {Json::object(), "invalid_field", "/url"},
      {{{"url", 5}}, "invalid_field", "/url"},
      {{{"url", kUrl}, {"x", 1}}, "unknown_field", "/x"},
      {{{"url", kUrl}, {"autoProcess", "yes"}}, "invalid_field", "/autoProcess"},
      {{{"url", kUrl}, {"recipe", {{"clips", {{{"start", 5}, {"end", 4}}}}}}}, "invalid_recipe", "/recipe/clips/0/end"},
      {{{"url", kUrl}, {"recipe", Json::array()}}, "invalid_recipe", "/recipe"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.body.dump());
    const Answer refused = Post("/jobs", c.body);
    CHECK(refused.status == 422);
    CHECK(refused.code() == c.code);
    CHECK(refused.pointer() == c.pointer);
  }
}

TEST_CASE_METHOD(ApiWorld, "a recipe is kept as it was given") {
  const Json recipe = {{"clips", {{{"start", 1}, {"end", 2.5}, {"label", "a"}}}}, {"mp4", {{"loudness", nullptr}}}};
  const Answer made = Post("/jobs", Json{{"url", kUrl}, {"recipe", recipe}, {"autoProcess", false}});
  CHECK(made.json.at("recipe") == recipe);
  CHECK(made.json.at("autoProcess") == false);
}

TEST_CASE_METHOD(ApiWorld, "an Idempotency-Key makes one job for 24 hours, whoever repeats it") {
  const Json body{{"url", kUrl}};
  const std::string key = "Idempotency-Key: abc";
  const Answer first = Call(ann, "POST", "/jobs", body, {key});
  const Answer again = Call(ann, "POST", "/jobs", body, {key});
  CHECK(again.status == 201);
  CHECK(again.at("id") == first.at("id"));
  CHECK(again.http.Header("location") == first.http.Header("location"));
  const Answer other = Call(ann, "POST", "/jobs", Json{{"url", "https://youtu.be/aaaaaaaaaaa"}}, {key});
  CHECK(other.status == 422);
  CHECK(other.code() == "idempotency_key_reused");
  CHECK(Call(bob, "POST", "/jobs", body, {key}).at("id") != first.at("id"));
  clock.Advance(std::chrono::hours(24));
  CHECK(Call(ann, "POST", "/jobs", body, {key}).at("id") != first.at("id"));
}

TEST_CASE_METHOD(ApiWorld, "jobs are listed newest first, by status, by words and by pages") {
  const std::string one = MetaReady();
  const std::string two = MetaReady();
  const std::string three = UploadReady();
  Patch(one, {{"title", "Sunrise at 100%"}});
  const auto ids = [&](const std::string& query) {
    std::vector<std::string> found;
    const Json listed = Get("/jobs" + query).json.at("items");
    for (const Json& job : listed) found.push_back("/jobs/" + job.at("id").get<std::string>());
    return found;
  };
  CHECK(ids("") == std::vector<std::string>{three, two, one});
  CHECK(ids("?status=META_READY") == std::vector<std::string>{two, one});
  CHECK(ids("?q=sunrise") == std::vector<std::string>{one});
  CHECK(ids("?q=100%25") == std::vector<std::string>{one});
  CHECK(ids("?q=film.mp4") == std::vector<std::string>{three});
  CHECK(ids("?q=dQw4&status=UPLOAD_READY") == std::vector<std::string>{three});
  const Json first = Get("/jobs?limit=2").json;
  CHECK(ids("?limit=2&cursor=" + first.at("nextCursor").get<std::string>()) == std::vector<std::string>{one});
  CHECK(Get("/jobs?status=BUSY").pointer() == "/status");
  CHECK(Call(bob, "GET", "/jobs").json.at("items").empty());
}

TEST_CASE_METHOD(ApiWorld, "a change by hand is checked field by field") {
  const std::string job = MetaReady();
  CHECK(Patch(job, {{"title", "  "}}).pointer() == "/title");
  CHECK(Patch(job, {{"title", std::string(501, 'x')}}).pointer() == "/title");
  CHECK(Patch(job, {{"durationSeconds", -1}}).pointer() == "/durationSeconds");
  CHECK(Patch(job, {{"durationSeconds", 6 * 3600 + 1}}).code() == "too_long");
  CHECK(Patch(job, {{"recipe", {{"gif", {{"fps", 0}}}}}}).pointer() == "/recipe/gif/fps");
  CHECK(Patch(job, {{"status", "READY"}}).code() == "unknown_field");
  CHECK(Patch(job, {{"autoProcess", false}}).json.at("autoProcess") == false);
  CHECK(Patch(job, {{"title", "New"}}).at("title") == "New");
}

TEST_CASE_METHOD(ApiWorld, "a title and a label are one plain line, or they are refused with their pointer") {
  const std::string job = MetaReady();
  for (const char* text :
       {"a\u202Eb", "a\nb", "a\tb", "a\u2028b", "a\u0085b", "\u0007", "\u2066a", "a\u200F", "\uFEFFa"}) {
    CAPTURE(text);
    const Answer title = Patch(job, {{"title", text}});
    CHECK(title.status == 422);
    CHECK(title.code() == "invalid_field");
    CHECK(title.pointer() == "/title");
    const Json clip = {{"start", 0}, {"end", 1}, {"label", text}};
    const Answer label = Patch(job, {{"recipe", {{"clips", Json::array({clip})}}}});
    CHECK(label.status == 422);
    CHECK(label.pointer() == "/recipe/clips/0/label");
  }
  CHECK(Patch(job, {{"title", "Größe 日本語 👩‍👧 שלום"}}).at("title") ==
        "Größe 日本語 👩‍👧 שלום");
}

TEST_CASE_METHOD(ApiWorld, "a description that is pasted keeps its lines and loses what cannot be seen in it") {
  const std::string job = MetaReady();
  Patch(job, {{"durationSeconds", 100}, {"description", "0:00 \u202EOne\u202C\n0:50 Two\u20280:60"}});
  const Json meta = Get(job).json.at("sourceMeta");
  CHECK(meta.at("chapters")[0] == Json{{"start", 0.0}, {"end", 50.0}, {"title", "One"}});
  CHECK(meta.at("chapters")[1] == Json{{"start", 50.0}, {"end", 100.0}, {"title", "Two"}});
}

TEST_CASE_METHOD(ApiWorld, "what YouTube tells is made plain lines: breaks are spaces, what turns the order goes") {
  youtube.SetTexts("A\u202Eb\nfilm\u2066", "A\u200Fn\u0085n");
  for (const char* duration : {"", "PT2M"}) {
    youtube.SetDuration(duration);
    const Json made = Post("/jobs", Json{{"url", kUrl}}).json;
    CHECK(made.at("title") == "Ab film");
    CHECK(made.at("sourceMeta").at("authorName") == "An n");
  }
}

TEST_CASE_METHOD(ApiWorld, "a recipe does not change under the worker's hands") {
  const std::string job = Processing();
  const Answer refused = Patch(job, {{"recipe", {{"clips", Json::array()}}}});
  CHECK(refused.status == 409);
  CHECK(refused.code() == "wrong_status");
  CHECK(refused.at("current") == "PROCESSING");
}

TEST_CASE_METHOD(ApiWorld, "rights are confirmed once, by whom and which text, and repeating it changes nothing") {
  const std::string job = MetaReady();
  CHECK(Post(job + "/rights", Json{{"confirmed", false}}).pointer() == "/confirmed");
  CHECK(Post(job + "/rights", Json::object()).pointer() == "/confirmed");
  const Answer confirmed = Post(job + "/rights", Json{{"confirmed", true}});
  CHECK(confirmed.at("rightsConfirmedAt") == base::ToIso8601(clock.Now()));
  CHECK(confirmed.at("rightsTextVersion") == "1");
  const auto told = Told(job);
  clock.Advance(std::chrono::seconds(1));
  CHECK(Post(job + "/rights", Json{{"confirmed", true}}).json == confirmed.json);
  CHECK(Told(job) == told);
}

TEST_CASE_METHOD(ApiWorld, "a deleted job is gone with its source and artifacts") {
  const std::string job = Ready();
  const std::string source = Get(job).at("r2SourceKey");
  const std::string artifact = Get(job + "/artifacts").json.at("items")[0].at("r2Key");
  REQUIRE(objects.Head(source));
  CHECK(Delete(job).status == 204);
  CHECK(Delete(job).status == 404);
  CHECK(Get(job).status == 404);
  CHECK_FALSE(objects.Head(source));
  CHECK_FALSE(objects.Head(artifact));
  CHECK(Call(ada, "GET", "/system").json.at("pendingDeletes") == 0);
}

TEST_CASE_METHOD(ApiWorld, "the list comes in the order that is asked for, page by page") {
  for (const char* title : {"b", "c", "a"}) Patch(MetaReady(), {{"title", title}});
  const auto titles = [&](const std::string& query) {
    std::string seen;
    std::string cursor;
    do {
      const Answer page = Get("/jobs?limit=2&" + query + (cursor.empty() ? "" : "&cursor=" + cursor));
      REQUIRE(page.status == 200);
      for (const Json& job : page.json.at("items")) seen += job.at("title").get<std::string>();
      cursor = page.json.at("nextCursor").is_null() ? "" : page.at("nextCursor");
    } while (!cursor.empty());
    return seen;
  };
  CHECK(titles("sort=title") == "abc");
  CHECK(titles("sort=oldest") == "bca");
  CHECK(titles("sort=newest") == "acb");
  CHECK(titles("") == "acb");
  CHECK(titles("sort=longest") == "acb");
  CHECK(titles("sort=largest&status=META_READY") == "acb");
  const Answer refused = Get("/jobs?sort=rating");
  CHECK(refused.status == 422);
  CHECK(refused.pointer() == "/sort");
}

TEST_CASE_METHOD(ApiWorld, "a job says how many clips were made of it") {
  const std::string job = Ready();
  const auto clips = Get(job + "/artifacts").json.at("items").size();
  REQUIRE(clips > 0);
  CHECK(Get(job).json.at("clipCount") == clips);
}
