// The embedded store beside nginx (its dav module): PUT and GET of one file of 1 GiB, and of 64 parts of 16 MiB, 8 at
// once. By the same client, in the same run, in turns. Each runs as it is, and with flushing alike on both sides. A
// shim adds it to nginx, which never flushes by itself, or takes it from ours. Then the time of completing 64 parts and
// resident memory over idle. Prints one JSON object a line; the medians. After that: small objects, listings, and
// HTTPS. Arguments: rounds (default 5), and one of large, small, list, tls.
#include <sys/sysinfo.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>

#include "bench/store/load_client.h"
#include "bench/store/measured_server.h"
#include "bench/store/over_tls.h"
#include "bench/store/small_objects.h"
#include "bench/store/targets.h"
#include "temp_dir.h"

namespace clipbox::bench {
namespace {

constexpr std::uint64_t kFileBytes = 1ULL << 30;
constexpr std::uint64_t kPartBytes = 16ULL << 20;
constexpr int kParts = 64;
constexpr int kAtOnce = 8;

std::string Between(const std::string& text, const std::string& before, const std::string& after) {
  const std::size_t start = text.find(before) + before.size();
  return text.substr(start, text.find(after, start) - start);
}

std::string Xml(const std::vector<std::string>& etags) {
  std::string xml = "<CompleteMultipartUpload>";
  for (std::size_t i = 0; i < etags.size(); ++i) {
    xml += "<Part><PartNumber>" + std::to_string(i + 1) + "</PartNumber><ETag>" + etags[i] + "</ETag></Part>";
  }
  return xml + "</CompleteMultipartUpload>";
}

// One configuration of one server, and what it reached in each round.
struct Contender {
  std::string name;
  RunningServer running;
  std::map<std::string, std::vector<double>> seconds;
  std::map<std::string, std::vector<double>> cpu;
  std::uint64_t idle_bytes = 0;
  std::uint64_t peak_bytes = 0;

  bool is_ours() const { return name.starts_with("clipbox"); }

  void Time(const std::string& what, const Load& load) {
    ::sync();  // what earlier rounds left to be written is not this one's
    const double before = running.server->CpuSeconds();
    seconds[what].push_back(Run(running.port, load));
    cpu[what].push_back(running.server->CpuSeconds() - before);
  }
};

class Round {
 public:
  explicit Round(Contender& contender) : contender_(contender), targets_(contender.running.port, contender.is_ours()) {}

  void RunAll() {
    contender_.Time("put 1 x 1 GiB", {"PUT", {Target("PUT", "big")}, kFileBytes, 1});
    contender_.Time("get 1 x 1 GiB", {"GET", {Target("GET", "big")}, kFileBytes, 1});
    Ask(contender_.running.port, "DELETE", Target("DELETE", "big"));
    contender_.is_ours() ? RunMultipart() : RunFiles();
  }

 private:
  std::string Target(const std::string& method, const std::string& key,
                     const std::vector<crypto::NameValue>& query = {}) {
    return targets_.Of(method, key, query);
  }

  void RunFiles() {
    std::vector<std::string> targets;
    for (int i = 1; i <= kParts; ++i) targets.push_back("/part-" + std::to_string(i));
    contender_.Time("put 64 x 16 MiB", {"PUT", targets, kPartBytes, kAtOnce});
    contender_.Time("get 64 x 16 MiB", {"GET", targets, kPartBytes, kAtOnce});
    for (const std::string& target : targets) Ask(contender_.running.port, "DELETE", target);
  }

  // The parts of an upload, completed; then as many objects of the same size to read.
  void RunMultipart() {
    const int port = contender_.running.port;
    const std::string id =
        Between(Ask(port, "POST", Target("POST", "film", {{"uploads", ""}})), "<UploadId>", "</UploadId>");
    std::vector<std::string> targets;
    for (int i = 1; i <= kParts; ++i)
      targets.push_back(Target("PUT", "film", {{"partNumber", std::to_string(i)}, {"uploadId", id}}));
    contender_.Time("put 64 x 16 MiB", {"PUT", targets, kPartBytes, kAtOnce});
    Complete(id);
    Ask(port, "DELETE", Target("DELETE", "film"));
    for (int i = 0; i < kParts; ++i) targets[i] = Target("PUT", "part-" + std::to_string(i));
    Run(port, {"PUT", targets, kPartBytes, kAtOnce});
    for (int i = 0; i < kParts; ++i) targets[i] = Target("GET", "part-" + std::to_string(i));
    contender_.Time("get 64 x 16 MiB", {"GET", targets, kPartBytes, kAtOnce});
    for (int i = 0; i < kParts; ++i) Ask(port, "DELETE", Target("DELETE", "part-" + std::to_string(i)));
  }

  void Complete(const std::string& id) {
    const int port = contender_.running.port;
    const std::string listed = Ask(port, "GET", Target("GET", "film", {{"uploadId", id}}));
    std::vector<std::string> etags;
    for (std::size_t at = listed.find("<ETag>"); at != std::string::npos; at = listed.find("<ETag>", at + 1)) {
      etags.push_back(listed.substr(at + 6, listed.find("</ETag>", at) - at - 6));
    }
    const auto start = std::chrono::steady_clock::now();
    Ask(port, "POST", Target("POST", "film", {{"uploadId", id}}), Xml(etags));
    contender_.seconds["complete 64 parts"].push_back(
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }

  Contender& contender_;
  Targets targets_;
};

double MibPerSecond(const Contender& contender, const std::string& what) {
  return static_cast<double>(kFileBytes >> 20) / Median(contender.seconds.at(what));
}

void Print(const Contender& contender) {
  for (const std::string what : {"put 1 x 1 GiB", "get 1 x 1 GiB", "put 64 x 16 MiB", "get 64 x 16 MiB"}) {
    std::printf(
        "{\"bench\": \"store\", \"server\": \"%s\", \"what\": \"%s\", \"MiBPerSecond\": %.0f, \"cpuSeconds\": %.2f}\n",
        contender.name.c_str(), what.c_str(), MibPerSecond(contender, what), Median(contender.cpu.at(what)));
  }
  std::printf("{\"bench\": \"store\", \"server\": \"%s\", \"idleMiB\": %.1f, \"overIdleMiB\": %.1f}\n",
              contender.name.c_str(), static_cast<double>(contender.idle_bytes) / (1 << 20),
              static_cast<double>(contender.peak_bytes - contender.idle_bytes) / (1 << 20));
  if (contender.is_ours()) {
    std::printf("{\"bench\": \"store\", \"server\": \"%s\", \"what\": \"complete 64 parts\", \"seconds\": %.4f}\n",
                contender.name.c_str(), Median(contender.seconds.at("complete 64 parts")));
  }
}

void PrintRatio(const std::string& words, const Contender& ours, const Contender& theirs) {
  for (const std::string what : {"put 1 x 1 GiB", "get 1 x 1 GiB", "put 64 x 16 MiB", "get 64 x 16 MiB"}) {
    std::printf("{\"bench\": \"store\", \"compare\": \"%s\", \"what\": \"%s\", \"ofNginx\": %.2f}\n", words.c_str(),
                what.c_str(), MibPerSecond(ours, what) / MibPerSecond(theirs, what));
  }
}

void RunStore(int rounds) {
  const std::string add = CLIPBOX_SHIM_FSYNC_AT_RENAME;
  const std::string drop = CLIPBOX_SHIM_NO_FSYNC;
  const test::TempDir folder;
  std::vector<Contender> all(4);
  const auto start = [&](std::size_t at, const std::string& name, const std::string& preload, auto start_server) {
    const std::filesystem::path place = folder / std::to_string(at);
    std::filesystem::create_directories(place);
    all[at].name = name;
    all[at].running = start_server(place, preload);
    all[at].idle_bytes = all[at].running.server->ResidentBytes();
    all[at].running.server->ForgetPeak();
  };
  const auto ours = [](const auto& place, const auto& preload) { return StartClipbox(place, preload); };
  const auto theirs = [](const auto& place, const auto& preload) { return StartNginx(place, preload); };
  start(0, "clipbox", "", ours);
  start(1, "nginx", "", theirs);
  start(2, "clipbox without fsync", drop, ours);
  start(3, "nginx with fsync", add, theirs);
  for (int round = 0; round < rounds; ++round) {
    for (Contender& contender : all) Round(contender).RunAll();
  }
  for (Contender& contender : all) contender.peak_bytes = contender.running.server->PeakBytes();
  for (const Contender& contender : all) Print(contender);
  PrintRatio("as they are (ours flushes, nginx does not)", all[0], all[1]);
  PrintRatio("fsync on both", all[0], all[3]);
  PrintRatio("fsync on neither", all[2], all[1]);
}

}  // namespace
}  // namespace clipbox::bench

int main(int count, char** arguments) {
  double load = 0;
  ::getloadavg(&load, 1);
  std::printf("{\"bench\": \"store\", \"cores\": %d, \"loadBefore\": %.1f}\n", ::get_nprocs(), load);
  // Below the build directory and not in /tmp, which may be in memory.
  ::setenv("TMPDIR", CLIPBOX_BENCH_FOLDER, 1);
  const int rounds = count > 1 ? std::atoi(arguments[1]) : 5;
  const std::string only = count > 2 ? arguments[2] : "";
  if (only.empty() || only == "large") clipbox::bench::RunStore(rounds);
  if (only.empty() || only == "small") clipbox::bench::RunSmallObjects(rounds);
  if (only.empty() || only == "list") clipbox::bench::RunListing(rounds);
  if (only.empty() || only == "tls") clipbox::bench::RunOverTls(rounds);
}
