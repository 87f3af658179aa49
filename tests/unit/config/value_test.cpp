#include "config/value.h"

#include "base/error.h"
#include "catch.h"

namespace clipbox::config {

TEST_CASE("sizes are numbers with binary or decimal units") {
  CHECK(ParseSize("0") == 0);
  CHECK(ParseSize("512") == 512);
  CHECK(ParseSize("512 B") == 512);
  CHECK(ParseSize("1 KiB") == 1024);
  CHECK(ParseSize("64GiB") == 64ULL << 30);
  CHECK(ParseSize(" 1.5 GiB ") == 3ULL << 29);
  CHECK(ParseSize("2 TiB") == 2ULL << 40);
  CHECK(ParseSize("10 MB") == 10'000'000);
  for (const char* text :
       {"", "GiB", "1 gib", "-1", "1e3", "1 GiB 2", "1.2.3", "1 GiB/s", "99999999999 TiB", "nan", "inf"}) {
    INFO(text);
    CHECK_THROWS_AS(ParseSize(text), base::Error);
  }
}

TEST_CASE("durations are numbers with units, one after another") {
  using namespace std::chrono_literals;
  CHECK(ParseDuration("30 s") == 30s);
  CHECK(ParseDuration("1 h") == 1h);
  CHECK(ParseDuration("1h30min") == 90min);
  CHECK(ParseDuration("1 h 30 m 5 s") == 1h + 30min + 5s);
  CHECK(ParseDuration("250ms") == 250ms);
  CHECK(ParseDuration("0.5 s") == 500ms);
  CHECK(ParseDuration("7 d") == 168h);
  for (const char* text : {"", "30", "s", "1 hour", "-1 s", "1 h x", "1 h,", "999999999999999999 d"}) {
    INFO(text);
    CHECK_THROWS_AS(ParseDuration(text), base::Error);
  }
}

TEST_CASE("lists drop spaces and empty items") {
  CHECK(ParseList("").empty());
  CHECK(ParseList(" a , b,,c ") == std::vector<std::string>{"a", "b", "c"});
}

}  // namespace clipbox::config
