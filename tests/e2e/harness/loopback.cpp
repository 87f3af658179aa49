#include "e2e/harness/loopback.h"

#include <arpa/inet.h>
#include <sys/socket.h>

namespace clipbox::e2e {

base::UniqueFd ConnectToLoopback(int port) {
  base::UniqueFd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw ConnectionLost("nobody listens on port " + std::to_string(port));
  }
  return socket;
}

void SendAll(int socket, const std::string& bytes) {
  for (std::size_t sent = 0; sent < bytes.size();) {
    const ssize_t count = ::send(socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) throw ConnectionLost("the other end closed the connection");
    sent += static_cast<std::size_t>(count);
  }
}

}  // namespace clipbox::e2e
