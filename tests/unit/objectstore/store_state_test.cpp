#include "objectstore/store_state.h"

#include <atomic>
#include <latch>
#include <thread>

#include "base/error.h"
#include "catch.h"

namespace clipbox::objectstore {

TEST_CASE("the store's state is asked for at most each 30 seconds, and tells why it is away") {
  base::ManualClock clock;
  int asked = 0;
  bool works = true;
  StoreState state(
      [&] {
        if (++asked; !works) throw base::Error(base::ErrorCode::kStoreUnavailable, "nobody listens");
      },
      clock);
  CHECK(state.Look().answers);
  works = false;
  clock.Advance(std::chrono::milliseconds(29'999));
  CHECK(state.Look().answers);
  CHECK(asked == 1);
  clock.Advance(std::chrono::milliseconds(1));
  CHECK_FALSE(state.Look().answers);
  CHECK(state.Look().detail == "nobody listens");
  works = true;
  CHECK_FALSE(state.Look().answers);
  clock.Advance(StoreState::kInterval);
  CHECK(state.Look().answers);
  CHECK(asked == 3);
}

TEST_CASE("while one asks the store, others get the last answer at once") {
  base::ManualClock clock;
  std::atomic<bool> slow = false;
  std::latch asking(1), may_answer(1);
  StoreState state(
      [&] {
        if (!slow) return;
        asking.count_down();
        may_answer.wait();
        throw base::Error(base::ErrorCode::kStoreUnavailable, "nobody listens");
      },
      clock);
  CHECK(state.Look().answers);
  slow = true;
  clock.Advance(StoreState::kInterval);
  std::jthread asker([&] { state.Look(); });
  asking.wait();
  CHECK(state.Look().answers);
  may_answer.count_down();
  asker.join();
  CHECK_FALSE(state.Look().answers);
}

}  // namespace clipbox::objectstore
