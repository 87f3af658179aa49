#include "bench/store/small_objects.h"

#include <cstdio>
#include <filesystem>

#include "bench/store/load_client.h"
#include "bench/store/targets.h"
#include "objectstore/embedded/store_schema.h"
#include "sqlite/database.h"
#include "temp_dir.h"

namespace clipbox::bench {
namespace {

constexpr std::uint64_t kSmallBytes = 4 << 10;
constexpr int kObjects = 4000;
constexpr int kAtOnce = 16;
constexpr int kPageCalls = 20;

double PutAll(int port, bool is_ours, int round) {
  Targets to(port, is_ours);
  std::vector<std::string> targets;
  for (int i = 0; i < kObjects; ++i)
    targets.push_back(to.Of("PUT", "small-" + std::to_string(round) + "-" + std::to_string(i)));
  return kObjects / Run(port, {"PUT", targets, kSmallBytes, kAtOnce});
}

// Rows as the store writes them, of objects that have no parts: a listing looks at no file.
void Fill(const std::filesystem::path& data_dir, int keys) {
  std::filesystem::create_directories(data_dir);
  { sqlite::Database made(objectstore::StoreDatabaseFile(data_dir), objectstore::StoreSchema()); }
  sqlite::Connection connection(objectstore::StoreDatabaseFile(data_dir), sqlite::Access::kWrite, {});
  connection.Execute(
      "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < " + std::to_string(keys) +
      ") INSERT INTO objects (bucket, key, upload_id, size_bytes, etag, content_type, headers, metadata, "
      "modified_at_ms, is_recorded) SELECT '', printf('folder/%08d.bin', i), printf('%032d', i), 4096, "
      "printf('%032d', i), 'application/octet-stream', '{}', '{}', 1767323045678, 1 FROM n");
}

double MillisecondsOfPage(int keys) {
  const test::TempDir folder;
  Fill(folder / "data", keys);
  const RunningServer running = StartClipbox(folder.path(), "");
  Targets to(running.port, true);
  char middle[32];
  std::snprintf(middle, sizeof middle, "folder/%08d.bin", keys / 2);
  const std::string target = to.Of("GET", "", {{"list-type", "2"}, {"max-keys", "1000"}, {"start-after", middle}});
  std::vector<double> times;
  for (int i = 0; i < kPageCalls; ++i) {
    const auto start = std::chrono::steady_clock::now();
    Ask(running.port, "GET", target);
    times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  return Median(times);
}

}  // namespace

void RunSmallObjects(int rounds) {
  const test::TempDir folder;
  std::filesystem::create_directories(folder / "ours");
  std::filesystem::create_directories(folder / "theirs");
  const RunningServer ours = StartClipbox(folder / "ours", "");
  const RunningServer theirs = StartNginx(folder / "theirs", CLIPBOX_SHIM_FSYNC_AT_RENAME);
  std::vector<double> of_ours, of_theirs;
  for (int round = 0; round < rounds; ++round) {
    of_ours.push_back(PutAll(ours.port, true, round));
    of_theirs.push_back(PutAll(theirs.port, false, round));
  }
  std::printf(
      "{\"bench\": \"store\", \"what\": \"durable PUTs of 4 KiB, 16 at once\", \"clipboxPerSecond\": %.0f, "
      "\"nginxWithFsyncPerSecond\": %.0f}\n",
      Median(of_ours), Median(of_theirs));
}

void RunListing(int rounds) {
  std::vector<double> of_few, of_many;
  for (int round = 0; round < rounds; ++round) {
    of_few.push_back(MillisecondsOfPage(10'000));
    of_many.push_back(MillisecondsOfPage(1'000'000));
  }
  std::printf(
      "{\"bench\": \"store\", \"what\": \"LIST of 1,000 keys\", \"msAmong10000\": %.2f, \"msAmong1000000\": %.2f}\n",
      Median(of_few), Median(of_many));
}

}  // namespace clipbox::bench
