#include "jobs/upload_layout.h"

#include "catch.h"

using namespace clipbox::jobs;

TEST_CASE("parts are 8 MiB, and larger only where 10,000 of them would not hold the file") {
  constexpr std::uint64_t kMiB = 1ULL << 20;
  CHECK(PartSizeFor(1, {}) == 8 * kMiB);
  CHECK(PartSizeFor(64ULL << 30, {}) == 8 * kMiB);
  CHECK(PartSizeFor(80'000 * kMiB, {}) == 8 * kMiB);
  CHECK(PartSizeFor(80'000 * kMiB + 1, {}) == 16 * kMiB);
  CHECK(PartSizeFor(100 * kMiB, 5 * kMiB) == 5 * kMiB);
  CHECK(PartSizeFor(60'000 * kMiB, 5 * kMiB) == 10 * kMiB);
}

TEST_CASE("all parts but the last are equal, and together they are the file") {
  for (const std::uint64_t size : {1ULL, 9ULL, 10ULL, 11ULL, 95ULL, 100ULL}) {
    const int count = PartCountOf(size, 10);
    std::uint64_t sum = 0;
    for (int number = 1; number <= count; ++number) {
      const std::uint64_t part = PartBytes(size, 10, number);
      CHECK((number == count ? part >= 1 && part <= 10 : part == 10));
      sum += part;
    }
    CHECK(sum == size);
  }
}

TEST_CASE("the key of a source has the ending of the file's name and nothing else of it") {
  CHECK(SourceKey("clipbox/", JobId{"J1"}, "U1", "My Film (final).mp4") == "clipbox/sources/J1/U1.mp4");
  CHECK(SourceKey("clipbox/", JobId{"J1"}, "U1", "Nadia.at home with friends") == "clipbox/sources/J1/U1");
  CHECK(SourceKey("clipbox/", JobId{"J1"}, "U1", ".hidden") == "clipbox/sources/J1/U1");
}

TEST_CASE("a file's name is made safe whatever it is") {
  CHECK(SafeFileName("../../etc/passwd") == "etc-passwd");
  CHECK(SafeFileName("фильм.mp4") == "mp4");
  CHECK(SafeFileName("日本") == "file");
  CHECK(SafeFileName("a\r\nb\"c.mov") == "a-b-c.mov");
  const std::string safe = SafeFileName(std::string(300, 'x') + ".webm");
  CHECK(safe.size() == 100);
  CHECK(safe.ends_with("x.webm"));
}
