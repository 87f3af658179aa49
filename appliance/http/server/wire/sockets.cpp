#include "http/server/wire/sockets.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>

#include "http/server/wire/transport.h"

namespace clipbox::http {
namespace {

struct SocketName {
  sockaddr_storage storage{};
  socklen_t length = sizeof storage;
  sockaddr* address() { return reinterpret_cast<sockaddr*>(&storage); }
};

}  // namespace

std::optional<IpAddress> RemoteAddressOf(int socket) {
  SocketName name;
  if (::getpeername(socket, name.address(), &name.length) != 0) return std::nullopt;
  return AddressOf(*name.address());
}

std::string LocalNameOf(int socket) {
  SocketName name;
  if (::getsockname(socket, name.address(), &name.length) != 0) return "";
  const auto address = AddressOf(*name.address());
  if (!address) return "";
  const std::string text = ToText(*address);
  const int port = ntohs(reinterpret_cast<sockaddr_in*>(&name.storage)->sin_port);  // at the same place in sockaddr_in6
  return (text.find(':') == std::string::npos ? text : "[" + text + "]") + ":" + std::to_string(port);
}

void PrepareSocket(int socket) {
  const int yes = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  ::fcntl(socket, F_SETFD, FD_CLOEXEC);
  ::fcntl(socket, F_SETFL, ::fcntl(socket, F_GETFL) | O_NONBLOCK);
}

void SendRefusal(int socket, std::string_view status, Response refusal) {
  refusal.headers.Add("Connection", "close");
  refusal.headers.Add("Content-Length", std::to_string(refusal.body.size()));
  std::string answer = "HTTP/1.1 " + std::string(status) + "\r\n";
  for (const Header& field : refusal.headers.all())
    answer.append(field.name).append(": ").append(field.value).append("\r\n");
  PlainTransport transport(socket);
  transport.Write(answer.append("\r\n").append(refusal.body));
  transport.CloseWrite();
  // What has arrived is taken, because closing over it would reset the connection and lose the answer.
  std::array<char, 16 << 10> rubbish;
  transport.Read(rubbish);
}

}  // namespace clipbox::http
