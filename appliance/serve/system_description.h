// What `GET /system` says of the process itself: version, libraries, storage, workers, disk, the key of receipts. Any
// thread.
#pragma once

#include "base/json.h"
#include "serve/data_rooms.h"

namespace clipbox::serve {

// `receipt_key`: the public key that receipts are signed with, base64.
base::Json DescribeSystem(DataRooms& data, const std::string& receipt_key);

// For /metrics: the last run of `clipbox storage verify` on the embedded store. Throws: Error kInputOutput.
void SetStorageGauges(const config::Settings& settings);

}  // namespace clipbox::serve
