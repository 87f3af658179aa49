#include <atomic>
#include <set>
#include <thread>

#include "contract/s3/s3_under_test.h"

namespace clipbox::objectstore::contract {
namespace {

constexpr int kLines = 1'010;
constexpr int kSenders = 8;

// Calls `send` with each number from 1 to kLines, some at once.
template <class Send>
void ForEachNumber(const Send& send) {
  std::atomic<int> next = 1;
  std::vector<std::jthread> senders;
  for (int i = 0; i < kSenders; ++i) {
    senders.emplace_back([&] {
      for (int number = next++; number <= kLines; number = next++) send(number);
    });
  }
}

std::string KeyOf(int number) { return "pages/" + std::to_string(number); }

void ObjectsAreListedOnce(S3UnderTest& test) {
  std::atomic<int> failed = 0;
  ForEachNumber([&](int number) {
    try {
      test.SendObject(KeyOf(number), "x");
    } catch (const std::exception&) {
      ++failed;
    }
  });
  REQUIRE(failed == 0);
  Put(test.store(), "pagesx/other", "x");
  std::vector<std::string> listed;
  int pages = 0;
  for (std::optional<std::string> from = ""; from; ++pages) {
    REQUIRE(pages < 10);
    const auto page = test.store().ListObjects("pages/", *from);
    for (const ListedObject& line : page.lines) listed.push_back(line.key);
    from = page.next;
  }
  std::set<std::string> wanted;
  for (int number = 1; number <= kLines; ++number) wanted.insert(KeyOf(number));
  CHECK(pages == 2);
  CHECK(listed.size() == kLines);
  CHECK(std::set<std::string>(listed.begin(), listed.end()) == wanted);
}

void PartsAreListedOnce(S3UnderTest& test) {
  const std::string upload = test.store().CreateMultipart("parts", {});
  std::atomic<int> failed = 0;
  ForEachNumber([&](int number) {
    try {
      test.SendPart("parts", upload, number, std::to_string(number));
    } catch (const std::exception&) {
      ++failed;
    }
  });
  REQUIRE(failed == 0);
  const auto parts = test.store().ListParts("parts", upload);
  REQUIRE(parts.size() == kLines);
  for (int number = 1; number <= kLines; ++number) {
    const base::UploadPart& part = parts[static_cast<std::size_t>(number - 1)];
    CHECK(part.part_number == number);
    CHECK(part.etag == crypto::Md5Hex(std::to_string(number)));
  }
}

}  // namespace

void HoldsBeyondAPage(S3UnderTest& test) {
  SECTION("objects under a prefix") { ObjectsAreListedOnce(test); }
  SECTION("parts of an open upload") { PartsAreListedOnce(test); }
}

}  // namespace clipbox::objectstore::contract
