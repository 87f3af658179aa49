// How many objects and bytes, for people and as JSON. Pure.
#pragma once

#include <string>

#include "base/json.h"
#include "objectstore/view/embedded_view.h"

namespace clipbox::cli {

// {objects, bytes}
base::Json AmountJson(const objectstore::Amount& amount);
// `3 objects, 1.5 MB`
std::string AmountText(const objectstore::Amount& amount);

}  // namespace clipbox::cli
