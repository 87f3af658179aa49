// What `GET /system` says of the process itself: version, libraries, storage, workers, disk, the key of receipts. Any
// thread.
#pragma once

#include "base/json.h"
#include "config/settings.h"
#include "objectstore/store_state.h"

namespace clipbox::serve {

// `receipt_key`: the public key that receipts are signed with, base64.
base::Json DescribeSystem(const config::Settings& settings, const objectstore::StoreState::Answer& store,
                          const std::string& receipt_key);

}  // namespace clipbox::serve
