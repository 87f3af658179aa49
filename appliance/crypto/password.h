// Passwords at rest: argon2id (RFC 9106) in libsodium's text form, which carries salt and cost. Used by accounts.
// Pure functions but for the salt; thread-safe. One call takes about 75 ms and 19 MiB on purpose.
#pragma once

#include <string>
#include <string_view>

namespace clipbox::crypto {

// `$argon2id$v=19$m=19456,t=2,p=1$…`. Throws: Error kOutOfMemory.
std::string HashPassword(std::string_view password);

// True when `password` is the one that `hash` was made of; false for a `hash` that is not of this form.
bool VerifyPassword(std::string_view hash, std::string_view password);

}  // namespace clipbox::crypto
