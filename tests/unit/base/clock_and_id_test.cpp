#include <set>

#include "base/clock.h"
#include "base/id.h"
#include "catch.h"

using namespace clipbox::base;

TEST_CASE("a time prints as ISO 8601 in UTC with milliseconds") {
  CHECK(ToIso8601(FromMillis(1767323045678)) == "2026-01-02T03:04:05.678Z");
  CHECK(ToIso8601(FromMillis(0)) == "1970-01-01T00:00:00.000Z");
}

TEST_CASE("a time is read from its text, and only from that form") {
  CHECK(FromIso8601("2026-01-02T03:04:05.678Z") == FromMillis(1767323045678));
  CHECK(FromIso8601("1970-01-01T00:00:01Z") == FromMillis(1000));
  for (const char* text :
       {"", "2026-01-02", "2026-02-30T00:00:00Z", "2026-01-02T24:00:00Z", "2026-01-02T03:04:05+00:00",
        "2026-01-02 03:04:05Z", "2026-01-02T03:04:05.67Z", "-026-01-02T03:04:05Z"}) {
    CAPTURE(text);
    CHECK_FALSE(FromIso8601(text));
  }
}

TEST_CASE("a time of an HTTP header is written with HTTP's names and read in that form alone") {
  CHECK(ToHttpDate(FromMillis(1767323045678)) == "Fri, 02 Jan 2026 03:04:05 GMT");
  CHECK(ToHttpDate(FromMillis(951782399999)) == "Mon, 28 Feb 2000 23:59:59 GMT");
  CHECK(FromHttpDate("Fri, 02 Jan 2026 03:04:05 GMT") == FromMillis(1767323045000));
  CHECK(FromHttpDate("Thu, 31 Dec 1970 23:59:59 GMT") == FromMillis(31535999000));
  for (const char* text : {"", "yesterday", "Fri, 02 Jan 2026 03:04:05 UTC", "Thu, 02 Jan 2026 03:04:05 GMT",
                           "Fri, 32 Jan 2026 03:04:05 GMT", "Fri, 02 Foo 2026 03:04:05 GMT",
                           "Fri,  2 Jan 2026 03:04:05 GMT", "2026-01-02T03:04:05Z"}) {
    CAPTURE(text);
    CHECK_FALSE(FromHttpDate(text));
  }
}

TEST_CASE("ids sort by creation, also within one millisecond") {
  std::set<std::string> ids;
  std::string last;
  for (int i = 0; i < 1000; ++i) {
    const std::string id = NewIdText(FromMillis(1767323045678 + i / 100));
    CHECK(id.size() == 26);
    CHECK(id > last);
    last = id;
    ids.insert(id);
  }
  CHECK(ids.size() == 1000);
}

TEST_CASE("random hex has the asked length and does not repeat") {
  CHECK(RandomHex(16).size() == 32);
  CHECK(RandomHex(16) != RandomHex(16));
}
