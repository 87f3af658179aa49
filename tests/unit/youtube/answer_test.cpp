#include "youtube/answer.h"

#include "catch.h"

namespace clipbox::youtube {

TEST_CASE("ISO 8601 durations are read as YouTube writes them") {
  CHECK(ParseIsoDuration("PT1H2M3S") == 3723.0);
  CHECK(ParseIsoDuration("PT10M34S") == 634.0);
  CHECK(ParseIsoDuration("PT45S") == 45.0);
  CHECK(ParseIsoDuration("PT2H") == 7200.0);
  CHECK(ParseIsoDuration("P1DT2H") == 93600.0);
  CHECK(ParseIsoDuration("P0D") == 0.0);
}

TEST_CASE("what is no such duration is none") {
  for (const char* text : {"", "P", "PT", "T1M", "PT1", "PTM", "1H", "PT1S1M", "PT1.5S", "PT-1S", "P1H", "PT1X",
                           "PT9999999999S", "P1MT1S", "P5T1H", "PD1", "P-1D", "P99999999999D"}) {
    INFO(text);
    CHECK_FALSE(ParseIsoDuration(text));
  }
}

TEST_CASE("a stream that has not ended has no duration") {
  const Endpoints endpoints;
  const auto video =
      ReadDataApi(R"({"items":[{"id":"aqz-KE-bpKQ","snippet":{"title":"Live"},"contentDetails":{"duration":"PT0S"}}]})",
                  "aqz-KE-bpKQ", endpoints);
  REQUIRE(video);
  CHECK_FALSE(video->duration_seconds);
  CHECK_FALSE(video->description);
}

TEST_CASE("the Data API's names become plain lines, its description keeps its own") {
  const auto video = ReadDataApi(
      R"({"items":[{"id":"aqz-KE-bpKQ","snippet":{"title":"\u202Ea\nb","channelTitle":"A\u2066nn","description":"x\ny\u202E"}}]})",
      "aqz-KE-bpKQ", {});
  REQUIRE(video);
  CHECK(video->title == "a b");
  CHECK(video->author_name == "Ann");
  CHECK(video->description == "x\ny");
}

}  // namespace clipbox::youtube
