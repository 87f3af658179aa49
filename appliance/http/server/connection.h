// One accepted connection: its socket, what was received and not yet used, what is to be sent. Owned by the connection
// table; used by the one thread that holds it (TryHold), but for what is marked as free of threads.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/unique_fd.h"
#include "http/address.h"
#include "http/server/settings.h"
#include "http/server/wire/pace.h"
#include "http/server/wire/transport.h"
#include "http/server/workers.h"

namespace clipbox::http {

class Connection {
 public:
  struct Ends {
    IpAddress remote;
    std::string local;  // `address:port`
  };

  Connection(std::uint64_t id, base::UniqueFd socket, std::unique_ptr<Transport> transport, Ends ends,
             const PaceLimits& pace, Workers& workers);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Free of threads: which thread may use the connection. Idle is between requests, head while one is arriving.
  enum class Phase { kIdle, kHead, kBusy };
  bool TryHold();
  void Release(Phase phase, base::Monotonic now);
  Phase phase() const { return phase_.load(); }
  base::Monotonic waiting_since() const { return waiting_since_.load(); }
  std::stop_source& stop() { return stop_; }
  // Breaks off whatever a thread does with it.
  void ShutDown();

  std::uint64_t id() const { return id_; }
  int socket() const { return socket_.get(); }
  const Ends& ends() const { return ends_; }

  // Takes what has arrived into received(), without waiting.
  IoStatus ReceiveSome();
  std::string_view received() const { return std::string_view(in_).substr(in_used_); }
  std::string Take(std::size_t bytes);

  // Waits for bytes of a body. Returns 0 when the client closed. Throws: Error kRequestTimeout.
  std::size_t Receive(std::span<char> into, Pace& pace);
  // Waits for a line of a body and returns it without its CR LF. Throws: Error kRequestTimeout, kIncompleteBody when
  // the client closed, kBadRequest for a bare line feed and above `max_bytes`.
  std::string ReceiveLine(std::size_t max_bytes, Pace& pace);

  // Gathers; sends when enough has come together. Throws: Error kInputOutput when the client is gone or too slow.
  void Send(std::string_view bytes);
  void Flush();
  // Whether SendFile may be called.
  bool sends_files() const { return transport_->sends_files(); }
  // After all that was sent before. Throws: as Send.
  void SendFile(int file, std::uint64_t offset, std::uint64_t bytes);
  // Says that nothing more will be sent.
  void CloseWrite() { transport_->CloseWrite(); }
  // After CloseWrite: reads on for a while and throws it away, so that the answer is not lost to a reset.
  void Linger() noexcept;

  int requests = 0;      // answered on this connection
  bool expired = false;  // its head took too long: whoever holds it next says so and closes

 private:
  void WaitFor(IoStatus wanted, Pace& pace);
  // Adds what moved since the last time to the metrics, once it is worth it.
  void CountMoved(std::uint64_t at_least);
  void SendNow(std::string_view bytes);
  // Calls `send(sent)` until `bytes` went out.
  template <class SendSome>
  void SendAll(std::uint64_t bytes, const SendSome& send);

  const std::uint64_t id_;
  const base::UniqueFd socket_;
  const std::unique_ptr<Transport> transport_;
  const Ends ends_;
  const PaceLimits pace_;
  Workers& workers_;

  std::atomic<Phase> phase_ = Phase::kIdle;
  std::atomic<base::Monotonic> waiting_since_;
  std::stop_source stop_;

  std::uint64_t bytes_in_ = 0;  // not yet in the metrics
  std::uint64_t bytes_out_ = 0;

  std::string in_;
  std::size_t in_used_ = 0;
  std::string out_;
};

}  // namespace clipbox::http
