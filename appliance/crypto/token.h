// Bearer secrets (sessions, API tokens, set-up and sign-in links): 256 random bits handed out once, kept only as a
// hash. SHA-256 without salt is enough for a secret that nobody can guess, and lets the row be found by it.
// Thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace clipbox::crypto {

// 64 lower-case hex digits of the kernel's randomness.
std::string NewToken();

// What is stored and looked up: SHA-256 of the token, lower-case hex.
std::string HashToken(std::string_view token);

}  // namespace clipbox::crypto
