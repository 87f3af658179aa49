#include "http/server/service.h"

#include <condition_variable>

#include "base/log.h"
#include "base/metrics.h"
#include "http/problem.h"
#include "http/server/wire/sockets.h"

namespace clipbox::http {
namespace {

using base::Error;
using base::ErrorCode;

// Threads that are not blocked on a client: enough for handlers that wait for the disk or a password's hash, few enough
// for two cores.
constexpr int kBaseWorkers = 16;
constexpr std::chrono::milliseconds kSweepInterval{100};

base::Monotonic Now() { return std::chrono::steady_clock::now(); }

}  // namespace

Service::Service(const ServerSettings& settings, const Answerer& answerer)
    : settings_(settings),
      hosts_(settings),
      security_(settings.store_origin, settings.style_source),
      tls_(settings.tls_cert.empty() ? nullptr : std::make_unique<TlsContext>(settings.tls_cert, settings.tls_key)),
      connections_(settings.max_connections, settings.max_per_address),
      guard_([this](base::UniqueFd socket) { Adopt(std::move(socket)); }),
      workers_(
          poller_, [this](std::uint64_t id) { Attend(id); }, kBaseWorkers, settings.max_connections + kBaseWorkers),
      context_{answerer, security_, poller_, workers_, stopping_} {}

void Service::ReloadTls() {
  if (tls_) tls_->Reload();
}

void Service::Adopt(base::UniqueFd socket) {
  const auto remote = RemoteAddressOf(socket.get());
  if (!remote) return;
  PrepareSocket(socket.get());
  std::shared_ptr<Connection> evicted;
  const auto admission = connections_.Admit(*remote, hosts_.IsTrusted(*remote), evicted);
  if (evicted) Close(evicted);
  if (admission != Connections::Admission::kYes) return Refuse(socket, admission);

  const int fd = socket.get();
  const std::uint64_t id = next_id_++;
  auto transport = tls_ ? tls_->Accept(fd) : std::make_unique<PlainTransport>(fd);
  connections_.Add(std::make_shared<Connection>(id, std::move(socket), std::move(transport),
                                                Connection::Ends{*remote, LocalNameOf(fd)}, settings_.pace, workers_));
  poller_.Add(fd, id);
}

void Service::Refuse(const base::UniqueFd& socket, Connections::Admission admission) {
  const bool full = admission == Connections::Admission::kTooMany;
  base::CountMetric("clipbox_http_refused_total", {{"reason", full ? "too_many_connections" : "rate_limited"}});
  if (tls_) return;  // a handshake is more than it is worth
  const Error error =
      full ? Error(ErrorCode::kTooManyConnections, "The server is busy. Try again soon.", {.retry_after_seconds = 2})
           : Error(ErrorCode::kRateLimited, "Too many connections from your address. Close some.",
                   {.retry_after_seconds = 2});
  Response problem = Problem(error);
  security_.Apply({}, problem);
  SendRefusal(socket.get(), full ? "503 Service Unavailable" : "429 Too Many Requests", std::move(problem));
}

void Service::Close(const std::shared_ptr<Connection>& connection) {
  poller_.Remove(connection->socket());
  connections_.Remove(*connection);
}

void Service::Attend(std::uint64_t id) noexcept {
  const auto connection = connections_.Find(id);
  if (!connection) return;
  if (!connection->TryHold()) {
    // It was watched for its client's going away while another thread attends to it.
    connection->stop().request_stop();
    return;
  }
  Next next = Next::kClose;
  try {
    next = AttendTo(*connection);
  } catch (const std::exception& error) {
    base::LogError("http.connection", {{"error", base::Explain(error)}});
    base::CountMetric("clipbox_internal_errors_total", {{"place", "http"}});
  }
  if (next == Next::kClose) return Close(connection);
  poller_.Arm(connection->socket(), id, next == Next::kRead ? Poller::Interest::kRead : Poller::Interest::kWrite);
}

Service::Next Service::AttendTo(Connection& connection) {
  if (connection.expired) {
    RefuseOne(connection, Error(ErrorCode::kRequestTimeout, "The request's headers took too long. Send it again."),
              false);
    return Next::kClose;
  }
  for (;;) {
    std::size_t head_bytes = 0;
    try {
      const Next next = ReceiveHead(connection, head_bytes);
      if (head_bytes == 0) return next;
    } catch (const Error& error) {
      RefuseOne(connection, error, true);
      return Next::kClose;
    }
    if (!AnswerOne(connection, head_bytes)) return Next::kClose;
  }
}

Service::Next Service::ReceiveHead(Connection& connection, std::size_t& head_bytes) {
  for (;;) {
    if (const auto end = FindHeadEnd(connection.received(), settings_.head)) {
      head_bytes = *end;
      return Next::kRead;
    }
    const IoStatus status = connection.ReceiveSome();
    if (status == IoStatus::kDone) continue;
    if (status == IoStatus::kClosed || stopping_) return Next::kClose;
    // The time for a head runs from its first byte; a TLS handshake has to be as quick.
    const bool is_idle = connection.received().empty() && (!tls_ || connection.requests > 0);
    connection.Release(is_idle ? Connection::Phase::kIdle : Connection::Phase::kHead, Now());
    return status == IoStatus::kWantRead ? Next::kRead : Next::kWrite;
  }
}

bool Service::AnswerOne(Connection& connection, std::size_t head_bytes) {
  Exchange exchange(connection, context_, settings_.pace);
  const std::string raw = connection.Take(head_bytes);
  try {
    RequestHead head = ParseHead(raw, settings_.head);
    const Framing framing = CheckFraming(head);
    const auto& ends = connection.ends();
    const Addressing addressing = hosts_.Resolve(head, ends.remote, ends.local, tls_ != nullptr);
    exchange.Answer(std::move(head), framing, addressing);
  } catch (const Error& error) {
    exchange.Refuse(error, raw);
  }
  return exchange.Finish(guard_.Answer(exchange));
}

void Service::RefuseOne(Connection& connection, const Error& error, bool linger) {
  Exchange exchange(connection, context_, settings_.pace);
  exchange.Refuse(error, connection.received(), linger);
  exchange.Finish(guard_.Answer(exchange));
}

void Service::Expire(const std::shared_ptr<Connection>& connection) {
  // Between requests a client expects to be closed. In the middle of a head it is told why, by a worker, as soon as it
  // takes bytes.
  if (connection->received().empty() || std::exchange(connection->expired, true)) return Close(connection);
  connection->Release(Connection::Phase::kHead, Now());
  poller_.Arm(connection->socket(), connection->id(), Poller::Interest::kWrite);
}

void Service::Sweep(std::stop_token stop) {
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock lock(mutex);
  while (!wake.wait_for(lock, stop, kSweepInterval, [&stop] { return stop.stop_requested(); })) {
    for (const auto& connection : connections_.HoldExpired(settings_.pace, Now())) {
      Expire(connection);
    }
    workers_.Tick();
  }
}

void Service::Stop() {
  stopping_ = true;
  for (const auto& connection : connections_.All()) connection->stop().request_stop();
  for (const auto& connection : connections_.HoldWaiting()) Close(connection);
  if (!connections_.WaitUntilNone(settings_.pace.drain_time)) {
    base::LogWarning("http.drain", {{"open", connections_.All().size()}});
    for (const auto& connection : connections_.All()) connection->ShutDown();
  }
  workers_.Stop();
}

}  // namespace clipbox::http
