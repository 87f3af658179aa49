#include <fstream>

#include "base/encoding.h"
#include "base/error.h"
#include "catch.h"
#include "crypto/hmac.h"
#include "crypto/md5.h"
#include "crypto/sha256.h"
#include "temp_dir.h"

namespace clipbox::crypto {

TEST_CASE("SHA-256 and MD5 give the digests of FIPS 180-4 and RFC 1321") {
  CHECK(Sha256Hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(Sha256Hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(Md5Hex("") == "d41d8cd98f00b204e9800998ecf8427e");
  CHECK(Md5Hex("message digest") == "f96b697d7cb7938d525a2f31aaf161d0");
}

TEST_CASE("a digest fed in pieces is that of the whole, and the object takes another message afterwards") {
  Sha256 digest;
  digest.Update("a");
  digest.Update("");
  digest.Update("bc");
  CHECK(base::ToHex(digest.Finish()) == Sha256Hex("abc"));
  digest.Update("other");
  CHECK(base::ToHex(digest.Finish()) == Sha256Hex("other"));
}

TEST_CASE("a copy of a digest goes on by itself") {
  Md5 original;
  original.Update("message ");
  Md5 copy(original);
  original.Update("one");
  copy.Update("digest");
  CHECK(base::ToHex(copy.Finish()) == Md5Hex("message digest"));
  CHECK(base::ToHex(original.Finish()) == Md5Hex("message one"));
}

TEST_CASE("a file's SHA-256 is that of its bytes, and hashing it can be stopped") {
  const test::TempDir directory;
  const std::string text(700'000, 'x');
  std::ofstream(directory / "file") << text;
  CHECK(Sha256HexOfFile(directory / "file") == Sha256Hex(text));
  std::stop_source source;
  source.request_stop();
  CHECK_THROWS_AS(Sha256HexOfFile(directory / "file", source.get_token()), base::Error);
  CHECK_THROWS_AS(Sha256HexOfFile(directory / "missing"), base::Error);
}

TEST_CASE("HMAC-SHA256 gives the test cases 1, 2 and 6 of RFC 4231") {
  CHECK(HmacSha256(std::string(20, '\x0b')).SignHex("Hi There") ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(HmacSha256("Jefe").SignHex("what do ya want for nothing?") ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(base::ToHex(HmacSha256Of(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")) ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

}  // namespace clipbox::crypto
