// The embedded store held to the contract of every object store.
#include "objectstore/embedded/embedded_store.h"

#include "object_store_contract.h"

namespace clipbox::objectstore {
namespace {

class EmbeddedUnderTest final : public contract::StoreUnderTest {
 public:
  ObjectStore& store() override { return store_; }
  base::UploadPart SendPart(const std::string& key, const std::string& upload_id, int part_number,
                            const std::string& bytes) override {
    IncomingFile incoming = store_.bucket_store().Receive({bytes.size(), std::nullopt});
    incoming.Write(bytes);
    return store_.bucket_store().PutPart(key, upload_id, part_number, std::move(incoming));
  }

 private:
  test::TempDir directory_;
  base::SystemClock clock_;
  EmbeddedStore store_{{.directory = directory_.path(), .keep_free_bytes = 0}, clock_};
};

}  // namespace

TEST_CASE("the embedded store does what every object store must") {
  EmbeddedUnderTest test;
  for (const contract::Sentence& sentence : contract::ObjectStoreContract()) {
    DYNAMIC_SECTION(sentence.text) { sentence.holds(test); }
  }
}

TEST_CASE("a listing of the embedded store goes on after 1,000 lines") {
  EmbeddedUnderTest test;
  for (int i = 0; i < 1001; ++i) test.store().CreateMultipart("many/" + std::to_string(i), {});
  const auto first = test.store().ListUploads("many/", "");
  CHECK(first.lines.size() == 1000);
  REQUIRE(first.next);
  const auto last = test.store().ListUploads("many/", *first.next);
  CHECK(last.lines.size() == 1);
  CHECK_FALSE(last.next);
}

}  // namespace clipbox::objectstore
