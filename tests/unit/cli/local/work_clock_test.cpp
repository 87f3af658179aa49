#include "cli/local/work_clock.h"

#include "catch.h"

using namespace clipbox;
using namespace std::chrono_literals;
using cli::WorkedOf;

TEST_CASE("where nobody else works, the time that a process could work is the time that passed") {
  CHECK(WorkedOf({.passed = 1s, .ran = 1s, .waited = 0s}, 2) == 1s);
  CHECK(WorkedOf({.passed = 1s, .ran = 2s, .waited = 0s}, 2) == 1s);
}

TEST_CASE("threads that wait only for each other are not held up by others") {
  CHECK(WorkedOf({.passed = 1s, .ran = 2s, .waited = 6s}, 2) == 1s);
}

TEST_CASE("a process that sleeps, for a disk or a network, is not held up") {
  CHECK(WorkedOf({.passed = 1s, .ran = 0s, .waited = 0s}, 2) == 1s);
  CHECK(WorkedOf({.passed = 1s, .ran = 10ms, .waited = 10ms}, 2) == 990ms);
}

TEST_CASE("what others took is taken off, for one thread and for as many as there are processors") {
  CHECK(WorkedOf({.passed = 1s, .ran = 250ms, .waited = 750ms}, 2) == 250ms);
  CHECK(WorkedOf({.passed = 1s, .ran = 500ms, .waited = 1500ms}, 2) == 250ms);
  CHECK(WorkedOf({.passed = 1s, .ran = 500ms, .waited = 5500ms}, 2) == 250ms);
}

TEST_CASE("an eighth of the time counts at least, so that an end stays in sight") {
  CHECK(WorkedOf({.passed = 1s, .ran = 1ms, .waited = 999ms}, 2) == 125ms);
}

TEST_CASE("a process that was stopped has neither worked nor been watched meanwhile") {
  cli::WorkClock::Reading reading;
  cli::WorkClock clock([&] { return reading; }, 2);
  const cli::WorkClock::Time before = clock.Read();
  reading.passed += 1h;
  const cli::WorkClock::Time after = clock.Read();
  CHECK(after.worked - before.worked == 2s);
  CHECK(after.watched - before.watched == 2s);
}

TEST_CASE("this process's clock goes on, and not faster than the wall's") {
  cli::WorkClock clock;
  const auto wall = std::chrono::steady_clock::now();
  const base::Monotonic begun = clock.Now();
  while (clock.Now() == begun) {
  }
  CHECK(clock.Now() - begun <= std::chrono::steady_clock::now() - wall + 200ms);
}
