// The queue, durable: claim + finish per second by 1 and by 8 workers at once. Beside it what the disk allows: two
// flushes of one block for each job. And the cost of a claim among 1,000 and among 1,000,000 waiting jobs. Usage:
// bench_queue [DIRECTORY [LARGE]]
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <thread>
#include <vector>

#include "base/unique_fd.h"
#include "store/store.h"
#include "temp_dir.h"

using namespace clipbox;
using Steady = std::chrono::steady_clock;

namespace {

double Seconds(Steady::duration time) { return std::chrono::duration<double>(time).count(); }

// A database with `count` jobs of one user that wait, each with one span left to do.
class Bench {
 public:
  Bench(const std::filesystem::path& file, int count)
      : database_(file, store::DatabaseSchema()), store_(store::Context{database_, clock_, hub_}, "bench") {
    const std::string n = std::to_string(count);
    database_.Write([&](sqlite::Connection& db) {
      db.Execute("INSERT INTO users VALUES ('U', 'u', 'x', 'member', 0)");
      db.Execute("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + n +
                 ") "
                 "INSERT INTO video_jobs (id, user_id, status, source_url, video_id, title, source_meta, recipe, "
                 "auto_process, "
                 "rights_confirmed_at, rights_confirmed_by, rights_text_version, source_file_name, source_size_bytes, "
                 "source_content_type, "
                 "source_key, queue_at, created_at, updated_at) "
                 "SELECT printf('01JOB%021d', i), 'U', 'UPLOADED', 'https://www.youtube.com/watch?v=dQw4w9WgXcQ', "
                 "'dQw4w9WgXcQ', 'A film', "
                 "'{\"title\":\"A film\",\"chapters\":[],\"fetchedAt\":0,\"via\":\"oembed\",\"limited\":false}', '{}', "
                 "1, 0, 'U', '1', "
                 "'film.mp4', 1000, 'video/mp4', 'clipbox/sources/' || i, i, 0, 0 FROM n");
      db.Execute(
          "INSERT INTO job_tasks (job_id, position, kind, status, payload) SELECT id, 1, 'span', 'ready', '{}' FROM "
          "video_jobs");
    });
  }

  store::Queue& queue() { return store_.queue; }

 private:
  base::SystemClock clock_;
  base::EventHub hub_;
  sqlite::Database database_;
  store::Store store_;
};

// Claims one job and finishes it; how long the claim took.
Steady::duration OneJob(store::Queue& queue, const std::string& worker) {
  const auto start = Steady::now();
  const auto task = queue.ClaimNext(worker, 64);
  const auto claimed = Steady::now();
  if (!task || queue.FinishSpan(*task, {{}, {}, 1}) != store::AfterTask::kReady) {
    std::fputs("a job was not claimed or not finished\n", stderr);
    std::exit(1);
  }
  return claimed - start;
}

double JobsPerSecond(store::Queue& queue, int workers, int each) {
  const auto start = Steady::now();
  {
    std::vector<std::jthread> threads;
    for (int w = 0; w < workers; ++w) {
      threads.emplace_back([&queue, each, name = "w" + std::to_string(w)] {
        for (int i = 0; i < each; ++i) OneJob(queue, name);
      });
    }
  }
  return workers * each / Seconds(Steady::now() - start);
}

double FlushPairsPerSecond(const std::filesystem::path& directory) {
  const base::UniqueFd fd(::open((directory / "flushed").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
  const std::array<char, 4096> block{};
  constexpr int kPairs = 300;
  const auto start = Steady::now();
  for (int i = 0; i < 2 * kPairs; ++i) {
    if (::pwrite(fd.get(), block.data(), block.size(), 0) < 0 || ::fdatasync(fd.get()) != 0) std::exit(1);
  }
  return kPairs / Seconds(Steady::now() - start);
}

// Middle of the times of `claims` claims, in microseconds.
double ClaimCost(store::Queue& queue, int claims) {
  std::vector<Steady::duration> times;
  for (int i = 0; i < claims; ++i) times.push_back(OneJob(queue, "w"));
  std::nth_element(times.begin(), times.begin() + claims / 2, times.end());
  return Seconds(times[static_cast<std::size_t>(claims / 2)]) * 1e6;
}

void CompareClaims(const std::filesystem::path& directory, int large) {
  constexpr int kRounds = 7;
  constexpr int kClaims = 100;
  Bench few(directory / "few.db", 1000);
  Bench many(directory / "many.db", large);
  std::vector<double> ratios, at_few, at_many;
  for (int round = 0; round < kRounds; ++round) {
    // Turn about, so that both meet the same disk.
    at_few.push_back(ClaimCost(few.queue(), kClaims));
    at_many.push_back(ClaimCost(many.queue(), kClaims));
    ratios.push_back(at_many.back() / at_few.back());
  }
  const auto middle = [](std::vector<double>& values) {
    std::nth_element(values.begin(), values.begin() + kRounds / 2, values.end());
    return values[kRounds / 2];
  };
  std::printf("claim among 1000: %.0f us, among %d: %.0f us, ratio %.2f (to reach: 1.10)\n", middle(at_few), large,
              middle(at_many), middle(ratios));
}

}  // namespace

int main(int argc, char** argv) {
  const test::TempDir temporary;
  const std::filesystem::path directory = argc > 1 ? argv[1] : temporary.path();
  const int large = argc > 2 ? std::atoi(argv[2]) : 1'000'000;
  {
    Bench bench(directory / "speed.db", 20'000);
    const double bound = FlushPairsPerSecond(directory);
    const double alone = JobsPerSecond(bench.queue(), 1, 2000);
    const double together = JobsPerSecond(bench.queue(), 8, 1000);
    std::printf("two flushes: %.0f/s; claim + finish: %.0f/s by 1 worker (%.2fx), %.0f/s by 8 (%.2fx)\n", bound, alone,
                alone / bound, together, together / bound);
  }
  CompareClaims(directory, large);
}
