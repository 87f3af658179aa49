#include "bench/store/over_tls.h"

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <map>

#include "bench/store/load_client.h"
#include "bench/store/targets.h"
#include "temp_dir.h"

namespace clipbox::bench {
namespace {

constexpr std::uint64_t kObjectBytes = 64ULL << 20;
constexpr int kObjects = 16;
constexpr int kAtOnce = 4;

// MiB a second, by method.
using Rates = std::map<std::string, std::vector<double>>;

void Measure(int port, bool is_ours, Rates& rates) {
  Targets to(port, is_ours, "https");
  for (const std::string method : {"PUT", "GET"}) {
    std::vector<std::string> targets;
    for (int i = 0; i < kObjects; ++i) targets.push_back(to.Of(method, "film-" + std::to_string(i)));
    ::sync();
    const double seconds = Run(port, {method, targets, kObjectBytes, kAtOnce, true});
    rates[method].push_back(static_cast<double>(kObjects * (kObjectBytes >> 20)) / seconds);
  }
}

}  // namespace

void RunOverTls(int rounds) {
  const test::TempDir folder;
  std::filesystem::create_directories(folder / "ours");
  std::filesystem::create_directories(folder / "theirs");
  const TlsFiles tls = MakeTlsFiles(folder.path());
  const RunningServer ours = StartClipbox(folder / "ours", CLIPBOX_SHIM_NO_FSYNC, &tls);
  const RunningServer theirs = StartNginx(folder / "theirs", "", &tls);
  Rates of_ours, of_theirs;
  for (int round = 0; round < rounds; ++round) {
    Measure(ours.port, true, of_ours);
    Measure(theirs.port, false, of_theirs);
  }
  for (const std::string method : {"PUT", "GET"}) {
    const double mine = Median(of_ours[method]), nginx = Median(of_theirs[method]);
    std::printf(
        "{\"bench\": \"store\", \"what\": \"HTTPS %s 16 x 64 MiB, 4 at once\", \"MiBPerSecond\": %.0f, \"nginx\": "
        "%.0f, "
        "\"ofNginx\": %.2f}\n",
        method.c_str(), mine, nginx, mine / nginx);
  }
}

}  // namespace clipbox::bench
