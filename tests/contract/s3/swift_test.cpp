// The S3 client held to the contract on OpenStack Swift's S3 interface: a store that shares no line with ours.
#include "contract/s3/s3_under_test.h"

namespace clipbox::objectstore::contract {
namespace {

// Started once: Catch2 comes back for each section.
struct Swift {
  explicit Swift(std::uint64_t part_bytes)
      : test({.endpoint = server.url(),
              .bucket = "clipbox",
              .access_key_id = "test:tester",
              .secret_access_key = "testing",
              .multipart_above = part_bytes,
              .part_bytes = part_bytes}) {
    test.MakeBucket();
  }

  const ForeignServer server{{"/usr/bin/python3", CLIPBOX_SWIFT_SERVER, "FOLDER"}};
  S3UnderTest test;
};

}  // namespace

TEST_CASE("the S3 store with OpenStack Swift does what every object store must") {
  static Swift swift(16 << 20);
  for (const Sentence& sentence : ObjectStoreContract()) {
    DYNAMIC_SECTION(sentence.text) { sentence.holds(swift.test); }
  }
}

TEST_CASE("files above the limit are put in parts, and calls beyond the contract work on OpenStack Swift") {
  static Swift swift(kPartBytes);
  HoldsBeyondTheContract(swift.test);
}

TEST_CASE("what is longer than a page of OpenStack Swift's is listed whole and once") {
  static Swift swift(16 << 20);
  HoldsBeyondAPage(swift.test);
}

}  // namespace clipbox::objectstore::contract
