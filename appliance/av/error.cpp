#include "av/error.h"

#include <array>

#include "av/libav.h"

namespace clipbox::av {

base::ErrorCode CodeOf(int result) {
  using base::ErrorCode;
  switch (result) {
    case AVERROR(ENOMEM): return ErrorCode::kOutOfMemory;
    case AVERROR(ENOSPC):
    case AVERROR(EDQUOT): return ErrorCode::kStorageFull;
    case AVERROR(EIO): return ErrorCode::kInputOutput;
    case AVERROR_EXIT: return ErrorCode::kCancelled;
    case AVERROR_INVALIDDATA: return ErrorCode::kNotAVideo;
    case AVERROR_DECODER_NOT_FOUND:
    case AVERROR_PATCHWELCOME: return ErrorCode::kUnsupportedCodec;
    default: return ErrorCode::kInternal;
  }
}

std::string ReasonOf(int result) {
  std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
  av_strerror(result, text.data(), text.size());
  return text.data();
}

int Check(int result, std::string_view call) {
  if (result >= 0) return result;
  throw base::Error(CodeOf(result), std::string(call) + " failed: " + ReasonOf(result));
}

void ThrowOutOfMemory(std::string_view call) {
  throw base::Error(base::ErrorCode::kOutOfMemory, std::string(call) + " failed: out of memory");
}

}  // namespace clipbox::av
