#include "objectstore/s3/retry.h"

#include <algorithm>
#include <condition_variable>
#include <random>

#include "base/mutex.h"

namespace clipbox::objectstore::s3 {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirstSpan{500};
constexpr milliseconds kMaxWait{20'000};  // also where the store asks for more: the job waits better outside

}  // namespace

double JitteredPace::Random() {
  thread_local std::mt19937_64 engine{std::random_device{}()};
  return std::uniform_real_distribution<double>(0, 1)(engine);
}

void JitteredPace::Wait(milliseconds length, const std::stop_token& stop) {
  base::Mutex mutex;
  std::condition_variable_any never;
  base::MutexLock lock(mutex);
  never.wait_for(lock, stop, length, [] { return false; });
}

// Full jitter spreads many clients best (AWS Architecture Blog, "Exponential Backoff And Jitter").
milliseconds RetryDelay(int failed_tries, std::chrono::seconds asked, double random) {
  const milliseconds span = kFirstSpan * (1 << (failed_tries - 1));
  const auto drawn = milliseconds(static_cast<std::int64_t>(static_cast<double>(span.count()) * random));
  return std::min(kMaxWait,
                  std::max<milliseconds>(drawn, std::min<std::chrono::seconds>(asked, std::chrono::hours(1))));
}

}  // namespace clipbox::objectstore::s3
