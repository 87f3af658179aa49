// Secrets at rest and in comparison: passwords, tokens, signatures. Used by accounts, and wherever a secret is
// compared. Pure functions but for salt and randomness; thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace clipbox::crypto {

// A password's argon2id hash (RFC 9106) in libsodium's text form, which carries salt and cost:
// `$argon2id$v=19$m=19456,t=2,p=1$…`. Takes about 75 ms and 19 MiB on purpose. Throws: Error kOutOfMemory.
std::string HashPassword(std::string_view password);

// True for the password that `hash` was made of; false for a `hash` that is not of this form. Takes as long.
bool VerifyPassword(std::string_view hash, std::string_view password);

// A bearer secret (session, API token, set-up or sign-in link), handed out once: 256 random bits of the kernel's as 64
// lower-case hex digits.
std::string NewToken();

// What is kept of a token and looked up: its SHA-256, lower-case hex. Without salt it is enough for a secret that
// nobody can guess, and lets the row be found by it.
std::string HashToken(std::string_view token);

// Compares in a time that tells nothing about where the texts differ. Texts of different length differ at once: the
// length of a signature or hash is no secret.
bool ConstantTimeEqual(std::string_view a, std::string_view b);

}  // namespace clipbox::crypto
