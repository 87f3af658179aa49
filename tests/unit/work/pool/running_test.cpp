#include "work/pool/running.h"

#include "catch.h"

using namespace clipbox;

namespace {

store::Claim ClaimOf(const std::string& job, const std::string& token) {
  return {.job_id = {job}, .token = token, .worker = "w1"};
}

}  // namespace

TEST_CASE("what each worker does, and since when, is told") {
  work::Running running;
  const base::Monotonic begun{std::chrono::seconds(5)};
  const work::Running::Entry entry(running, ClaimOf("job-a", "1"), {}, store::TaskKind::kProxy, begun);
  const auto all = running.List();
  REQUIRE(all.size() == 1);
  CHECK(all[0].claim.job_id.value == "job-a");
  CHECK(all[0].kind == store::TaskKind::kProxy);
  CHECK(all[0].begun == begun);
}

TEST_CASE("a stop reaches every task of the claim and no other") {
  work::Running running;
  const work::Running::Entry first(running, ClaimOf("job-a", "1"), {});
  const work::Running::Entry second(running, ClaimOf("job-a", "1"), {});
  const work::Running::Entry other(running, ClaimOf("job-b", "2"), {});
  running.Stop("1");
  CHECK(first.stop().stop_requested());
  CHECK(second.stop().stop_requested());
  CHECK_FALSE(other.stop().stop_requested());
}

TEST_CASE("the stop of the pool reaches the task") {
  work::Running running;
  std::stop_source pool;
  const work::Running::Entry entry(running, ClaimOf("job-a", "1"), pool.get_token());
  pool.request_stop();
  CHECK(entry.stop().stop_requested());
}

TEST_CASE("claims are listed once each, of one job or of all, and leave with their tasks") {
  work::Running running;
  const work::Running::Entry first(running, ClaimOf("job-a", "1"), {});
  {
    const work::Running::Entry second(running, ClaimOf("job-a", "1"), {});
    const work::Running::Entry other(running, ClaimOf("job-b", "2"), {});
    CHECK(running.Claims("job-a").size() == 1);
    CHECK(running.Claims("").size() == 2);
    CHECK(running.Count() == 3);
  }
  CHECK(running.Claims("").size() == 1);
  CHECK(running.Claims("job-b").empty());
}
