// Presigned part URLs per second of processor time, on one thread, as the embedded store and the S3 store make them.
// Goal (product.md): 500,000. Prints one JSON object.
#include <cstdio>
#include <ctime>
#include <string>

#include "crypto/sigv4_presign.h"

namespace {

double ProcessorSeconds() {
  timespec time{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

}  // namespace

int main() {
  using namespace clipbox;
  constexpr int kUrls = 1'000'000;
  crypto::SigningKeys keys({"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"});
  const base::Timestamp now = base::SystemClock().Now();
  std::size_t bytes = 0;
  const double start = ProcessorSeconds();
  for (int i = 0; i < kUrls; ++i) {
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
  const double seconds = ProcessorSeconds() - start;
  std::printf(
      "{\"bench\": \"presign\", \"urls\": %d, \"meanBytes\": %zu, \"cpuSeconds\": %.3f, \"urlsPerCpuSecond\": %.0f}\n",
      kUrls, bytes / kUrls, seconds, kUrls / seconds);
}
