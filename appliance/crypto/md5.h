// MD5 (RFC 1321), for ETags alone: it says that bytes arrived whole, never that nobody changed them on purpose.
#pragma once

#include <string>
#include <string_view>

#include "crypto/digest.h"

namespace clipbox::crypto {

class Md5 : public Digest {
 public:
  Md5() : Digest(DigestKind::kMd5) {}
};

std::string Md5Hex(std::string_view bytes);

}  // namespace clipbox::crypto
