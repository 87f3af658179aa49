#include "base/encoding.h"

#include "catch.h"

using namespace clipbox::base;

TEST_CASE("hex goes there and back, and refuses what is not hex") {
  CHECK(ToHex(std::string("\x00\xAB\xFF", 3)) == "00abff");
  CHECK(FromHex("00ABff") == std::string("\x00\xAB\xFF", 3));
  CHECK_FALSE(FromHex("abc"));
  CHECK_FALSE(FromHex("zz"));
}

TEST_CASE("base64 follows the vectors of RFC 4648") {
  const std::pair<const char*, const char*> vectors[] = {{"", ""},
                                                         {"f", "Zg=="},
                                                         {"fo", "Zm8="},
                                                         {"foo", "Zm9v"},
                                                         {"foob", "Zm9vYg=="},
                                                         {"fooba", "Zm9vYmE="},
                                                         {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, encoded] : vectors) {
    CHECK(ToBase64(plain) == encoded);
    CHECK(FromBase64(encoded) == std::string(plain));
  }
  for (const char* broken : {"Zg", "Z===", "Zg=x", "Z g=", "Zg==Zg=="}) CHECK_FALSE(FromBase64(broken));
}

TEST_CASE("percent-encoding leaves only the unreserved characters, and the slash where asked") {
  CHECK(PercentEncode("a b/c~é") == "a%20b%2Fc~%C3%A9");
  CHECK(PercentEncode("a b/c", true) == "a%20b/c");
  CHECK(PercentDecode("a%20b%2fc+") == "a b/c+");
  for (const char* broken : {"%", "%2", "%zz", "a%2"}) CHECK_FALSE(PercentDecode(broken));
}
