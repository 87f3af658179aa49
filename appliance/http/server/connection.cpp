#include "http/server/connection.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "base/error.h"
#include "base/metrics.h"

namespace clipbox::http {
namespace {

using base::Error;
using base::ErrorCode;
using std::chrono::steady_clock;

constexpr std::size_t kReceiveBytes = 4 << 10;
// Small answers go out as one packet with their head; more is sent from where it lies.
constexpr std::size_t kGatherBytes = 16 << 10;
constexpr std::uint64_t kLingerBytes = 8 << 20;
// Small answers are counted with later ones of their connection.
constexpr std::uint64_t kCountedBytes = 1 << 20;

}  // namespace

Connection::Connection(std::uint64_t id, base::UniqueFd socket, std::unique_ptr<Transport> transport, Ends ends,
                       const PaceLimits& pace, Workers& workers)
    : id_(id),
      socket_(std::move(socket)),
      transport_(std::move(transport)),
      ends_(std::move(ends)),
      pace_(pace),
      workers_(workers),
      waiting_since_(steady_clock::now()) {}

Connection::~Connection() { CountMoved(0); }

void Connection::CountMoved(std::uint64_t at_least) {
  if (bytes_in_ + bytes_out_ < at_least) return;
  base::CountMetric("clipbox_http_received_bytes_total", {}, static_cast<double>(std::exchange(bytes_in_, 0)));
  base::CountMetric("clipbox_http_sent_bytes_total", {}, static_cast<double>(std::exchange(bytes_out_, 0)));
}

bool Connection::TryHold() {
  Phase seen = phase_.load();
  while (seen != Phase::kBusy) {
    if (phase_.compare_exchange_weak(seen, Phase::kBusy)) return true;
  }
  return false;
}

void Connection::Release(Phase phase, base::Monotonic now) {
  waiting_since_ = now;
  phase_ = phase;
}

void Connection::ShutDown() { ::shutdown(socket_.get(), SHUT_RDWR); }

IoStatus Connection::ReceiveSome() {
  // What is left is the beginning of a head or line. Kept behind what was used up, it would let the buffer grow.
  in_.erase(0, std::exchange(in_used_, 0));
  const std::size_t had = in_.size();
  in_.resize(had + kReceiveBytes);
  const IoResult result = transport_->Read(std::span(in_).subspan(had));
  in_.resize(had + result.bytes);
  bytes_in_ += result.bytes;
  return result.status;
}

std::string Connection::Take(std::size_t bytes) {
  std::string taken = in_.substr(in_used_, bytes);
  in_used_ += bytes;
  return taken;
}

std::size_t Connection::Receive(std::span<char> into, Pace& pace) {
  if (const std::string_view had = received(); !had.empty()) {
    const std::size_t bytes = std::min(had.size(), into.size());
    std::memcpy(into.data(), had.data(), bytes);
    in_used_ += bytes;
    return bytes;
  }
  for (;;) {
    const IoResult result = transport_->Read(into);
    if (result.status == IoStatus::kClosed) return 0;
    if (result.status == IoStatus::kDone) {
      pace.Moved(result.bytes);
      bytes_in_ += result.bytes;
      CountMoved(kCountedBytes);
      return result.bytes;
    }
    WaitFor(result.status, pace);
  }
}

std::string Connection::ReceiveLine(std::size_t max_bytes, Pace& pace) {
  for (std::size_t seen = 0;;) {
    const std::size_t feed = received().find('\n', seen);
    seen = received().size();
    if (std::min(feed, seen) > max_bytes + 1) throw Error(ErrorCode::kBadRequest, "A line in the body is too long.");
    if (feed != std::string_view::npos) {
      std::string line = Take(feed + 1);
      if (!line.ends_with("\r\n")) throw Error(ErrorCode::kBadRequest, "A line in the body must end with CR LF.");
      line.resize(feed - 1);
      return line;
    }
    const IoStatus status = ReceiveSome();
    if (status == IoStatus::kClosed)
      throw Error(ErrorCode::kIncompleteBody, "The connection ended before the whole body was there. Send it again.");
    if (status == IoStatus::kDone)
      pace.Moved(received().size() - seen);
    else
      WaitFor(status, pace);
  }
}

void Connection::WaitFor(IoStatus wanted, Pace& pace) {
  const Workers::WhileBlocked blocked(workers_);
  pollfd waited{socket_.get(), static_cast<short>(wanted == IoStatus::kWantRead ? POLLIN : POLLOUT), 0};
  const auto start = steady_clock::now();
  ::poll(&waited, 1, static_cast<int>(pace.Left().count()));
  if (!pace.Waited(steady_clock::now() - start)) {
    throw Error(ErrorCode::kRequestTimeout, "The connection is too slow. Try again on a better one.");
  }
}

void Connection::Send(std::string_view bytes) {
  if (out_.size() + bytes.size() <= kGatherBytes) {
    out_.append(bytes);
    return;
  }
  Flush();
  SendNow(bytes);
}

void Connection::Flush() {
  // Empty in any case: what could not be sent once is not tried again. Its memory is kept for the next answer.
  std::string gathered;
  gathered.swap(out_);
  SendNow(gathered);
  gathered.clear();
  out_.swap(gathered);
}

template <class SendSome>
void Connection::SendAll(std::uint64_t bytes, const SendSome& send) {
  Pace pace(pace_.send_window, pace_.min_bytes);
  for (std::uint64_t sent = 0; sent < bytes;) {
    const IoResult result = send(sent);
    if (result.status == IoStatus::kClosed) throw Error(ErrorCode::kInputOutput, "the client closed the connection");
    if (result.status == IoStatus::kDone) {
      sent += result.bytes;
      pace.Moved(result.bytes);
      bytes_out_ += result.bytes;
      CountMoved(kCountedBytes);
    } else {
      WaitFor(result.status, pace);
    }
  }
}

void Connection::SendNow(std::string_view bytes) {
  SendAll(bytes.size(),
          [&](std::uint64_t sent) { return transport_->Write(bytes.substr(static_cast<std::size_t>(sent))); });
}

void Connection::SendFile(int file, std::uint64_t offset, std::uint64_t bytes) {
  Flush();
  SendAll(bytes, [&](std::uint64_t sent) {
    return transport_->SendFile(file, offset + sent, static_cast<std::size_t>(bytes - sent));
  });
}

void Connection::Linger() noexcept {
  try {
    in_used_ = in_.size();
    // One window for all of it: the least rate is what we allow at most.
    Pace pace(pace_.linger_time, ~std::uint64_t{0});
    std::array<char, kReceiveBytes> rubbish;
    for (std::uint64_t taken = 0; taken < kLingerBytes;) {
      const std::size_t bytes = Receive(rubbish, pace);
      if (bytes == 0) return;
      taken += bytes;
    }
  } catch (const Error&) {
    // Too slow: there is nobody to wait for.
  }
}

}  // namespace clipbox::http
