// Hashes the bodies that arrive, on a thread of its own and many at a time (crypto/md5_lanes.h). So a body is received
// and written while it is hashed: MD5 alone takes longer than both. Eight together take little longer than one, so that
// those which arrive at the same time wait for each other a moment. Owned by the store, which outlives every stream.
// Thread-safe; a stream belongs to one thread.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/mutex.h"
#include "crypto/md5_lanes.h"

namespace clipbox::objectstore {

class Md5Queue {
 public:
  Md5Queue();

  // What is hashed at once: many messages go together, a buffer of each.
  static constexpr std::size_t kBufferBytes = 128 << 10;
  using Buffer = std::unique_ptr<std::byte[]>;

  // One message.
  class Stream {
   public:
    explicit Stream(Md5Queue& queue) : queue_(queue) {}
    ~Stream();
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    // Room for the next kBufferBytes. Waits where the hashing is behind by kMaxWaiting buffers.
    Buffer TakeBuffer();
    // Has a buffer hashed that is full, and keeps it for TakeBuffer.
    void Hash(Buffer full);
    // The digest as raw bytes. `rest`: what came behind the last full buffer; it is hashed on the caller's thread. To
    // be called once.
    std::string Finish(std::string_view rest);

   private:
    friend class Md5Queue;

    Md5Queue& queue_;
    std::uint64_t full_buffers_ = 0;

    // Under the queue's mutex, but for state and first buffer, which are the hashing thread's while is_taken_.
    crypto::Md5State state_;
    std::deque<Buffer> waiting_;
    std::vector<Buffer> spare_;
    bool is_taken_ = false;
    std::condition_variable_any progress_;
  };

 private:
  static constexpr std::size_t kMaxWaiting = 4;

  void Run(std::stop_token stop) EXCLUDES(mutex_);
  bool IsWorthwhile() const REQUIRES(mutex_);
  void Forget(Stream& stream) REQUIRES(mutex_);
  std::vector<Stream*> Take() REQUIRES(mutex_);
  void GiveBack(Stream& stream) REQUIRES(mutex_);

  base::Mutex mutex_;
  std::condition_variable_any work_;
  std::deque<Stream*> ready_ GUARDED_BY(mutex_);    // have something waiting, and are not taken
  std::vector<Stream*> recent_ GUARDED_BY(mutex_);  // came before, and are expected again
  int endings_ GUARDED_BY(mutex_) = 0;              // streams whose end somebody waits for
  std::jthread thread_;                             // last: it uses the members above
};

}  // namespace clipbox::objectstore
