// All open connections: the caps, whom to close when a cap is reached, and the deadlines of those that wait.
// Thread-safe. A connection lives as long as the table or a thread that attends to it holds it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/mutex.h"
#include "http/address.h"
#include "http/server/connection.h"

namespace clipbox::http {

class Connections {
 public:
  enum class Admission { kYes, kTooMany, kTooManyOfAddress };

  Connections(int max_connections, int max_per_address) : max_(max_connections), max_per_address_(max_per_address) {}

  // Whether one more may come from `remote`. At the cap the connection that has waited longest for its client makes
  // room, and is given back for the caller to close.
  Admission Admit(const IpAddress& remote, bool is_exempt, std::shared_ptr<Connection>& evicted) EXCLUDES(mutex_);
  void Add(std::shared_ptr<Connection> connection) EXCLUDES(mutex_);
  std::shared_ptr<Connection> Find(std::uint64_t id) EXCLUDES(mutex_);
  void Remove(const Connection& connection) EXCLUDES(mutex_);

  // Holds and gives back those that have waited too long; the caller closes them.
  std::vector<std::shared_ptr<Connection>> HoldExpired(const PaceLimits& limits, base::Monotonic now) EXCLUDES(mutex_);
  // As above, all that wait.
  std::vector<std::shared_ptr<Connection>> HoldWaiting() EXCLUDES(mutex_);
  std::vector<std::shared_ptr<Connection>> All() EXCLUDES(mutex_);
  // False when some are still open after `timeout`.
  bool WaitUntilNone(std::chrono::milliseconds timeout) EXCLUDES(mutex_);

 private:
  struct AddressHash {
    std::size_t operator()(const IpAddress& address) const {
      return std::hash<std::string_view>()({reinterpret_cast<const char*>(address.bytes.data()), address.bytes.size()});
    }
  };

  const std::size_t max_;
  const int max_per_address_;

  base::Mutex mutex_;
  std::condition_variable_any changed_;
  std::unordered_map<std::uint64_t, std::shared_ptr<Connection>> open_ GUARDED_BY(mutex_);
  std::unordered_map<IpAddress, int, AddressHash> per_address_ GUARDED_BY(mutex_);
};

}  // namespace clipbox::http
