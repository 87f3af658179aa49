#include "work/chores/key_guard.h"

#include "base/error.h"

namespace clipbox::work {

KeyGuard::Writing::~Writing() {
  for (const std::string& key : keys_) guard_.EndWriting(key);
}

void KeyGuard::Writing::Add(const std::string& key, std::stop_token stop) {
  keys_.reserve(keys_.size() + 1);
  guard_.BeginWriting(key, std::move(stop));
  keys_.push_back(key);
}

KeyGuard::Deleting::~Deleting() { guard_.EndDeleting(key_); }

std::unique_ptr<KeyGuard::Deleting> KeyGuard::TryDelete(const std::string& key) {
  {
    const base::MutexLock lock(mutex_);
    if (writers_.contains(key) || !deleting_.insert(key).second) return nullptr;
  }
  return std::make_unique<Deleting>(*this, key);
}

void KeyGuard::BeginWriting(const std::string& key, std::stop_token stop) {
  base::MutexLock lock(mutex_);
  const auto is_free = [&]() CLIPBOX_THREAD_ATTRIBUTE(no_thread_safety_analysis) { return !deleting_.contains(key); };
  if (!changed_.wait(lock, stop, is_free)) throw base::Error(base::ErrorCode::kCancelled, "The work was stopped.");
  ++writers_[key];
}

void KeyGuard::EndWriting(const std::string& key) {
  const base::MutexLock lock(mutex_);
  const auto writers = writers_.find(key);
  if (--writers->second == 0) writers_.erase(writers);
}

void KeyGuard::EndDeleting(const std::string& key) {
  {
    const base::MutexLock lock(mutex_);
    deleting_.erase(key);
  }
  changed_.notify_all();
}

}  // namespace clipbox::work
