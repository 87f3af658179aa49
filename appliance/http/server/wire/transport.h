// The bytes of one connection, plain or by TLS (http/server/wire/tls.h): never waits, says what it waits for instead.
// One thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace clipbox::http {

enum class IoStatus { kDone, kWantRead, kWantWrite, kClosed };

struct IoResult {
  IoStatus status = IoStatus::kClosed;
  std::size_t bytes = 0;  // where kDone
};

class Transport {
 public:
  virtual ~Transport() = default;

  // kClosed: the other end is done sending, or the connection broke.
  virtual IoResult Read(std::span<char> into) = 0;
  virtual IoResult Write(std::string_view bytes) = 0;
  // Whether SendFile may be called: not where bytes must be encrypted first.
  virtual bool sends_files() const { return false; }
  // Sends of a file what can be sent at once. Requires: sends_files(). kClosed as well if the file cannot be read
  // or ends before; that is logged.
  virtual IoResult SendFile(int /*file*/, std::uint64_t /*offset*/, std::size_t /*bytes*/) { return {}; }
  // Says that nothing more will be sent.
  virtual void CloseWrite() = 0;
};

// Requires: `socket` does not block and outlives this.
class PlainTransport final : public Transport {
 public:
  explicit PlainTransport(int socket) : socket_(socket) {}
  IoResult Read(std::span<char> into) override;
  IoResult Write(std::string_view bytes) override;
  bool sends_files() const override { return true; }
  IoResult SendFile(int file, std::uint64_t offset, std::size_t bytes) override;
  void CloseWrite() override;

 private:
  // As SendFile, by way of memory.
  IoResult SendRead(int file, std::uint64_t offset, std::size_t bytes);

  const int socket_;
};

}  // namespace clipbox::http
