#include "http/server/workers.h"

#include <algorithm>
#include <system_error>

#include "base/log.h"

namespace clipbox::http {
namespace {

// Threads beyond those needed that stay for the next burst; as many come at a time when handlers hold all others.
constexpr int kSpare = 8;

}  // namespace

Workers::Workers(Poller& poller, std::function<void(std::uint64_t id)> attend, int base, int most)
    : poller_(poller), attend_(std::move(attend)), base_(base), most_(std::max(base, most)) {
  const base::MutexLock lock(mutex_);
  Start();
}

Workers::~Workers() { Stop(); }

void Workers::Start() {
  const int number = next_number_++;
  try {
    threads_.emplace(number, std::jthread([this, number] { Work(number); }));
    ++waiting_;
  } catch (const std::system_error& error) {
    // The others go on; the next tick tries again.
    base::LogWarning("http.no_thread", {{"error", error.what()}});
  }
}

void Workers::Replace() {
  const int count = static_cast<int>(threads_.size() - ended_.size());
  if (!stopping_ && waiting_ == 0 && count < std::min(base_ + blocked_, most_)) Start();
}

void Workers::ChangeBlocked(int by) {
  const base::MutexLock lock(mutex_);
  blocked_ += by;
  Replace();
}

bool Workers::MayGoOnWaiting(int number) {
  const base::MutexLock lock(mutex_);
  const int count = static_cast<int>(threads_.size() - ended_.size());
  if (stopping_) return false;  // Stop joins
  if (count > base_ + blocked_ + kSpare) {
    ended_.push_back(number);
    return false;
  }
  ++waiting_;
  return true;
}

void Workers::Work(int number) {
  do {
    const auto id = poller_.Wait();
    {
      const base::MutexLock lock(mutex_);
      --waiting_;
      if (!id) return;
      Replace();
    }
    attend_(*id);
  } while (MayGoOnWaiting(number));
}

void Workers::Tick() {
  std::vector<std::jthread> leaving;
  {
    const base::MutexLock lock(mutex_);
    for (const int number : ended_) leaving.push_back(std::move(threads_.extract(number).mapped()));
    ended_.clear();
    const int room = stopping_ ? 0 : most_ - static_cast<int>(threads_.size());
    if (starved_ && waiting_ == 0) {
      for (int i = 0; i < std::min(kSpare, room); ++i) Start();
    }
    starved_ = waiting_ == 0;
  }
}

void Workers::Stop() {
  std::map<int, std::jthread> leaving;
  {
    const base::MutexLock lock(mutex_);
    if (stopping_) return;
    stopping_ = true;
    leaving.swap(threads_);
    ended_.clear();
  }
  poller_.Close();
  leaving.clear();
}

}  // namespace clipbox::http
