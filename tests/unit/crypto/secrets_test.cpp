#include "crypto/secrets.h"

#include "catch.h"
#include "crypto/sha256.h"

namespace clipbox::crypto {

TEST_CASE("a password is verified by its hash, another one is not, and the hash says argon2id with 19 MiB") {
  const std::string hash = HashPassword("correct horse");
  CHECK(hash.rfind("$argon2id$v=19$m=19456,t=2,p=1$", 0) == 0);
  CHECK(VerifyPassword(hash, "correct horse"));
  CHECK_FALSE(VerifyPassword(hash, "correct horsE"));
  CHECK_FALSE(VerifyPassword(hash, ""));
}

TEST_CASE("the same password hashed twice gives two hashes, and a text that is no hash fits no password") {
  CHECK(HashPassword("same") != HashPassword("same"));
  CHECK_FALSE(VerifyPassword("", ""));
  CHECK_FALSE(VerifyPassword("plain", "plain"));
}

TEST_CASE("a password of 1,024 bytes with a NUL in it counts to its last byte") {
  std::string password(1024, 'p');
  password[3] = '\0';
  const std::string hash = HashPassword(password);
  CHECK(VerifyPassword(hash, password));
  password.back() = 'q';
  CHECK_FALSE(VerifyPassword(hash, password));
}

TEST_CASE("tokens are 64 hex digits that do not repeat, stored as their SHA-256") {
  const std::string token = NewToken();
  CHECK(token.size() == 64);
  CHECK(token.find_first_not_of("0123456789abcdef") == std::string::npos);
  CHECK(token != NewToken());
  CHECK(HashToken(token) == Sha256Hex(token));
}

TEST_CASE("equal texts compare equal in constant time, others do not") {
  CHECK(ConstantTimeEqual("", ""));
  CHECK(ConstantTimeEqual("abc", "abc"));
  CHECK_FALSE(ConstantTimeEqual("abc", "abd"));
  CHECK_FALSE(ConstantTimeEqual("abc", "abcd"));
}

}  // namespace clipbox::crypto
