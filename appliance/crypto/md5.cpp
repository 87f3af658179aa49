#include "crypto/md5.h"

#include "base/encoding.h"

namespace clipbox::crypto {

std::string Md5Hex(std::string_view bytes) {
  Md5 digest;
  digest.Update(bytes);
  return base::ToHex(digest.Finish());
}

}  // namespace clipbox::crypto
