#include "work/wake.h"

#include <thread>

#include "catch.h"

using namespace clipbox::work;
using namespace std::chrono_literals;

TEST_CASE("a ring between looking and waiting is not lost") {
  Wake wake;
  const auto seen = wake.Count();
  wake.Ring();
  wake.Wait({}, seen, 1h);  // returns at once, or the test hangs
  CHECK(wake.Count() == seen + 1);
}

TEST_CASE("a ring and a stop wake a waiting worker") {
  Wake wake;
  std::jthread waiting([&] { wake.Wait({}, wake.Count(), 1h); });
  std::jthread ringer([&](std::stop_token stop) {
    while (!stop.stop_requested()) wake.Ring();
  });
  waiting.join();

  ringer = {};
  std::jthread stopped([&](std::stop_token stop) { wake.Wait(stop, wake.Count(), 1h); });
  stopped.request_stop();
  stopped.join();
}
