// A server of the tests on loopback: answers each request with what its handler says, also what no real server would
// say. One connection at a time, closed after its answer. Stops and joins when destroyed.
#pragma once

#include <arpa/inet.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "base/unique_fd.h"

namespace clipbox::test {

struct StandinRequest {
  std::string target;  // raw: path and query
  std::string head;    // everything up to the empty line
  std::string body = {};

  // The header's value as sent, empty where missing. `name` as libcurl writes it.
  std::string Header(const std::string& name) const {
    const std::size_t at = head.find("\r\n" + name + ": ");
    if (at == std::string::npos) return "";
    const std::size_t start = at + name.size() + 4;
    return head.substr(start, head.find("\r\n", start) - start);
  }
};

struct StandinAnswer {
  int status = 200;
  std::string body = "";
  std::vector<std::string> headers = {};
  bool hang = false;  // answers nothing and keeps the connection until the client leaves
  bool cut = false;   // promises one byte more than it sends
};

class StandinServer {
 public:
  using Handler = std::function<StandinAnswer(const StandinRequest&)>;

  explicit StandinServer(Handler handler) : handler_(std::move(handler)), stop_(::eventfd(0, EFD_CLOEXEC)) {
    listener_ = base::UniqueFd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    const bool listening = ::bind(listener_.get(), generic, length) == 0 && ::listen(listener_.get(), 64) == 0 &&
                           ::getsockname(listener_.get(), generic, &length) == 0;
    if (!listening) throw std::runtime_error("cannot listen on loopback");
    port_ = ntohs(address.sin_port);
    thread_ = std::jthread([this] { Serve(); });
  }
  ~StandinServer() { ::eventfd_write(stop_.get(), 1); }

  // `http://127.0.0.1:PORT` and `target`.
  std::string Url(const std::string& target = "") const { return "http://" + HostPort() + target; }
  std::string HostPort() const { return "127.0.0.1:" + std::to_string(port_); }

 private:
  // True when `fd` can be read; false once the server is to stop.
  bool WaitFor(int fd) const {
    pollfd both[] = {{fd, POLLIN, 0}, {stop_.get(), POLLIN, 0}};
    return ::poll(both, 2, -1) > 0 && both[1].revents == 0;
  }

  void Serve() {
    while (WaitFor(listener_.get())) {
      const base::UniqueFd client(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
      if (client) Answer(client.get());
    }
  }

  void Answer(int client) const {
    std::string text;
    if (!ReadUntil(client, text, "\r\n\r\n")) return;
    const std::size_t start = text.find(' ') + 1;
    StandinRequest request{text.substr(start, text.find(' ', start) - start), text};
    if (!ReadBody(client, request)) return;
    const StandinAnswer answer = handler_(request);
    if (answer.hang) {
      ReadUntil(client, text, std::string(1, '\0'));
      return;
    }
    std::string out = "HTTP/1.1 " + std::to_string(answer.status) + " Standin\r\nConnection: close\r\n";
    for (const std::string& header : answer.headers) out += header + "\r\n";
    out += "Content-Length: " + std::to_string(answer.body.size() + (answer.cut ? 1 : 0)) + "\r\n\r\n" + answer.body;
    for (std::size_t sent = 0; sent < out.size();) {
      const ssize_t count = ::send(client, out.data() + sent, out.size() - sent, MSG_NOSIGNAL);
      if (count <= 0) return;
      sent += static_cast<std::size_t>(count);
    }
  }

  // Takes what came behind the empty line out of the head, and reads the rest. False as ReadUntil.
  bool ReadBody(int client, StandinRequest& request) const {
    const std::size_t end = request.head.find("\r\n\r\n") + 4;
    request.body = request.head.substr(end);
    request.head.resize(end);
    const std::string length = request.Header("Content-Length");
    char buffer[4096];
    while (!length.empty() && request.body.size() < std::stoul(length)) {
      if (!WaitFor(client)) return false;
      const ssize_t count = ::recv(client, buffer, sizeof buffer, 0);
      if (count <= 0) return false;
      request.body.append(buffer, static_cast<std::size_t>(count));
    }
    return true;
  }

  // False when the client left or the server is to stop before `end` was read.
  bool ReadUntil(int client, std::string& text, const std::string& end) const {
    char buffer[4096];
    while (text.find(end) == std::string::npos) {
      if (!WaitFor(client)) return false;
      const ssize_t count = ::recv(client, buffer, sizeof buffer, 0);
      if (count <= 0) return false;
      text.append(buffer, static_cast<std::size_t>(count));
    }
    return true;
  }

  const Handler handler_;
  const base::UniqueFd stop_;
  base::UniqueFd listener_;
  int port_ = 0;
  std::jthread thread_;  // last: joined before what it uses goes
};

}  // namespace clipbox::test
