#include "crypto/token.h"

#include "base/id.h"
#include "crypto/sha256.h"

namespace clipbox::crypto {

std::string NewToken() { return base::RandomHex(32); }

std::string HashToken(std::string_view token) { return Sha256Hex(token); }

}  // namespace clipbox::crypto
