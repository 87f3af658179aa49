// The frames of a body with `Transfer-Encoding: chunked` (RFC 9112, 7.1), read strictly: what a lenient reader would
// read in two ways is refused. It is told each line and how many bytes of data went by, and says which comes next.
// Pure; one exchange owns it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "http/headers.h"

namespace clipbox::http {

class TransferChunks {
 public:
  // Of a line without its CR LF: a size with its extensions, or a field of the trailer.
  static constexpr std::size_t kMaxLineBytes = 4096;

  // Bytes of data that come next. 0: a line comes next, unless ended().
  std::uint64_t left() const { return left_; }
  // The last chunk and the trailer's empty line went by.
  bool ended() const { return state_ == State::kEnded; }

  // Requires: left() is 0, not ended(); `line` has no CR LF at its end.
  // Throws: Error kBadRequest for a size that is no run of hexadecimal digits, and for data that is longer than its
  // size. The same for extensions above 8 KiB in all, and for a trailer of anything but fields, 16 at most.
  void TakeLine(std::string_view line);
  // Requires: `bytes` is not above left().
  void TakeData(std::uint64_t bytes);

 private:
  enum class State { kSize, kData, kDataEnd, kTrailer, kEnded };

  void TakeSize(std::string_view line);

  State state_ = State::kSize;
  std::uint64_t left_ = 0;
  std::size_t extension_bytes_ = 0;
  Headers trailer_;  // read to be bounded, not to be believed
};

}  // namespace clipbox::http
