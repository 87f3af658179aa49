// The body of a request, pulled as it arrives: for S3 parts and captions, which are never held in memory whole. Made by
// the server for one request and used by its handler's thread only. What a handler leaves unread is drained or the
// connection is closed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace clipbox::http {

class BodyReader {
 public:
  virtual ~BodyReader() = default;

  // Fills a part of `into` and returns how much; 0 only when the whole body was read. Sends `100 Continue` first where
  // it is awaited. Throws: Error kRequestTimeout if the client is slower than the least rate, kIncompleteBody if it
  // went away. Error kBadRequest if the frames of a chunked body cannot be read.
  virtual std::size_t Read(std::span<std::byte> into) = 0;
};

}  // namespace clipbox::http
