// The shapes of the API's bodies as JSON Schema, from one table. Pure.
#pragma once

#include "base/json.h"

namespace clipbox::http {

// Name → schema, every `$ref` within them resolved by another of them.
base::Json ApiSchemas();

}  // namespace clipbox::http
