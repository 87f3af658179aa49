// What `GET /system` says of the process itself: version, libraries, storage, workers, disk. Any thread.
#pragma once

#include "base/json.h"
#include "config/settings.h"
#include "objectstore/object_store.h"

namespace clipbox::cli {

base::Json DescribeSystem(const config::Settings& settings, objectstore::ObjectStore& objects);

}  // namespace clipbox::cli
