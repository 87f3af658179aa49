#include "http/server/wire/transport.h"

#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>

#include "base/log.h"
#include "base/metrics.h"

namespace clipbox::http {
namespace {

constexpr std::size_t kBlockBytes = 256 << 10;

IoResult ResultOf(ssize_t moved, IoStatus when_full) {
  if (moved > 0) return {IoStatus::kDone, static_cast<std::size_t>(moved)};
  if (moved < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) return {when_full};
  return {IoStatus::kClosed};
}

// The head is out. So the client can be told in no other way.
IoResult CannotSend(const std::string& reason) {
  base::LogError("http.send_file", {{"error", reason}});
  base::CountMetric("clipbox_internal_errors_total", {{"place", "http"}});
  return {IoStatus::kClosed};
}

}  // namespace

IoResult PlainTransport::Read(std::span<char> into) {
  return ResultOf(::recv(socket_, into.data(), into.size(), 0), IoStatus::kWantRead);
}

IoResult PlainTransport::Write(std::string_view bytes) {
  return ResultOf(::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL), IoStatus::kWantWrite);
}

// Unlike send(), sendfile() cannot be told to raise no SIGPIPE: the server ignores that signal (serve/stop_signals.h).
IoResult PlainTransport::SendFile(int file, std::uint64_t offset, std::size_t bytes) {
  auto from = static_cast<off_t>(offset);
  const ssize_t moved = ::sendfile(socket_, file, &from, bytes);
  if (moved == 0) return CannotSend("it is shorter than it was");
  if (moved > 0) return ResultOf(moved, IoStatus::kWantWrite);
  switch (errno) {
    // File systems that hand nothing over (ZFS 2.0 from Linux 5.10 on), and filters of system calls.
    case EINVAL:
    case ENOSYS:
    case EOPNOTSUPP:
    case EPERM: return SendRead(file, offset, bytes);
    case EAGAIN:
    case EINTR:
    case EPIPE:
    case ECONNRESET:
    case ETIMEDOUT: return ResultOf(moved, IoStatus::kWantWrite);
    default: return CannotSend(std::strerror(errno));
  }
}

IoResult PlainTransport::SendRead(int file, std::uint64_t offset, std::size_t bytes) {
  std::string block(std::min(bytes, kBlockBytes), '\0');
  const ssize_t got = ::pread(file, block.data(), block.size(), static_cast<off_t>(offset));
  if (got < 0) return CannotSend(std::strerror(errno));
  if (got == 0) return CannotSend("it is shorter than it was");
  return Write(std::string_view(block).substr(0, static_cast<std::size_t>(got)));
}

void PlainTransport::CloseWrite() { ::shutdown(socket_, SHUT_WR); }

}  // namespace clipbox::http
