// Whether a client wants an object as it now is: If-Match and its like (RFC 9110, 13), and the same of a copy's source.
// Pure.
#pragma once

#include <string_view>

#include "http/headers.h"
#include "objectstore/object_catalog.h"

namespace clipbox::http {

enum class Precondition { kProceed, kNotModified, kFailed };

// If-Match, If-None-Match, If-Modified-Since and If-Unmodified-Since, each with `prefix` before its name
// (`x-amz-copy-source-`). `*` fits every object; weak tags are compared by their text; a date that cannot be read counts
// for nothing; a tag wins over a date.
Precondition CheckPreconditions(const Headers& headers, const objectstore::ObjectInfo& object, std::string_view prefix = {});

// If-Match and If-None-Match of a request that would replace an object, as the store asks them; empty where there are none.
// It throws S3Error PreconditionFailed, and NoSuchKey where If-Match asks for what is not there. It borrows `headers`.
objectstore::Guard ReplaceGuard(const Headers& headers);

}  // namespace clipbox::http
