#include "http/server/transfer_chunks.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "http/server/request_head.h"

namespace clipbox::http {
namespace {

// Room for any size that a client can mean, and for none that overflows when it is added to another.
constexpr std::size_t kMaxSizeDigits = 15;
constexpr std::size_t kMaxExtensionBytes = 8 << 10;
constexpr std::size_t kMaxTrailerFields = 16;

[[noreturn]] void ThrowBadChunk(const char* what) { throw base::Error(base::ErrorCode::kBadRequest, what); }

}  // namespace

void TransferChunks::TakeLine(std::string_view line) {
  switch (state_) {
    case State::kSize: return TakeSize(line);
    case State::kDataEnd:
      if (!line.empty()) ThrowBadChunk("A chunk of the body is longer than its size.");
      state_ = State::kSize;
      return;
    case State::kTrailer:
      if (line.empty()) {
        state_ = State::kEnded;
        return;
      }
      ParseField(line, trailer_);
      if (trailer_.all().size() > kMaxTrailerFields) ThrowBadChunk("The body's trailer has too many fields.");
      return;
    case State::kData:
    case State::kEnded: return;
  }
}

// `1f4` or `1f4;name=value`. Extensions mean nothing to us (RFC 9112, 7.1.1: to be ignored, and bounded).
void TransferChunks::TakeSize(std::string_view line) {
  const std::string_view digits = line.substr(0, line.find(';'));
  const auto size = base::ParseHexNumber(digits);
  if (!size || digits.size() > kMaxSizeDigits)
    ThrowBadChunk("The size of a chunk of the body is no hexadecimal number.");
  const std::string_view extension = line.substr(digits.size());
  if (std::any_of(extension.begin(), extension.end(),
                  [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; }))
    ThrowBadChunk("The line before a chunk of the body holds a control character.");
  extension_bytes_ += extension.size();
  if (extension_bytes_ > kMaxExtensionBytes) ThrowBadChunk("The chunks of the body have too many extensions.");
  left_ = *size;
  state_ = left_ > 0 ? State::kData : State::kTrailer;
}

void TransferChunks::TakeData(std::uint64_t bytes) {
  left_ -= bytes;
  if (left_ == 0) state_ = State::kDataEnd;
}

}  // namespace clipbox::http
