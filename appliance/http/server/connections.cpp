#include "http/server/connections.h"

#include <algorithm>

#include "base/metrics.h"

namespace clipbox::http {

Connections::Admission Connections::Admit(const IpAddress& remote, bool is_exempt,
                                          std::shared_ptr<Connection>& evicted) {
  const base::MutexLock lock(mutex_);
  const auto of_address = per_address_.find(remote);
  if (!is_exempt && of_address != per_address_.end() && of_address->second >= max_per_address_)
    return Admission::kTooManyOfAddress;
  if (open_.size() < max_) return Admission::kYes;
  for (const auto& [id, connection] : open_) {
    if (connection->phase() == Connection::Phase::kBusy) continue;
    if (!evicted || connection->waiting_since() < evicted->waiting_since()) evicted = connection;
  }
  if (evicted && evicted->TryHold()) return Admission::kYes;
  evicted = nullptr;
  return Admission::kTooMany;
}

void Connections::Add(std::shared_ptr<Connection> connection) {
  const base::MutexLock lock(mutex_);
  ++per_address_[connection->ends().remote];
  open_.emplace(connection->id(), std::move(connection));
  base::SetMetric("clipbox_http_connections", static_cast<double>(open_.size()));
}

std::shared_ptr<Connection> Connections::Find(std::uint64_t id) {
  const base::MutexLock lock(mutex_);
  const auto found = open_.find(id);
  return found == open_.end() ? nullptr : found->second;
}

void Connections::Remove(const Connection& connection) {
  {
    const base::MutexLock lock(mutex_);
    if (open_.erase(connection.id()) == 0) return;
    const auto of_address = per_address_.find(connection.ends().remote);
    if (--of_address->second == 0) per_address_.erase(of_address);
    base::SetMetric("clipbox_http_connections", static_cast<double>(open_.size()));
  }
  changed_.notify_all();
}

std::vector<std::shared_ptr<Connection>> Connections::HoldExpired(const PaceLimits& limits, base::Monotonic now) {
  std::vector<std::shared_ptr<Connection>> expired;
  const base::MutexLock lock(mutex_);
  for (const auto& [id, connection] : open_) {
    const auto phase = connection->phase();
    if (phase == Connection::Phase::kBusy) continue;
    const auto allowed = phase == Connection::Phase::kHead ? limits.head_time : limits.idle_time;
    if (now - connection->waiting_since() >= allowed && connection->TryHold()) expired.push_back(connection);
  }
  return expired;
}

std::vector<std::shared_ptr<Connection>> Connections::HoldWaiting() {
  std::vector<std::shared_ptr<Connection>> held;
  const base::MutexLock lock(mutex_);
  for (const auto& [id, connection] : open_) {
    if (connection->TryHold()) held.push_back(connection);
  }
  return held;
}

std::vector<std::shared_ptr<Connection>> Connections::All() {
  std::vector<std::shared_ptr<Connection>> all;
  const base::MutexLock lock(mutex_);
  for (const auto& [id, connection] : open_) all.push_back(connection);
  return all;
}

bool Connections::WaitUntilNone(std::chrono::milliseconds timeout) {
  base::MutexLock lock(mutex_);
  return changed_.wait_for(lock, timeout,
                           [this]() CLIPBOX_THREAD_ATTRIBUTE(no_thread_safety_analysis) { return open_.empty(); });
}

}  // namespace clipbox::http
