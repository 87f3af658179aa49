// Whether a client wants an object as it now is: If-Match and its like (RFC 9110, 13), and the same of a copy's source.
// Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "http/headers.h"
#include "objectstore/embedded/rows/object_catalog.h"

namespace clipbox::http {

enum class Precondition { kProceed, kNotModified, kFailed };

// If-Match, If-None-Match, If-Modified-Since and If-Unmodified-Since, each with `prefix` before its name
// (`x-amz-copy-source-`). `*` fits every object, and weak tags are compared by their text. A tag wins over a date; a
// date that cannot be read counts for nothing.
Precondition CheckPreconditions(const Headers& headers, const objectstore::ObjectInfo& object,
                                std::string_view prefix = {});

// If-Match and If-None-Match of a request that would replace an object, as the store asks them; empty where there are
// none. It throws S3Error PreconditionFailed, and NoSuchKey where If-Match asks for what is not there. It borrows
// `headers`.
objectstore::Guard ReplaceGuard(const Headers& headers);

// What a deletion asks of the object that is there: all that is given must hold.
struct DeleteConditions {
  std::optional<std::string> etag;             // `*`: whichever
  std::optional<base::Timestamp> modified_at;  // whole seconds
  std::optional<std::uint64_t> size_bytes;

  bool Hold(const objectstore::ObjectInfo& present) const;
};

// As a request writes them. Throws: S3Error InvalidArgument for a date or size that cannot be read: what could not be
// asked must not be deleted.
DeleteConditions ReadDeleteConditions(std::optional<std::string_view> etag, std::optional<std::string_view> modified_at,
                                      std::optional<std::string_view> size);

}  // namespace clipbox::http
