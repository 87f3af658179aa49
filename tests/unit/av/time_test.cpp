#include "av/time.h"

#include "catch.h"

using namespace clipbox;

TEST_CASE("seconds become the nearest tick") {
  CHECK(av::ToTicks(0.1, {1, 30000}) == 3000);
  CHECK(av::ToTicks(1.0 / 3, {1, 1000}) == 333);
  CHECK(av::ToTicks(2.0 / 3, {1, 1000}) == 667);
  CHECK(av::ToTicks(1001.0 / 30000, {1001, 30000}) == 1);
  CHECK(av::ToTicks(-0.0004, {1, 1000}) == 0);
}

TEST_CASE("ticks of any time base come back as the seconds they stand for") {
  for (const AVRational tick : {AVRational{1, 90000}, AVRational{1, 1'000'000'000}, AVRational{1001, 24000}}) {
    for (const std::int64_t ticks : {std::int64_t{0}, std::int64_t{1}, std::int64_t{123'456'789}}) {
      CHECK(av::ToTicks(av::ToSeconds(ticks, tick), tick) == ticks);
    }
  }
}

TEST_CASE("no time stays no time") { CHECK(av::Rescale(av::kNoTime, {1, 1000}, {1, 90000}) == av::kNoTime); }
