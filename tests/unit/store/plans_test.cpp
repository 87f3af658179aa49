// What SQLite does with the statements whose cost must not grow with the tables, as EXPLAIN QUERY PLAN says it.
#include <algorithm>
#include <cctype>

#include "catch.h"
#include "world.h"

using namespace clipbox;
using namespace clipbox::store;

namespace {

// Each parameter as a literal: the plan is the same, and nothing needs to be bound.
std::string WithoutParameters(const std::string& sql) {
  std::string text;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    if (sql[i] != ':') {
      text += sql[i];
      continue;
    }
    text += "'x'";
    while (i + 1 < sql.size() && (std::isalnum(static_cast<unsigned char>(sql[i + 1])) != 0 || sql[i + 1] == '_')) ++i;
  }
  return text;
}

std::string PlanOf(const std::string& name) {
  sqlite::Schema schema = DatabaseSchema();
  const auto query =
      std::find_if(schema.queries.begin(), schema.queries.end(), [&](const auto& each) { return each.name == name; });
  REQUIRE(query != schema.queries.end());
  query->sql = "EXPLAIN QUERY PLAN " + WithoutParameters(query->sql);
  const test::TempDir dir;
  sqlite::Database database(dir / "db", schema);
  return database.Read([&](sqlite::Connection& db) {
    std::string plan;
    sqlite::Statement rows = db.Query(name);
    while (rows.Next()) plan += rows.Get<std::string>("detail") + "\n";
    return plan;
  });
}

}  // namespace

TEST_CASE("every named statement can be prepared") {
  const test::TempDir dir;
  CHECK_NOTHROW(sqlite::Database(dir / "db", DatabaseSchema()));
  CHECK(DatabaseSchema().queries.size() > 80);
}

TEST_CASE("claims, lists and due times go by an index, without a sort and without a walk through a table") {
  const std::vector<std::pair<std::string, std::string>> expected = {
      {"ClaimJob", "video_jobs_waiting"},
      {"ClaimSuspect", "video_jobs_suspect"},
      {"FindReadyTask", "video_jobs_on_the_bench"},
      {"NextQueueDue", "video_jobs_waiting"},
      {"ListBench", "video_jobs_on_the_bench"},
      {"ReadBench", "video_jobs_on_the_bench"},
      {"ReadQueueStats", "video_jobs_waiting"},
      {"ListJobs", "video_jobs_of_user"},
      {"ListJobsByStatus", "video_jobs_of_user_by_status"},
      {"SearchJobs", "video_jobs_of_user"},
      {"ListJobsOldestFirst", "video_jobs_of_user"},
      {"ListJobsByTitle", "video_jobs_of_user_by_title (user_id=? AND title>?)"},
      {"ListJobsLongestFirst", "video_jobs_of_user_by_length (user_id=? AND length_seconds<?)"},
      {"ListJobsLargestFirst", "video_jobs_of_user_by_size (user_id=? AND <expr><?)"},
      {"ListJobs", "video_artifacts_one_of_a_kind (job_id=? AND type=?)"},
      {"ListMetadataDue", "video_jobs_metadata_due"},
      {"NextMetadataDue", "video_jobs_metadata_due"},
      {"ListExpiredUploads", "upload_sessions_open"},
      {"ListPendingDeletesDue", "pending_deletes_due"},
      {"ListArtifacts", "video_artifacts_of_job"},
      {"ListShares", "shares_of_job"},
      {"ListOldSources", "upload_sessions_completed"},
      {"ListJobsWithOldArtifacts", "video_artifacts_by_age"},
      {"IsKeyNamed", "video_artifacts_by_key"},
      {"IsStillToDelete", "upload_sessions_by_key"},
      {"CountQueuedJobs", "video_jobs_of_user_by_status"},
      {"ListJobBytes", "COVERING INDEX video_artifacts_sizes"},
      {"FindDueProxy", "proxy_tasks_waiting"},
      {"ClaimProxy", "proxy_tasks_waiting"},
      {"ListProxiesAtWork", "proxy_tasks_at_work"},
      {"FindProxyArtifact", "video_artifacts_of_job"},
      {"ListTimeline", "job_events_of_job"},
      {"ListFailures", "video_jobs_failed"},
      {"ListJobsWaiting", "video_jobs_waiting"},
      {"ListJobsAtWork", "video_jobs_on_the_bench"},
      {"FindArtifactOfAKind", "video_artifacts_one_of_a_kind"},
      {"EndOpenAttempt", "job_attempts_of_job"},
  };
  for (const auto& [name, index] : expected) {
    const std::string plan = PlanOf(name);
    INFO(name << ":\n" << plan);
    CHECK(plan.find(index) != std::string::npos);
    CHECK(plan.find("SCAN e") == std::string::npos);
    CHECK(plan.find("SCAN a\n") == std::string::npos);
    CHECK(plan.find("SCAN video_jobs\n") == std::string::npos);
    CHECK(plan.find("SCAN video_jobs USING COVERING INDEX video_jobs_of_user") == std::string::npos);
    if (name != "FindReadyTask") CHECK(plan.find("TEMP B-TREE") == std::string::npos);
  }
}
