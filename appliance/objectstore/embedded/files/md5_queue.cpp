#include "objectstore/embedded/files/md5_queue.h"

#include <algorithm>
#include <chrono>

namespace clipbox::objectstore {
namespace {

// Nobody is waited for longer than this, and then not again before he has come. So a slow body costs a fast one no
// more than one wait for each of its own buffers. A buffer by itself takes half as long.
constexpr std::chrono::microseconds kPatience{500};

}  // namespace

Md5Queue::Md5Queue() : thread_([this](std::stop_token stop) { Run(stop); }) {}

// A body that is given up may still be under the thread's hands.
Md5Queue::Stream::~Stream() {
  base::MutexLock lock(queue_.mutex_);
  progress_.wait(lock, [this] { return !is_taken_; });
  std::erase(queue_.ready_, this);
  queue_.Forget(*this);
}

Md5Queue::Buffer Md5Queue::Stream::TakeBuffer() {
  {
    base::MutexLock lock(queue_.mutex_);
    progress_.wait(lock, [this] { return waiting_.size() < kMaxWaiting; });
    if (!spare_.empty()) {
      Buffer buffer = std::move(spare_.back());
      spare_.pop_back();
      return buffer;
    }
  }
  return std::make_unique_for_overwrite<std::byte[]>(kBufferBytes);
}

void Md5Queue::Stream::Hash(Buffer full) {
  ++full_buffers_;
  const base::MutexLock lock(queue_.mutex_);
  waiting_.push_back(std::move(full));
  if (waiting_.size() > 1) return;
  queue_.ready_.push_back(this);
  if (queue_.ready_.size() == 1 || queue_.IsWorthwhile()) queue_.work_.notify_one();
}

std::string Md5Queue::Stream::Finish(std::string_view rest) {
  {
    base::MutexLock lock(queue_.mutex_);
    if (!waiting_.empty()) {
      ++queue_.endings_;
      queue_.work_.notify_one();
      progress_.wait(lock, [this] { return waiting_.empty(); });
      --queue_.endings_;
    }
    queue_.Forget(*this);
  }
  const std::size_t whole = rest.size() / crypto::kMd5BlockBytes;
  const crypto::Md5Lane lane{&state_, reinterpret_cast<const unsigned char*>(rest.data())};
  if (whole > 0) crypto::Md5Blocks({&lane, 1}, whole);
  return crypto::FinishMd5(state_, rest.substr(whole * crypto::kMd5BlockBytes),
                           full_buffers_ * kBufferBytes + rest.size());
}

// All that are about to come are there, or nobody who is waited for could make them more.
bool Md5Queue::IsWorthwhile() const {
  return endings_ > 0 || ready_.size() >= std::min(recent_.size(), crypto::kMaxMd5Lanes);
}

void Md5Queue::Forget(Stream& stream) {
  if (std::erase(recent_, &stream) > 0 && !ready_.empty()) work_.notify_one();
}

std::vector<Md5Queue::Stream*> Md5Queue::Take() {
  const auto end = ready_.begin() + static_cast<std::ptrdiff_t>(std::min(ready_.size(), crypto::kMaxMd5Lanes));
  const std::vector<Stream*> taken(ready_.begin(), end);
  ready_.erase(ready_.begin(), end);
  for (Stream* const stream : taken) {
    stream->is_taken_ = true;
    if (std::find(recent_.begin(), recent_.end(), stream) == recent_.end()) recent_.push_back(stream);
  }
  return taken;
}

void Md5Queue::GiveBack(Stream& stream) {
  stream.is_taken_ = false;
  stream.spare_.push_back(std::move(stream.waiting_.front()));
  stream.waiting_.pop_front();
  if (!stream.waiting_.empty()) ready_.push_back(&stream);
  stream.progress_.notify_one();
}

void Md5Queue::Run(std::stop_token stop) {
  base::MutexLock lock(mutex_);
  while (work_.wait(lock, stop, [this]() REQUIRES(mutex_) { return !ready_.empty(); })) {
    if (!work_.wait_for(lock, stop, kPatience, [this]() REQUIRES(mutex_) { return IsWorthwhile(); })) recent_.clear();
    const std::vector<Stream*> taken = Take();
    std::vector<crypto::Md5Lane> lanes;
    for (Stream* const stream : taken) {
      lanes.push_back({&stream->state_, reinterpret_cast<const unsigned char*>(stream->waiting_.front().get())});
    }
    lock.unlock();
    if (!lanes.empty()) crypto::Md5Blocks(lanes, kBufferBytes / crypto::kMd5BlockBytes);
    lock.lock();
    for (Stream* const stream : taken) GiveBack(*stream);
  }
}

}  // namespace clipbox::objectstore
