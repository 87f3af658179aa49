// Presigned part URLs per second of processor time, on one thread: ours, as the embedded store and the S3 store make
// them. And in the same run the AWS SDK for JavaScript and boto3, each by a script of tests/bench/presign in a process
// of its own. Goal: 500,000. Prints one JSON object a line; `ratio` is how many of ours there are for one of theirs.
#include <cmath>
#include <cstdio>
#include <ctime>
#include <exception>
#include <string>
#include <vector>

#include "base/json.h"
#include "crypto/sigv4_presign.h"
#include "e2e/harness/child_process.h"

namespace clipbox::bench {
namespace {

constexpr int kWarmUpUrls = 10'000;
constexpr int kUrls = 1'000'000;

double ProcessorSeconds() {
  timespec time{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

// Bytes of `count` URLs.
std::size_t Sign(crypto::SigningKeys& keys, base::Timestamp now, int count) {
  std::size_t bytes = 0;
  for (int i = 0; i < count; ++i) {
    bytes +=
        crypto::PresignUrl(
            keys, {"PUT",
                   "https://0123456789abcdef.r2.cloudflarestorage.com",
                   "/clipbox/clipbox/jobs/01KE0000000000000000000000/source.mp4",
                   {{"partNumber", std::to_string(i % 10'000 + 1)}, {"uploadId", "0123456789abcdef0123456789abcdef"}},
                   "auto",
                   now,
                   std::chrono::hours(1)})
            .size();
  }
  return bytes;
}

base::Json MeasureOurs() {
  crypto::SigningKeys keys({"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"});
  const base::Timestamp now = base::SystemClock().Now();
  Sign(keys, now, kWarmUpUrls);
  const double start = ProcessorSeconds();
  const std::size_t bytes = Sign(keys, now, kUrls);
  const double seconds = ProcessorSeconds() - start;
  return {{"of", "clipbox"},
          {"urls", kUrls},
          {"meanBytes", bytes / kUrls},
          {"cpuSeconds", seconds},
          {"urlsPerCpuSecond", static_cast<std::int64_t>(kUrls / seconds)}};
}

void Print(base::Json figures) {
  figures["bench"] = "presign";
  std::printf("%s\n", base::DumpJson(figures).c_str());
  std::fflush(stdout);
}

void Run() {
  const base::Json ours = MeasureOurs();
  Print(ours);
  const std::string scripts = CLIPBOX_PRESIGN_SCRIPTS;
  for (const auto& command : {std::vector<std::string>{CLIPBOX_NODE, scripts + "/aws_sdk.mjs"},
                              std::vector<std::string>{CLIPBOX_DEBIAN_PYTHON, "-B", scripts + "/boto3_sdk.py"}}) {
    base::Json theirs = base::ParseJson(e2e::RunProgram(command));
    theirs["ratio"] =
        std::round(10 * ours.at("urlsPerCpuSecond").get<double>() / theirs.at("urlsPerCpuSecond").get<double>()) / 10;
    Print(std::move(theirs));
  }
}

}  // namespace
}  // namespace clipbox::bench

int main() {
  try {
    clipbox::bench::Run();
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_presign: %s\n", error.what());
    return 1;
  }
}
