#include "objectstore/embedded/files/early_flush.h"

#include <fcntl.h>

#include <algorithm>
#include <utility>

namespace clipbox::objectstore {

EarlyFlush::EarlyFlush(Flush flush) : flush_(std::move(flush)), thread_([this](std::stop_token stop) { Run(stop); }) {}

EarlyFlush::File EarlyFlush::Open(const std::filesystem::path& path) {
  base::UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  return fd ? std::make_shared<const base::UniqueFd>(std::move(fd)) : nullptr;
}

void EarlyFlush::Begin(const File& file) {
  if (!file) return;
  const base::MutexLock lock(mutex_);
  if (std::find(waiting_.begin(), waiting_.end(), file) != waiting_.end()) return;
  waiting_.push_back(file);
  work_.notify_one();
}

void EarlyFlush::Run(std::stop_token stop) {
  base::MutexLock lock(mutex_);
  while (work_.wait(lock, stop, [this]() REQUIRES(mutex_) { return !waiting_.empty(); }) && !stop.stop_requested()) {
    File file = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    // Of a body that was given up nobody else has the file any more.
    if (file.use_count() > 1) flush_(file->get());
    file.reset();
    lock.lock();
  }
}

}  // namespace clipbox::objectstore
