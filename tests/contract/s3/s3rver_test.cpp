// The S3 client on s3rver, a small store of npm's, for the calls that it has: put, get, head, delete, copy, parts and
// completion. It has no ListParts, no Abort and no ListMultipartUploads, it makes paths out of keys, and its ETags of
// joined parts are its own.
#include "contract/s3/s3_under_test.h"

namespace clipbox::objectstore::contract {
namespace {

void PartsBecomeOneObject(S3UnderTest& test) {
  const std::string first = Bytes(kPartBytes, 3), second = Bytes(1'234, 4);
  const std::string upload = test.store().CreateMultipart("contract/parts", {"video/webm", {{"token", "t-2"}}});
  const base::UploadPart one = test.SendPart("contract/parts", upload, 1, first),
                         two = test.SendPart("contract/parts", upload, 2, second);
  const ObjectInfo made = test.store().CompleteMultipart("contract/parts", upload, {one, two});
  CHECK(made.size_bytes == first.size() + second.size());
  CHECK(made.metadata.at("token") == "t-2");
  CHECK(test::ReadAll(*test.store().Open("contract/parts")) == first + second);
}

}  // namespace

TEST_CASE("the S3 store works with s3rver for the calls that it has") {
  static const ForeignServer server({CLIPBOX_NODE, CLIPBOX_S3RVER, "--directory", "FOLDER", "--address", "127.0.0.1",
                                     "--port", "0", "--no-vhost-buckets", "--configure-bucket", "clipbox"});
  S3UnderTest test(
      {.endpoint = server.url(), .bucket = "clipbox", .access_key_id = "S3RVER", .secret_access_key = "S3RVER"});
  SECTION("a file that was put is read back with its type, metadata and MD5") { AFileThatWasPutIsReadBack(test); }
  SECTION("an empty file is an object") { AnEmptyFileIsAnObject(test); }
  SECTION("a range is read anywhere and ends with the object") { ARangeIsReadAnywhereAndEndsWithTheObject(test); }
  SECTION("putting again replaces") { PuttingAgainReplaces(test); }
  SECTION("deleting twice is no error") { DeletingTwiceIsNoError(test); }
  SECTION("parts become one object") { PartsBecomeOneObject(test); }
}

}  // namespace clipbox::objectstore::contract
