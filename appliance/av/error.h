// From a libav result to base::Error. The message names the call that failed and libav's reason; callers that know what
// it means for a person throw their own sentence around it. Any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace clipbox::av {

// Gives a result >= 0 back. Throws: Error (kOutOfMemory, kStorageFull, kUnsupportedCodec, kNotAVideo for invalid data,
// kInputOutput, kCancelled, else kInternal) for one below. `call` is the function's name, with what it was called for.
int Check(int result, std::string_view call);

// Gives the pointer back. Throws: Error kOutOfMemory for null: libav's allocators fail for no other reason.
template <class T>
T* CheckAllocated(T* pointer, std::string_view call);

// What kind of error a result below 0 is.
base::ErrorCode CodeOf(int result);

// `Invalid data found when processing input`
std::string ReasonOf(int result);

[[noreturn]] void ThrowOutOfMemory(std::string_view call);

template <class T>
T* CheckAllocated(T* pointer, std::string_view call) {
  if (pointer == nullptr) ThrowOutOfMemory(call);
  return pointer;
}

}  // namespace clipbox::av
