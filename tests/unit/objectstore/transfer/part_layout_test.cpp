#include "objectstore/transfer/part_layout.h"

#include "base/encoding.h"
#include "catch.h"

namespace clipbox::objectstore {

TEST_CASE("an object's ETag is reckoned of its bytes, however they come") {
  const PartLayout parts{{3, 3, 2}, true};
  const std::string expected =
      crypto::Md5Hex(base::FromHex(crypto::Md5Hex("abc")).value() + base::FromHex(crypto::Md5Hex("def")).value() +
                     base::FromHex(crypto::Md5Hex("gh")).value()) +
      "-3";
  for (const std::size_t step : {1U, 2U, 5U, 8U}) {
    EtagReckoner reckoner(parts);
    const std::string bytes = "abcdefgh";
    for (std::size_t at = 0; at < bytes.size(); at += step) reckoner.Update(std::string_view(bytes).substr(at, step));
    CHECK(reckoner.Finish() == expected);
  }
}

TEST_CASE("an object that was put in one go has the MD5 of its bytes, also where it has none") {
  const PartLayout whole{{3}, false};
  EtagReckoner reckoner(whole);
  reckoner.Update("abc");
  CHECK(reckoner.Finish() == crypto::Md5Hex("abc"));
  const PartLayout nothing{{0}, false};
  CHECK(EtagReckoner(nothing).Finish() == crypto::Md5Hex(""));
  const PartLayout one_part{{0}, true};
  CHECK(EtagReckoner(one_part).Finish().ends_with("-1"));
}

TEST_CASE("parts are of one size, but for the last") {
  CHECK(EqualParts(8, 3) == PartLayout{{3, 3, 2}, true});
  CHECK(EqualParts(6, 3) == PartLayout{{3, 3}, true});
  CHECK(EqualParts(0, 3) == PartLayout{{0}, true});
}

TEST_CASE("an ETag tells how many parts there were") {
  CHECK(PartsByEtag("0123-17") == 17);
  CHECK(PartsByEtag("0123") == 0);
  CHECK(PartsByEtag("0123-x") == 0);
}

}  // namespace clipbox::objectstore
