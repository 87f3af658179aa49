#include "crypto/version.h"

#include <openssl/crypto.h>

namespace clipbox::crypto {

std::string VersionText() { return std::string("OpenSSL ") + OpenSSL_version(OPENSSL_VERSION_STRING); }

}  // namespace clipbox::crypto
