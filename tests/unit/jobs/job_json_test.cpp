#include "jobs/job_json.h"

#include "catch.h"

using namespace clipbox;
using namespace clipbox::jobs;

namespace {

SourceMeta Full() {
  SourceMeta meta;
  meta.title = "A film";
  meta.author_name = "Ann";
  meta.author_url = "https://www.youtube.com/@ann";
  meta.thumbnail_url = "https://i.ytimg.com/vi/abcdefghijk/hqdefault.jpg";
  meta.duration_seconds = 61.5;
  meta.description = "0:00 One\n0:30 Two";
  meta.chapters = {{0, 30, "One"}, {30, std::nullopt, "Two"}};
  meta.fetched_at = base::FromMillis(1'767'323'045'678);
  meta.via = MetadataVia::kDataApi;
  return meta;
}

const char* kAsJson = R"({
  "title": "A film", "authorName": "Ann", "authorUrl": "https://www.youtube.com/@ann",
  "thumbnailUrl": "https://i.ytimg.com/vi/abcdefghijk/hqdefault.jpg", "durationSeconds": 61.5,
  "description": "0:00 One\n0:30 Two",
  "chapters": [{"start": 0.0, "end": 30.0, "title": "One"}, {"start": 30.0, "end": null, "title": "Two"}],
  "fetchedAt": "2026-01-02T03:04:05.678Z", "via": "data_api", "limited": false})";

}  // namespace

TEST_CASE("what is known of a video is written with every field, null where there is no value") {
  CHECK(ToJson(Full()) == base::ParseJson(kAsJson));
  const base::Json none = ToJson(SourceMeta{});
  for (const char* name : {"title", "authorName", "authorUrl", "thumbnailUrl", "durationSeconds", "description"}) {
    INFO(name);
    CHECK(none.at(name).is_null());
  }
}

TEST_CASE("what is known of a video is read back as it was written") {
  for (const SourceMeta& meta : {Full(), SourceMeta{}}) CHECK(ToJson(SourceMetaOf(ToJson(meta))) == ToJson(meta));
}

TEST_CASE("a row of 0.1.0, with milliseconds and an empty title, is read as well") {
  base::Json old = base::ParseJson(kAsJson);
  old["fetchedAt"] = 1'767'323'045'678;
  CHECK(ToJson(SourceMetaOf(old)) == ToJson(Full()));
  old["title"] = "";
  CHECK(SourceMetaOf(old).title.empty());
}

TEST_CASE("warnings are read back as they were written") {
  const std::vector<Warning> warnings = {{"unsupported", "No sound.", "audio", "intro"}, {"internal", "x", "gif", {}}};
  const base::Json json = ToJson(warnings);
  CHECK(json.at(1).at("clip").is_null());
  CHECK(ToJson(WarningsOf(json)) == json);
}
