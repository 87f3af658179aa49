#include <set>

#include "contract/s3/s3_under_test.h"

namespace clipbox::objectstore::contract {
namespace {

// Over all pages; a store that never ends would not pass 100.
template <class Line, class List>
std::vector<Line> AllPages(const List& list) {
  std::vector<Line> lines;
  std::string from;
  for (int pages = 0; pages < 100; ++pages) {
    ListPage<Line> page = list(from);
    lines.insert(lines.end(), page.lines.begin(), page.lines.end());
    if (!page.next) return lines;
    from = *page.next;
  }
  FAIL("the listing does not end");
  return lines;
}

void AFileIsPutInParts(S3UnderTest& test) {
  const std::string bytes = Bytes(2 * kPartBytes + 77, 9);
  const ObjectInfo put = Put(test.store(), "beyond/large", bytes, {"video/mp4", {{"token", "t"}}});
  CHECK(put.etag.ends_with("-3"));
  CHECK(put.size_bytes == bytes.size());
  CHECK(put.metadata == std::map<std::string, std::string>{{"token", "t"}});
  CHECK(test::ReadAll(*test.store().Open("beyond/large")) == bytes);
}

void ListingsAreWhole(S3UnderTest& test) {
  const std::set<std::string> keys = {"list/a", "list/b c+d", "list/ü&<x>", "list/z/1"};
  for (const std::string& key : keys) Put(test.store(), key, key);
  Put(test.store(), "lister", "x");
  std::set<std::string> listed;
  for (const ListedObject& line :
       AllPages<ListedObject>([&](const std::string& from) { return test.store().ListObjects("list/", from); })) {
    listed.insert(line.key);
    CHECK(line.size_bytes == line.key.size());
    CHECK(line.etag == crypto::Md5Hex(line.key));
  }
  CHECK(listed == keys);
}

void OpenUploadsAreListed(S3UnderTest& test) {
  const std::string one = test.store().CreateMultipart("open/one ü", {}),
                    two = test.store().CreateMultipart("open/two", {});
  std::set<std::string> listed;
  for (const OpenUpload& line :
       AllPages<OpenUpload>([&](const std::string& from) { return test.store().ListUploads("open/", from); })) {
    listed.insert(line.key + " " + line.upload_id);
  }
  CHECK(listed == std::set<std::string>{"open/one ü " + one, "open/two " + two});
  test.store().AbortMultipart("open/one ü", one);
  test.store().AbortMultipart("open/two", two);
  CHECK(test.store().ListUploads("open/", "").lines.empty());
}

void ADoctorLearnsWhatItAsks(S3UnderTest& test) {
  test.store().Check();
  const auto offset = test.store().ClockOffset();
  REQUIRE(offset);
  CHECK(std::chrono::abs(*offset) < std::chrono::seconds(5));
}

}  // namespace

void HoldsBeyondTheContract(S3UnderTest& test) {
  SECTION("a file above the limit is put in parts") { AFileIsPutInParts(test); }
  SECTION("a listing holds what lies under the prefix, whatever its name") { ListingsAreWhole(test); }
  SECTION("open uploads are listed until they are aborted") { OpenUploadsAreListed(test); }
  SECTION("the bucket answers, and the clocks agree") { ADoctorLearnsWhatItAsks(test); }
}

}  // namespace clipbox::objectstore::contract
