#include "av/inventory.h"

#include "catch.h"

namespace clipbox::av {

TEST_CASE("what libav can do is told by name") {
  CHECK(HasEncoder("libx264"));
  CHECK(HasDecoder("h264"));
  CHECK_FALSE(HasEncoder("nothing"));
  CHECK_FALSE(HasDecoder("libx264"));
}

TEST_CASE("the library's date lies between its release and now") {
  const auto date = LibraryDate();
  REQUIRE(date);
  CHECK(*date > base::Timestamp(std::chrono::sys_days(std::chrono::year(2021) / 1 / 1)));
  CHECK(*date <= base::SystemClock().Now());
}

}  // namespace clipbox::av
