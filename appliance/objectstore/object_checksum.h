// The checksum that is kept of an object or part where a client gave or asked for one (S3 user guide, "Checking object
// integrity"). Values.
#pragma once

#include <string>

#include "crypto/checksum.h"

namespace clipbox::objectstore {

// What an upload was begun for.
struct ChecksumForm {
  crypto::ChecksumKind kind = crypto::ChecksumKind::kCrc32;
  bool is_composite = false;  // of the parts' checksums, not of the whole
  bool operator==(const ChecksumForm&) const = default;
};

struct ObjectChecksum {
  ChecksumForm form;
  std::string value;  // base64; a composite one ends with `-PARTS`
  bool operator==(const ObjectChecksum&) const = default;
};

}  // namespace clipbox::objectstore
