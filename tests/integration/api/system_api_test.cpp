// What an administrator sees of the whole server: its past, its queue and workers, what failed, what is not right.
#include <cmath>

#include "integration/api/api_world.h"

using namespace clipbox;
using test::Answer;
using test::ApiWorld;
using test::Json;

namespace {

class SystemWorld : public ApiWorld {
 public:
  Json Look(const std::string& path) { return Call(ada, "GET", path).json; }
};

}  // namespace

TEST_CASE_METHOD(SystemWorld, "the system says what each worker does, and whose jobs are at work and wait") {
  const std::string first = Uploaded();
  const store::ClaimedTask task = Claim(first);
  const work::Running::Entry entry(work_rooms.running, task.claim, {}, task.kind, clock.MonotonicNow());
  store.queue.SaveProgress(task.claim, {"analysing", 0.05});
  clock.Advance(std::chrono::seconds(3));
  const std::string second = Uploaded();
  Json system = Look("/system");
  CHECK(std::abs(system.at("workersAtWork").at(0).at("seconds").get<double>() - 3) < 0.01);
  system["workersAtWork"][0].erase("seconds");
  CHECK(system.at("workersAtWork") == Json::array({{{"worker", task.claim.worker},
                                                    {"task", "analysis"},
                                                    {"jobId", IdOf(first).value},
                                                    {"title", "A film"},
                                                    {"ownerName", "ann"},
                                                    {"fraction", 0.05}}}));
  const Json jobs = system.at("queue").at("jobs");
  REQUIRE(jobs.size() == 2);
  CHECK(jobs[0].at("jobId") == IdOf(first).value);
  CHECK(jobs[0].at("state") == "working");
  CHECK(std::abs(jobs[0].at("seconds").get<double>() - 3) < 0.01);
  CHECK(jobs[0].at("fraction") == 0.05);
  CHECK(jobs[1].at("jobId") == IdOf(second).value);
  CHECK(jobs[1].at("state") == "waiting");
  CHECK(jobs[1].at("ownerName") == "ann");
  CHECK(jobs[1].at("fraction").is_null());
}

TEST_CASE_METHOD(SystemWorld, "the history of the last hours is told in stretches of five minutes") {
  store.history.Add({.jobs_created = 4, .cpu = std::chrono::milliseconds(1500), .memory_bytes = 77});
  clock.Advance(std::chrono::hours(2));
  store.history.Add({.jobs_ready = 1, .received_bytes = 9});
  const Json history = Look("/system/history");
  CHECK(history.at("stepSeconds") == 300);
  REQUIRE(history.at("items").size() == 2);
  CHECK(history.at("items")[0].at("jobsCreated") == 4);
  CHECK(history.at("items")[0].at("cpuSeconds") == 1.5);
  CHECK(history.at("items")[0].at("memoryBytes") == 77);
  CHECK(history.at("items")[1].at("receivedBytes") == 9);
  CHECK(Look("/system/history?hours=1").at("items").size() == 1);
  for (const char* hours : {"0", "169", "x", ""}) {
    CAPTURE(hours);
    CHECK(Call(ada, "GET", "/system/history?hours=" + std::string(hours)).pointer() == "/hours");
  }
}

TEST_CASE_METHOD(SystemWorld, "what failed is told of everybody's jobs, newest first, a page at a time") {
  const std::string first = FailedWithSource();
  clock.Advance(std::chrono::seconds(1));
  const std::string second = FailedWithSource();
  FailedWithoutSource();  // its owner's own word
  const Json page = Look("/system/failures?limit=1");
  REQUIRE(page.at("items").size() == 1);
  const Json& newest = page.at("items")[0];
  CHECK(newest.at("jobId") == IdOf(second).value);
  CHECK(newest.at("ownerName") == "ann");
  CHECK(newest.at("title") == "A film");
  CHECK(newest.at("code") == Get(second).json.at("failure").at("code"));
  CHECK(newest.at("at") == Get(second).json.at("failure").at("at"));
  const Json rest = Look("/system/failures?cursor=" + page.at("nextCursor").get<std::string>());
  REQUIRE(rest.at("items").size() == 1);
  CHECK(rest.at("items")[0].at("jobId") == IdOf(first).value);
  CHECK(rest.at("nextCursor").is_null());
  CHECK(Call(ada, "GET", "/system/failures?cursor=none").pointer() == "/cursor");
}

TEST_CASE_METHOD(SystemWorld, "findings are what doctor would find: each check, and how to mend what is not right") {
  std::filesystem::permissions(data.settings.data.dir, std::filesystem::perms::owner_all);
  const Json well = Look("/system/findings");
  const auto named = [](const Json& findings, const std::string& name) {
    for (const Json& check : findings.at("checks")) {
      if (check.at("name") == name) return check;
    }
    return Json();
  };
  for (const char* name : {"permissions", "database", "quarantine", "disk", "clock", "codecs", "libav", "store"}) {
    CAPTURE(name);
    CHECK(named(well, name).is_object());
  }
  CHECK(named(well, "permissions").at("ok") == true);
  CHECK(named(well, "permissions").at("mend").is_null());
  CHECK(named(well, "database").at("ok") == true);
  CHECK(named(well, "store").at("ok") == true);
  std::filesystem::permissions(data.settings.data.dir, std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  const Json open = named(Look("/system/findings"), "permissions");
  CHECK(open.at("ok") == false);
  CHECK(open.at("mend").get<std::string>().starts_with("chmod 700 "));
  CHECK(Look("/system/findings").at("ok") == false);
}

TEST_CASE_METHOD(SystemWorld, "only administrators see the system's past, failures and findings") {
  for (const char* path : {"/system/history", "/system/failures", "/system/findings"}) {
    CAPTURE(path);
    CHECK(Get(path).code() == "forbidden");
  }
}
