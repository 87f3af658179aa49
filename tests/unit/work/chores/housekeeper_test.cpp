#include "work/chores/housekeeper.h"

#include <atomic>

#include "base/error.h"
#include "catch.h"

using namespace clipbox;
using namespace std::chrono_literals;

TEST_CASE("each chore runs at once and then each time its turn comes") {
  base::ManualClock clock;
  int often = 0;
  int seldom = 0;
  work::Housekeeper keeper(
      {{"often", 10s, [&](std::stop_token) { ++often; }}, {"seldom", 25s, [&](std::stop_token) { ++seldom; }}}, clock);
  CHECK(keeper.RunDue({}) == 10s);
  clock.Advance(10s);
  CHECK(keeper.RunDue({}) == 10s);
  clock.Advance(10s);
  CHECK(keeper.RunDue({}) == 5s);
  clock.Advance(5s);
  keeper.RunDue({});
  CHECK(often == 3);
  CHECK(seldom == 2);
}

TEST_CASE("a chore that throws does not keep the others from their turn, and has its own again") {
  base::ManualClock clock;
  int failing = 0;
  int other = 0;
  work::Housekeeper keeper({{"failing", 1s,
                             [&](std::stop_token) {
                               ++failing;
                               throw base::Error(base::ErrorCode::kUnreachable, "no network");
                             }},
                            {"other", 1s, [&](std::stop_token) { ++other; }}},
                           clock);
  keeper.RunDue({});
  clock.Advance(1s);
  keeper.RunDue({});
  CHECK(failing == 2);
  CHECK(other == 2);
}

TEST_CASE("a stop ends the chore that runs and starts no other") {
  base::SystemClock clock;
  std::atomic<bool> started = false;
  std::atomic<bool> other = false;
  work::Housekeeper keeper({{"long", 1s,
                             [&](std::stop_token stop) {
                               started = true;
                               started.notify_one();
                               work::Wake().Wait(stop, 0, 1h);
                             }},
                            {"other", 1s, [&](std::stop_token) { other = true; }}},
                           clock);
  keeper.Start();
  started.wait(false);
  keeper.Stop();
  CHECK_FALSE(other);
}
