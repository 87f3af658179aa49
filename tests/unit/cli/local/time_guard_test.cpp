#include "cli/local/time_guard.h"

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <iostream>
#include <sstream>

#include "base/json.h"
#include "catch.h"
#include "cli/local/clip_report.h"

using namespace clipbox;
using namespace std::chrono_literals;
using cli::TimeGuard;
using cli::WorkClock;

namespace {

constexpr int kLastAct = 42;
constexpr int kReturned = 7;

// A clock that jumps with each look. `worked` and `watched` a look.
WorkClock Jumping(std::chrono::nanoseconds ran, std::chrono::nanoseconds waited) {
  auto reading = std::make_shared<WorkClock::Reading>();
  return WorkClock(
      [=] {
        reading->passed += 2s;
        reading->ran += ran;
        reading->waited += waited;
        return *reading;
      },
      1);
}

// How a process ends whose work hangs under such a guard: with kLastAct where the guard ended it, for a reason with
// this word.
int EndUnder(const std::function<TimeGuard::Limits(WorkClock&)>& limits, std::chrono::nanoseconds ran,
             std::chrono::nanoseconds waited, int looks = 60, const std::string& word = "") {
  const pid_t child = ::fork();
  if (child == 0) {
    WorkClock clock = Jumping(ran, waited);
    std::cerr.setstate(std::ios::failbit);
    const TimeGuard guard(clock, limits(clock), [&](const std::string& why) {
      return why.find(word) == std::string::npos ? kReturned : kLastAct;
    });
    for (int i = 0; i < looks; ++i) clock.Read();
    ::alarm(20);
    ::pause();
    ::_exit(kReturned);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

}  // namespace

TEST_CASE("work without progress is ended by its patience, after the last act, with its exit code") {
  CHECK(EndUnder([](WorkClock& clock) { return TimeGuard::Limits{35s, clock.Now() + 24h}; }, 2s, 0s) == kLastAct);
}

TEST_CASE("work is ended when its time on the wall is over, however little of it the machine left it") {
  const auto limits = [](WorkClock& clock) { return TimeGuard::Limits{24h, clock.Now() + 24h, {}, 30s}; };
  CHECK(EndUnder(limits, 0s, 2s, 20, "took too long") == kLastAct);
}

TEST_CASE("work without progress is ended within a minute on the wall, however busy the machine") {
  // 60 looks of 2 s, in each of which it could work a quarter of one.
  CHECK(EndUnder(
            [](WorkClock& clock) {
              return TimeGuard::Limits{24h, clock.Now() + 24h};
            },
            100ms, 1900ms) == kLastAct);
}

TEST_CASE("work that does not stop when it was told to is ended") {
  CHECK(EndUnder(
            [](WorkClock& clock) {
              std::stop_source told;
              told.request_stop();
              return TimeGuard::Limits{24h, clock.Now() + 24h, told.get_token()};
            },
            2s, 0s) == kLastAct);
}

TEST_CASE("each output of which nothing was said has its line in the end, and only those") {
  const media::Span clip{media::Clip{0, 1, 1, "a"}, {jobs::ArtifactType::kClip, jobs::ArtifactType::kGif}, "01-a"};
  const media::Span whole{std::nullopt, {jobs::ArtifactType::kPoster}, "video"};
  const media::Plan plan{{clip, whole}, {}};
  std::ostringstream out;
  std::streambuf* const before = std::cout.rdbuf(out.rdbuf());
  cli::ClipReport report(plan, true);
  report.Failed({jobs::ArtifactType::kClip, "a", base::ErrorCode::kNoVideo, "no"});
  report.FailRest(base::ErrorCode::kTimeout, "too slow");
  report.FailRest(base::ErrorCode::kTimeout, "told twice");
  std::cout.rdbuf(before);
  CHECK_FALSE(report.any_made());
  std::istringstream lines(out.str());
  std::vector<std::string> told;
  for (std::string line; std::getline(lines, line);) {
    const base::Json json = base::ParseJson(line);
    told.push_back(json.at("type").get<std::string>() + " " + base::DumpJson(json.at("label")) + " " +
                   json.at("error").at("message").get<std::string>());
  }
  CHECK(told == std::vector<std::string>{"clip \"a\" no", "gif \"a\" too slow", "poster null too slow"});
}
