#include "http/server/wire/transport.h"

#include <sys/socket.h>

#include <cerrno>

namespace clipbox::http {
namespace {

IoResult ResultOf(ssize_t moved, IoStatus when_full) {
  if (moved > 0) return {IoStatus::kDone, static_cast<std::size_t>(moved)};
  if (moved < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) return {when_full};
  return {IoStatus::kClosed};
}

}  // namespace

IoResult PlainTransport::Read(std::span<char> into) {
  return ResultOf(::recv(socket_, into.data(), into.size(), 0), IoStatus::kWantRead);
}

IoResult PlainTransport::Write(std::string_view bytes) {
  return ResultOf(::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL), IoStatus::kWantWrite);
}

void PlainTransport::CloseWrite() { ::shutdown(socket_, SHUT_WR); }

}  // namespace clipbox::http
