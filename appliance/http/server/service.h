// What a running server does: takes sockets in, attends to those that have something to say, closes those that wait too
// long. Adopt runs on the accepting thread, Attend on any worker, Sweep on one thread of its own; Stop once.
#pragma once

#include <atomic>
#include <memory>
#include <stop_token>

#include "base/unique_fd.h"
#include "http/server/connections.h"
#include "http/server/exchange.h"
#include "http/server/guard.h"
#include "http/server/host_policy.h"
#include "http/server/poller.h"
#include "http/server/security_headers.h"
#include "http/server/settings.h"
#include "http/server/wire/tls.h"
#include "http/server/workers.h"

namespace clipbox::http {

class Service {
 public:
  // `answerer` outlives this. Throws: Error kConfiguration.
  Service(const ServerSettings& settings, const Answerer& answerer);

  Guard& guard() { return guard_; }
  void ReloadTls();

  // Looks after deadlines and threads until `stop`.
  void Sweep(std::stop_token stop);
  // Lets answers under way end for a while, ends event streams at once, joins the workers. Requires: nothing is
  // accepted any more.
  void Stop();

 private:
  enum class Next { kRead, kWrite, kClose };

  void Adopt(base::UniqueFd socket);
  void Refuse(const base::UniqueFd& socket, Connections::Admission admission);
  void Attend(std::uint64_t id) noexcept;
  Next AttendTo(Connection& connection);
  // Answers requests that are wholly there; tells what to wait for.
  Next ReceiveHead(Connection& connection, std::size_t& head_bytes);
  bool AnswerOne(Connection& connection, std::size_t head_bytes);
  void RefuseOne(Connection& connection, const base::Error& error, bool linger);
  void Expire(const std::shared_ptr<Connection>& connection);
  void Close(const std::shared_ptr<Connection>& connection);

  const ServerSettings settings_;
  const HostPolicy hosts_;
  const SecurityHeaders security_;
  std::unique_ptr<TlsContext> tls_;  // null: plain HTTP

  std::atomic<bool> stopping_ = false;
  std::atomic<std::uint64_t> next_id_ = 1;
  Connections connections_;
  Poller poller_;
  Guard guard_;
  Workers workers_;
  const Exchange::Context context_;
};

}  // namespace clipbox::http
