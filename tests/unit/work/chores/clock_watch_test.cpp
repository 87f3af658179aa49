// What is deleted for its age while the wall clock jumps: nothing.
#include "work/chores/clock_watch.h"

#include <fstream>

#include "catch.h"
#include "unit/work/faulty_store.h"
#include "unit/work/work_fixture.h"
#include "work/chores/chores.h"
#include "work/chores/sweeper.h"

using namespace clipbox;
using namespace std::chrono_literals;
using std::chrono::milliseconds;
using test::WorkFixture;

namespace {

constexpr milliseconds kTenYears = 87660h;

// Something that each chore would delete at some age: a READY job's source and artifact, an unfinished upload, an
// object that no row names.
struct ClockFixture : WorkFixture {
  static constexpr const char* kLeftover = "clipbox/artifacts/J/left.mp4";
  static constexpr work::RetentionRules kRules{.source = std::chrono::days(30), .artifact = std::chrono::days(30)};

  ClockFixture() : film(Uploaded(Film(), R"({"clips": [{"start": 0, "end": 1}], "outputs": ["poster"]})")) {
    RunAll();
    REQUIRE(ArtifactsOf(film).size() > 0);
    unfinished = OpenUpload();
    PutLeftover(kLeftover);
    Watch().Look();
  }

  // As after a restart of the server.
  work::ClockWatch& Watch() { return watch.emplace(clock, store.settings); }

  void PutLeftover(const std::string& key) {
    std::ofstream(dir / "bytes") << "bytes";
    objects.PutFile(key, dir / "bytes", {.metadata = {{objectstore::kTokenName, kToken}}});
  }

  jobs::JobId OpenUpload() {
    store::NewJob wanted;
    wanted.user_id = film.user_id;
    wanted.video_id = "abcdefghijk";
    const jobs::JobId id = store.jobs.Create(wanted).job.id;
    jobs::SourceMeta meta;
    meta.title = "A film";
    store.metadata.Set(id, meta, jobs::Actor::System());
    store.jobs.ConfirmRights(film.user_id, id, "1");
    store::UploadSession session;
    session.key = "clipbox/sources/" + id.value + "/film.mp4";
    session.upload_id = objects.CreateMultipart(session.key, {});
    session.file_name = "film.mp4";
    session.size_bytes = 1;
    session.part_size = 8 << 20;
    session.part_count = 1;
    session.expires_at = clock.Now() + 7 * 24h;
    store.uploads.Prepare(film.user_id, id, session);
    return id;
  }

  void KeepHouse() {
    work::ExpireUploads(store.uploads, deleter, *watch, {});
    work::ExpireKept(store.retention, deleter, kRules, *watch, {});
    work::Sweeper({.prefix = "clipbox/", .installation_token = kToken, .temp_dirs = {dir / "temp"}}, store, faulty,
                  deleter.keys(), *watch)
        .Run({});
  }

  bool IsAllThere() {
    return Get(film).source_key && !ArtifactsOf(film).empty() && objects.Head(kLeftover) &&
           store.jobs.FindAnyones(unfinished)->status == jobs::Status::kUploadReady;
  }
  bool IsAllGone() {
    return !Get(film).source_key && ArtifactsOf(film).empty() && !objects.Head(kLeftover) &&
           store.jobs.FindAnyones(unfinished)->status == jobs::Status::kFailed;
  }

  // A day without a jump but for a moment, in which the chores run now and then.
  void AlmostADay() {
    for (int hour = 0; hour < 24; ++hour) {
      KeepHouse();
      clock.Advance(hour < 23 ? milliseconds(1h) : milliseconds(1h) - 1ms);
    }
    KeepHouse();
  }

  test::FaultyStore faulty{objects};
  std::optional<work::ClockWatch> watch;
  jobs::Job film;
  jobs::JobId unfinished;
};

}  // namespace

TEST_CASE_METHOD(ClockFixture, "without a jump all that is old enough goes, also after the machine slept for long") {
  KeepHouse();
  CHECK(IsAllThere());
  clock.Advance(31 * 24h);
  KeepHouse();
  CHECK(IsAllGone());
}

TEST_CASE_METHOD(ClockFixture, "a clock that jumps by ten years deletes nothing until it has gone on for a day") {
  clock.Jump(kTenYears);
  AlmostADay();
  CHECK(IsAllThere());
  clock.Advance(1ms);
  KeepHouse();
  CHECK(IsAllGone());
}

TEST_CASE_METHOD(ClockFixture, "a clock that jumps back deletes nothing for a day either, and then by its new time") {
  clock.Advance(29 * 24h);
  store.jobs.Delete(film.user_id, unfinished);
  unfinished = OpenUpload();
  watch->Look();
  clock.Jump(-2h);
  AlmostADay();
  CHECK(objects.Head(kLeftover));
  clock.Advance(1ms);
  KeepHouse();
  CHECK_FALSE(objects.Head(kLeftover));
  CHECK(Get(film).source_key);
  clock.Advance(3h);
  KeepHouse();
  CHECK_FALSE(Get(film).source_key);
}

TEST_CASE_METHOD(ClockFixture, "a clock that is set right again has jumped twice, and the day begins anew") {
  clock.Jump(kTenYears);
  AlmostADay();
  clock.Jump(-kTenYears);
  AlmostADay();
  CHECK(IsAllThere());
  clock.Advance(1ms);
  KeepHouse();
  CHECK_FALSE(objects.Head(kLeftover));
  CHECK(Get(film).source_key);
}

TEST_CASE_METHOD(ClockFixture, "an hour is no jump, a moment more is one, whether at once or in steps") {
  const milliseconds step = GENERATE(milliseconds(1h), milliseconds(-1h));
  const bool in_steps = GENERATE(false, true);
  if (in_steps) {
    for (int i = 0; i < 4; ++i) {
      clock.Jump(step / 4);
      clock.Advance(5min);
      CHECK(watch->TrustedNow());
    }
  } else {
    clock.Jump(step);
  }
  CHECK(watch->TrustedNow() == clock.Now());
  clock.Jump(step > 0s ? 1ms : -1ms);
  CHECK_FALSE(watch->TrustedNow());
}

TEST_CASE_METHOD(ClockFixture, "when a person confirms the time, deleting goes on by it at once") {
  clock.Jump(kTenYears);
  KeepHouse();
  CHECK(IsAllThere());
  CHECK_FALSE(watch->Confirm().paused_at);
  KeepHouse();
  CHECK(IsAllGone());
  CHECK(watch->Confirm().highest == clock.Now());
}

TEST_CASE_METHOD(ClockFixture, "a restart keeps the pause and how long it has lasted") {
  clock.Jump(kTenYears);
  KeepHouse();
  for (int hour = 0; hour < 23; ++hour) {
    clock.Advance(1h);
    Watch();
    KeepHouse();
  }
  CHECK(IsAllThere());
  clock.Advance(1h);
  Watch();
  KeepHouse();
  CHECK(IsAllGone());
}

TEST_CASE_METHOD(ClockFixture, "a restart keeps the confirmation") {
  clock.Jump(kTenYears);
  watch->Look();
  watch->Confirm();
  Watch();
  KeepHouse();
  CHECK(IsAllGone());
}

TEST_CASE_METHOD(ClockFixture, "a jump while the server was down is seen as long as the machine was not restarted") {
  clock.Advance(20 * 24h);
  Watch();
  CHECK(watch->TrustedNow());
  clock.Jump(2h);
  Watch();
  KeepHouse();
  CHECK(objects.Head(kLeftover));
}

TEST_CASE_METHOD(ClockFixture, "after a start of the machine a clock before the highest time seen has jumped") {
  clock.Advance(5h);
  watch->Look();
  clock.Reboot(-1h);
  CHECK(Watch().TrustedNow());
  clock.Reboot(-1ms);
  CHECK_FALSE(Watch().TrustedNow());
}

TEST_CASE_METHOD(ClockFixture, "after a start of the machine a month is a rest, more counts as a jump") {
  clock.Reboot(30 * 24h);
  CHECK(Watch().TrustedNow());
  clock.Reboot(30 * 24h + 1ms);
  KeepHouse();
  CHECK(IsAllThere());
}

TEST_CASE_METHOD(ClockFixture,
                 "the highest time seen is kept every ten minutes, and so outlives a start of the machine") {
  for (int minute = 0; minute < 100; ++minute) {
    clock.Advance(1min);
    watch->Look();
  }
  clock.Reboot(-80min);
  CHECK_FALSE(Watch().TrustedNow());
}

TEST_CASE_METHOD(ClockFixture, "the day of a pause goes on across a start of the machine") {
  clock.Jump(kTenYears);
  watch->Look();
  clock.Reboot(23h);
  CHECK_FALSE(Watch().TrustedNow());
  clock.Reboot(1h);
  CHECK(Watch().TrustedNow());
}

TEST_CASE_METHOD(ClockFixture, "a memory that cannot be read counts as a jump, none at all does not") {
  store.settings.Set(work::kClockSetting, "{}");
  CHECK_FALSE(Watch().TrustedNow());
  WorkFixture fresh;
  CHECK(fresh.clock_watch.TrustedNow() == fresh.clock.Now());
}

TEST_CASE_METHOD(ClockFixture, "a jump in the middle of a sweep makes nothing older") {
  clock.Advance(25h);
  PutLeftover("clipbox/artifacts/J/young.mp4");
  PutLeftover("clipbox/artifacts/K/young.mp4");
  faulty.before_list = [&] { clock.Jump(kTenYears); };
  KeepHouse();
  CHECK_FALSE(objects.Head(kLeftover));
  CHECK(objects.Head("clipbox/artifacts/J/young.mp4"));
  CHECK(objects.Head("clipbox/artifacts/K/young.mp4"));
}

TEST_CASE("a server was absent from the last time it kept until its next start, a little more and a hundred times") {
  work::ClockMemory memory = work::BelieveClock({base::FromMillis(0), {}});
  const auto at = [](milliseconds time) { return base::FromMillis(time.count()); };
  memory = work::ReturnAt(at(20min), memory);
  CHECK_FALSE(memory.WasAbsent(at(-5min - 1ms)));  // the clocks of this machine and of the store may differ so much
  CHECK(memory.WasAbsent(at(-5min)));
  CHECK(memory.WasAbsent(at(25min - 1ms)));
  CHECK_FALSE(memory.WasAbsent(at(25min)));
  for (int day = 1; day <= 150; ++day) {
    memory = work::JudgeClock(memory, {at(day * 24h), {}});
    memory = work::ReturnAt(at(day * 24h + 1h), memory);
  }
  CHECK(memory.absences.size() == 100);
  CHECK(memory.WasAbsent(at(15min)));
  for (int day = 1; day <= 150; ++day) CHECK(memory.WasAbsent(at(day * 24h + 30min)));
  CHECK_FALSE(memory.WasAbsent(at(150 * 24h - 6min)));
}

TEST_CASE("an absence that a wrong clock announced ends when the clock is right again") {
  const auto at = [](milliseconds time) { return base::FromMillis(time.count()); };
  const work::ClockMemory wrong = work::ReturnAt(at(kTenYears), work::BelieveClock({at(0min), {"a boot", 0min}}));
  REQUIRE(wrong.WasAbsent(at(kTenYears / 2)));
  const work::ClockReading right = {at(1h), {"another", 1min}};
  const auto back = work::JudgeClock(work::JudgeClock(wrong, {at(kTenYears), {"another", 0min}}), right);
  for (const work::ClockMemory& memory : {back, work::BelieveClock(right, wrong.absences)}) {
    CHECK(memory.WasAbsent(at(30min)));
    CHECK_FALSE(memory.WasAbsent(at(kTenYears / 2)));
  }
}

TEST_CASE("what is known of the clock outlives its text") {
  const work::ClockMemory believed =
      work::BelieveClock({base::FromMillis(1'767'323'045'678), {"a boot", milliseconds(5'000)}});
  const work::ClockMemory jumped = work::JudgeClock(believed, {base::FromMillis(0), {"a boot", milliseconds(6'000)}});
  REQUIRE(jumped.jump == milliseconds(-1'767'323'046'678));
  const work::ClockMemory returned = work::ReturnAt(base::FromMillis(1'767'400'000'000), jumped);
  REQUIRE(returned.absences.size() == 1);
  for (const work::ClockMemory& memory : {believed, jumped, returned})
    CHECK(work::ClockMemoryOf(work::ClockMemoryText(memory)) == memory);
}

TEST_CASE("a description of the clock says by how much it jumped and until when nothing expires") {
  const base::Timestamp start = base::FromMillis(1'767'323'045'678);
  const work::ClockMemory believed = work::BelieveClock({start, {"a boot", 0ms}});
  CHECK(work::DescribeClock(believed, start + 1s) == base::Json{{"now", "2026-01-02T03:04:06.678Z"},
                                                                {"highestSeen", "2026-01-02T03:04:05.678Z"},
                                                                {"paused", false},
                                                                {"pausedUntil", nullptr},
                                                                {"jumpedBySeconds", nullptr}});
  const work::ClockMemory jumped = work::JudgeClock(believed, {start - 2h, {"a boot", 0ms}});
  CHECK(work::DescribeClock(jumped, start - 2h) == base::Json{{"now", "2026-01-02T01:04:05.678Z"},
                                                              {"highestSeen", "2026-01-02T01:04:05.678Z"},
                                                              {"paused", true},
                                                              {"pausedUntil", "2026-01-03T01:04:05.678Z"},
                                                              {"jumpedBySeconds", -7200.0}});
}
