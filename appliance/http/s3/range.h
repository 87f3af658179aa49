// Which bytes of an object a GET asks for (RFC 9110, 14). Pure.
#pragma once

#include <cstdint>
#include <string_view>

#include "http/headers.h"

namespace clipbox::http {

struct ObjectVersion {
  std::uint64_t size_bytes = 0;
  std::string_view etag;           // without quotes
  std::string_view last_modified;  // as the answer writes it
};

struct ByteSpan {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  bool is_partial = false;  // answer 206 with Content-Range
};

// Range, as far as If-Range lets it count. What is no single range of bytes is ignored, as RFC 9110 allows: the whole
// object then. Throws: S3Error InvalidRange (416) for a range that starts at or after the end.
ByteSpan ChooseSpan(const Headers& headers, const ObjectVersion& object);

// `bytes=first-last`, both given, within `size`: the part of an object that is copied. Throws: S3Error InvalidArgument,
// InvalidRange (416) where it goes beyond the end.
ByteSpan CopiedSpan(std::string_view range, std::uint64_t size);

}  // namespace clipbox::http
