// The S3 client and our own server, in another process, held together to the contract of every object store.
#include "contract/s3/s3_under_test.h"
#include "e2e/harness/appliance.h"

namespace clipbox::objectstore::contract {
namespace {

// Started once: Catch2 comes back for each section.
struct OwnServer {
  explicit OwnServer(std::uint64_t part_bytes)
      : test({.endpoint = server.url(),
              .bucket = "clipbox",
              .access_key_id = "CONTRACT",
              .secret_access_key = "contract-secret",
              .multipart_above = part_bytes,
              .part_bytes = part_bytes}) {}

  const e2e::Appliance server{{"storage.access_key_id=CONTRACT", "storage.secret_access_key=contract-secret"}};
  S3UnderTest test;
};

}  // namespace

TEST_CASE("the S3 store with our own server does what every object store must") {
  static OwnServer own(16 << 20);
  for (const Sentence& sentence : ObjectStoreContract()) {
    DYNAMIC_SECTION(sentence.text) { sentence.holds(own.test); }
  }
}

TEST_CASE("files above the limit are put in parts, and calls beyond the contract work on our own server") {
  static OwnServer own(kPartBytes);
  HoldsBeyondTheContract(own.test);
}

TEST_CASE("CORS rules are written to our own server and read back") {
  OwnServer own(kPartBytes);
  const std::vector<CorsRule> rules = {
      {{"https://page.example"}, {"PUT", "GET", "HEAD"}, {"content-type"}, {"ETag"}, 3600}};
  own.test.store().PutCors(rules);
  CHECK(own.test.store().GetCors() == rules);
}

}  // namespace clipbox::objectstore::contract
