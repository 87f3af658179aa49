// One answer as handlers give it: status, headers, and a body that is text or is written bit by bit while it is
// sent. The server adds what every answer carries (security headers, length, connection). A value; belongs to one
// request.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/files.h"
#include "base/json.h"
#include "http/headers.h"

namespace clipbox::http {

// Takes the bytes of a streamed body. Used by the handler's callback, on the connection's thread.
class BodyWriter {
 public:
  virtual ~BodyWriter() = default;

  // Throws: Error kCancelled when the client went away or is slower than the least rate.
  virtual void Write(std::string_view bytes) = 0;
  // Whether WriteFile may be called: not over TLS, nor in chunks.
  virtual bool sends_files() const { return false; }
  // Sends bytes of a file without taking them through memory. Throws: as Write, also if the file cannot be read.
  virtual void WriteFile(const base::FileBytes& /*bytes*/) {}
  // Sends what was written at once instead of gathering more.
  virtual void Flush() = 0;
  // Stopped when the client closed its end or the server stops: what waits for events waits with it.
  virtual std::stop_token stop() const = 0;
};

struct StreamedBody {
  std::optional<std::uint64_t> length;     // Content-Length; nullopt: chunked
  std::function<void(BodyWriter&)> write;  // writes exactly `length` bytes; not called for HEAD
};

struct Response {
  int status = 200;
  Headers headers;
  std::string body;
  std::optional<StreamedBody> stream;  // instead of `body`
};

// `application/json` with `Cache-Control: no-store`.
Response JsonResponse(const base::Json& value, int status = 200);
Response NoContent();
// 302 (Found) to an absolute or origin-relative URL. Requires: no control character in `location`.
Response Redirect(std::string_view location);
Response TextResponse(std::string_view text, std::string_view content_type, int status = 200);

// Reads a file's bytes as the client takes them, or has them sent out of the file where `locate` says where it is.
// Requires: `read(offset, into)` fills `into` wholly; `locate(offset)` gives bytes that begin there, one at least. Both
// may throw; they are called on the connection's thread.
StreamedBody BytesBody(std::uint64_t offset, std::uint64_t length,
                       std::function<void(std::uint64_t offset, std::span<std::byte> into)> read,
                       std::function<base::FileBytes(std::uint64_t offset)> locate = nullptr);

}  // namespace clipbox::http
