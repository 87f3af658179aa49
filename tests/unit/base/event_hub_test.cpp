#include "base/event_hub.h"

#include <thread>

#include "catch.h"

using namespace clipbox::base;
using namespace std::chrono_literals;

namespace {

Event JobEvent(const std::string& id) {
  return {.kind = EventKind::kJob, .user_id = "u", .job_id = id, .timeline_id = 0, .subject_id = ""};
}

}  // namespace

TEST_CASE("each subscriber gets each event once, in order") {
  EventHub hub;
  const auto first = hub.Subscribe();
  const auto second = hub.Subscribe();
  hub.Publish(JobEvent("a"));
  hub.Publish(JobEvent("b"));
  for (auto* subscription : {first.get(), second.get()}) {
    CHECK(subscription->Next({}, 0ms)->job_id == "a");
    CHECK(subscription->Next({}, 0ms)->job_id == "b");
    CHECK_FALSE(subscription->Next({}, 0ms));
  }
}

TEST_CASE("a subscriber that falls behind loses the oldest events and is told so once") {
  EventHub hub;
  const auto subscription = hub.Subscribe();
  for (int i = 0; i < 1100; ++i) hub.Publish(JobEvent(std::to_string(i)));
  CHECK(subscription->Next({}, 0ms)->job_id == "76");
  CHECK(subscription->TakeLagged());
  CHECK_FALSE(subscription->TakeLagged());
}

TEST_CASE("a waiting subscriber wakes for an event of another thread, a stop and the close of the hub") {
  EventHub hub;
  const auto subscription = hub.Subscribe();
  std::jthread publisher([&] { hub.Publish(JobEvent("late")); });
  CHECK(subscription->Next({}, 1h)->job_id == "late");

  std::stop_source stop;
  std::jthread stopper([&] { stop.request_stop(); });
  CHECK_FALSE(subscription->Next(stop.get_token(), 1h));

  std::jthread closer([&] { hub.Close(); });
  CHECK_FALSE(subscription->Next({}, 1h));
}
