#include "unit/http/raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <cstdlib>
#include <stdexcept>

namespace clipbox::test {
namespace {

constexpr int kPatienceMillis = 20'000;

sockaddr_in AddressOf(std::string_view text, int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  ::inet_pton(AF_INET, std::string(text).c_str(), &address.sin_addr);
  return address;
}

}  // namespace

RawClient::RawClient(int port, std::string_view from_address)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const sockaddr_in from = AddressOf(from_address, 0);
  const sockaddr_in to = AddressOf("127.0.0.1", port);
  if (::bind(socket_.get(), reinterpret_cast<const sockaddr*>(&from), sizeof from) != 0 ||
      ::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    throw std::runtime_error("cannot connect");
  }
}

bool RawClient::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void RawClient::FinishSending() { ::shutdown(socket_.get(), SHUT_WR); }

bool RawClient::Fill() {
  pollfd waited{socket_.get(), POLLIN, 0};
  if (::poll(&waited, 1, kPatienceMillis) != 1) throw std::runtime_error("the server said nothing for too long");
  char bytes[16 << 10];
  const ssize_t got = ::recv(socket_.get(), bytes, sizeof bytes, 0);
  if (got <= 0) return false;
  received_.append(bytes, static_cast<std::size_t>(got));
  return true;
}

std::string RawClient::ReadUntil(std::string_view mark) {
  std::size_t at = received_.find(mark);
  for (; at == std::string::npos; at = received_.find(mark)) {
    if (!Fill()) throw std::runtime_error("the connection ended before: " + std::string(mark));
  }
  std::string text = received_.substr(0, at + mark.size());
  received_.erase(0, text.size());
  return text;
}

std::string RawClient::Answer(bool has_body) {
  while (received_.find("\r\n\r\n") == std::string::npos) {
    if (!Fill()) return {};
  }
  std::string answer = ReadUntil("\r\n\r\n");
  const std::string length = has_body ? HeaderOf(answer, "Content-Length") : "";
  const std::size_t bytes = static_cast<std::size_t>(std::strtoull(length.c_str(), nullptr, 10));
  while (received_.size() < bytes) {
    if (!Fill()) throw std::runtime_error("the connection ended in the body");
  }
  answer += received_.substr(0, bytes);
  received_.erase(0, bytes);
  return answer;
}

std::string RawClient::ReadAll() {
  while (Fill()) continue;
  return std::move(received_);
}

bool RawClient::WaitForClose() {
  while (Fill()) received_.clear();
  return true;
}

int StatusOf(std::string_view answer) {
  if (!answer.starts_with("HTTP/1.1 ")) return 0;
  return std::atoi(std::string(answer.substr(9, 3)).c_str());
}

std::string HeaderOf(std::string_view answer, std::string_view name) {
  const std::string_view head = answer.substr(0, answer.find("\r\n\r\n"));
  const std::size_t at = head.find("\r\n" + std::string(name) + ": ");
  if (at == std::string_view::npos) return {};
  const std::size_t start = at + name.size() + 4;
  return std::string(head.substr(start, head.find("\r\n", start) - start));
}

std::string BodyOf(std::string_view answer) { return std::string(answer.substr(answer.find("\r\n\r\n") + 4)); }

}  // namespace clipbox::test
