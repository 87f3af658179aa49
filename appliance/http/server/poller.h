// Waits for many sockets at once (epoll). Each arming gives one event to one waiting thread; all waiting threads are
// equal. Thread-safe. Sockets are named by an id that is never used twice, so that a late event cannot be taken for
// another connection's.
#pragma once

#include <cstdint>
#include <optional>

#include "base/unique_fd.h"

namespace clipbox::http {

class Poller {
 public:
  enum class Interest { kRead, kWrite, kHangUp };

  // Throws: Error kInputOutput.
  Poller();

  // Requires: `id` is not 0.
  void Add(int fd, std::uint64_t id);
  void Arm(int fd, std::uint64_t id, Interest interest);
  void Remove(int fd);

  // The id of an armed socket on which something happened, which is disarmed by that; nothing once Close was called.
  std::optional<std::uint64_t> Wait();
  // Ends every Wait, now and later.
  void Close();

 private:
  base::UniqueFd epoll_;
  base::UniqueFd closed_;  // an eventfd that stays readable once Close was called
};

}  // namespace clipbox::http
