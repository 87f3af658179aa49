// The parts of a presigned URL that do not depend on where the store lies, for both stores. Pure.
#pragma once

#include <string_view>
#include <vector>

#include "crypto/sigv4.h"
#include "objectstore/object_store.h"

namespace clipbox::objectstore {

// `GET`, `HEAD`, `PUT`, `DELETE`.
std::string_view MethodOf(const PresignRequest& request);

// Of a part, and of the answer's overridden headers; decoded.
std::vector<crypto::NameValue> QueryOf(const PresignRequest& request);

}  // namespace clipbox::objectstore
