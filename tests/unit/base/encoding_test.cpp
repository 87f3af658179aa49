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

TEST_CASE("overlong forms, surrogates and lone bytes are not UTF-8") {
  CHECK(IsUtf8("é漢😀"));
  for (const char* broken : {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\x80", "\xE6\xBC"})
    CHECK_FALSE(IsUtf8(broken));
}

TEST_CASE("plain text has no control characters and is cut at a character") {
  CHECK(PlainText("a\r\x01\x7F b\n", 100) == "a    b\n");
  CHECK(PlainText("\xFFx", 100) == "\xEF\xBF\xBDx");
  CHECK(PlainText("éé", 3) == "é");
}
