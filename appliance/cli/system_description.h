// What `GET /system` says of the process itself: version, libraries, storage, workers, disk. Any thread.
#pragma once

#include "base/json.h"
#include "config/settings.h"
#include "objectstore/store_state.h"

namespace clipbox::cli {

base::Json DescribeSystem(const config::Settings& settings, const objectstore::StoreState::Answer& store);

}  // namespace clipbox::cli
