#include "bench/store/load_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstring>
#include <exception>
#include <memory>
#include <mutex>
#include <random>
#include <stdexcept>
#include <thread>

#include "base/unique_fd.h"

namespace clipbox::bench {
namespace {

constexpr std::size_t kBlockBytes = 256 << 10;

// Not compressible, and not the same block over and over.
const std::string& SentBytes() {
  static const std::string bytes = [] {
    std::string made(8 << 20, '\0');
    std::mt19937_64 random(1);
    for (std::size_t i = 0; i < made.size(); i += 8) {
      const std::uint64_t value = random();
      std::memcpy(made.data() + i, &value, 8);
    }
    return made;
  }();
  return bytes;
}

struct FreeSsl {
  void operator()(SSL* ssl) const { ::SSL_free(ssl); }
};
using Ssl = std::unique_ptr<SSL, FreeSsl>;

Ssl Handshake(int socket) {
  static SSL_CTX* const context = ::SSL_CTX_new(::TLS_client_method());
  Ssl ssl(::SSL_new(context));
  ::SSL_set_fd(ssl.get(), socket);
  if (::SSL_connect(ssl.get()) != 1) throw std::runtime_error("the TLS handshake failed");
  return ssl;
}

class Client {
 public:
  Client(int port, bool tls)
      : port_(port), socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)), block_(kBlockBytes, '\0') {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int yes = 1;
    ::setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (::connect(socket_.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
      throw std::runtime_error("cannot connect");
    if (tls) ssl_ = Handshake(socket_.get());
  }

  void Put(const std::string& target, std::uint64_t bytes) {
    SendHead("PUT", target, bytes);
    const std::string& source = SentBytes();
    for (std::uint64_t sent = 0; sent < bytes;) {
      const std::size_t at = sent % source.size();
      const std::size_t size =
          static_cast<std::size_t>(std::min<std::uint64_t>({kBlockBytes, bytes - sent, source.size() - at}));
      Send(source.data() + at, size);
      sent += size;
    }
    Discard(ReadHead());
  }

  void Get(const std::string& target, std::uint64_t bytes) {
    SendHead("GET", target, 0);
    const std::uint64_t length = ReadHead();
    if (length != bytes) throw std::runtime_error("the answer has another length");
    Discard(length);
  }

  std::string Ask(const std::string& method, const std::string& target, const std::string& body) {
    SendHead(method, target, body.size());
    Send(body.data(), body.size());
    std::string answer(static_cast<std::size_t>(ReadHead()), '\0');
    const std::size_t had = std::min(rest_.size(), answer.size());
    std::memcpy(answer.data(), rest_.data(), had);
    rest_.erase(0, had);
    for (std::size_t got = had; got < answer.size();) got += Receive(answer.data() + got, answer.size() - got);
    return answer;
  }

 private:
  void SendHead(const std::string& method, const std::string& target, std::uint64_t bytes) {
    std::string head = method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port_) + "\r\n";
    if (method != "GET") head += "Content-Length: " + std::to_string(bytes) + "\r\n";
    head += "\r\n";
    Send(head.data(), head.size());
  }

  void Send(const char* data, std::size_t size) {
    while (size > 0) {
      const ssize_t sent = ssl_ ? ::SSL_write(ssl_.get(), data, static_cast<int>(size))
                                : ::send(socket_.get(), data, size, MSG_NOSIGNAL);
      if (sent <= 0) throw std::runtime_error("the server closed the connection while it was sent to");
      data += sent;
      size -= static_cast<std::size_t>(sent);
    }
  }

  std::size_t Receive(char* into, std::size_t size) {
    const ssize_t got =
        ssl_ ? ::SSL_read(ssl_.get(), into, static_cast<int>(size)) : ::recv(socket_.get(), into, size, 0);
    if (got <= 0) throw std::runtime_error("the server closed the connection before the answer was whole");
    return static_cast<std::size_t>(got);
  }

  // The answer's Content-Length; what came of the body is left in rest_.
  std::uint64_t ReadHead() {
    std::size_t end = std::string::npos;
    while ((end = rest_.find("\r\n\r\n")) == std::string::npos) {
      const std::size_t got = Receive(block_.data(), block_.size());
      rest_.append(block_.data(), got);
    }
    std::string head = rest_.substr(0, end);
    rest_.erase(0, end + 4);
    if (head.compare(9, 1, "2") != 0) throw std::runtime_error("refused: " + head + rest_);
    std::transform(head.begin(), head.end(), head.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const std::size_t at = head.find("\r\ncontent-length: ");
    return at == std::string::npos ? 0 : std::stoull(head.substr(at + 18));
  }

  void Discard(std::uint64_t bytes) {
    const std::size_t had = static_cast<std::size_t>(std::min<std::uint64_t>(rest_.size(), bytes));
    rest_.erase(0, had);
    for (std::uint64_t left = bytes - had; left > 0;) {
      left -= Receive(block_.data(), static_cast<std::size_t>(std::min<std::uint64_t>(left, block_.size())));
    }
  }

  const int port_;
  const base::UniqueFd socket_;
  Ssl ssl_;  // null without TLS
  std::string block_;
  std::string rest_;  // received after the head
};

}  // namespace

double Run(int port, const Load& load) {
  SentBytes();
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::exception_ptr failure;
  const auto work = [&] {
    try {
      Client client(port, load.tls);
      for (std::size_t i = next++; i < load.targets.size(); i = next++) {
        load.method == "PUT" ? client.Put(load.targets[i], load.body_bytes)
                             : client.Get(load.targets[i], load.body_bytes);
      }
    } catch (...) {
      const std::lock_guard lock(mutex);
      failure = std::current_exception();
    }
  };
  const auto start = std::chrono::steady_clock::now();
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < load.connections; ++i) threads.emplace_back(work);
  }
  if (failure) std::rethrow_exception(failure);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::string Ask(int port, const std::string& method, const std::string& target, const std::string& body) {
  return Client(port, false).Ask(method, target, body);
}

}  // namespace clipbox::bench
