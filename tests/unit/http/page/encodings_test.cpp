#include "http/page/encodings.h"

#include "catch.h"

using namespace clipbox;
using http::ChooseEncoding;
using http::Encoding;

TEST_CASE("a text goes out in the smallest form that the request takes") {
  CHECK(ChooseEncoding("gzip, deflate, br, zstd") == Encoding::kBrotli);
  CHECK(ChooseEncoding("gzip;q=1.0, BR;q=0.1") == Encoding::kBrotli);
  CHECK(ChooseEncoding("gzip, deflate") == Encoding::kGzip);
  CHECK(ChooseEncoding("*") == Encoding::kBrotli);
  CHECK(ChooseEncoding("br;q=0, *") == Encoding::kGzip);
}

TEST_CASE("a text goes out as it is where no form is taken") {
  CHECK(ChooseEncoding("") == Encoding::kIdentity);
  CHECK(ChooseEncoding("identity") == Encoding::kIdentity);
  CHECK(ChooseEncoding("br;q=0, gzip; Q=0.00") == Encoding::kIdentity);
  CHECK(ChooseEncoding("*;q=0") == Encoding::kIdentity);
  CHECK(ChooseEncoding(";, ,;q=1, deflate") == Encoding::kIdentity);
}
