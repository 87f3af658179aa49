// One part of a multipart upload, as the browser reports it, as the store holds it, and as a completion names it.
#pragma once

#include <cstdint>
#include <string>

#include "base/clock.h"

namespace clipbox::base {

struct UploadPart {
  int part_number = 0;           // 1 to 10,000
  std::string etag = {};         // MD5 in hex, without quotes; empty where whoever names the part does not know it
  std::uint64_t size_bytes = 0;  // 0 where a completion names the part
  Timestamp stored_at = {};      // where the store says it
};

}  // namespace clipbox::base
