// How much an upload may hold that was begun for so many bytes.
#include "catch.h"
#include "unit/http/s3/client.h"

namespace clipbox::http {

namespace {

struct Sized : S3Client {
  std::string Begin(std::uint64_t expected_bytes) {
    objectstore::ObjectHead head;
    head.expected_bytes = expected_bytes;
    return store.CreateMultipart("key", head);
  }
  // 200, or the code of the refusal.
  std::string PutPart(const std::string& upload, int number, const std::string& bytes) {
    const S3Answer answer = Send("PUT", PartTarget("key", upload, number), {}, bytes);
    return answer.status == 200 ? "200" : answer.Code();
  }
  std::string CopyPart(const std::string& upload, int number) {
    const S3Answer answer =
        SendSigned("PUT", "/clipbox/key", {{"partNumber", std::to_string(number)}, {"uploadId", upload}}, "",
                   {{"x-amz-copy-source", "/clipbox/five"}});
    return answer.status == 200 ? "200" : answer.Code();
  }
};

}  // namespace

TEST_CASE_METHOD(Sized,
                 "the parts of an upload hold together no more than it was begun for; a part put again counts once") {
  const std::string upload = Begin(10);
  CHECK(PutPart(upload, 1, "sixsix") == "200");
  CHECK(PutPart(upload, 2, "fives") == "EntityTooLarge");
  CHECK(PutPart(upload, 2, "four") == "200");
  CHECK(PutPart(upload, 3, "x") == "EntityTooLarge");
  CHECK(PutPart(upload, 1, "SIXSIX") == "200");
  CHECK(PutPart(upload, 1, "seventh") == "EntityTooLarge");
  CHECK(PutPart(upload, 1, "five5") == "200");
  CHECK(PutPart(upload, 3, "x") == "200");
  CHECK(PutPart(upload, 4, "") == "200");
  CHECK(store.ListParts("key", upload).size() == 4);
}

TEST_CASE_METHOD(Sized, "a part that is more than what is left is refused before it is read") {
  const std::string upload = Begin(10);
  CHECK(PutPart(upload, 1, "sixsix") == "200");
  const S3Answer refused = Send("PUT", PartTarget("key", upload, 2), {}, "", 300 << 20);
  CHECK(refused.status == 400);
  CHECK(refused.Code() == "EntityTooLarge");
}

TEST_CASE_METHOD(Sized, "copied parts count as others do") {
  Put("/clipbox/five", "fives");
  const std::string upload = Begin(10);
  CHECK(PutPart(upload, 1, "sixsix") == "200");
  CHECK(CopyPart(upload, 2) == "EntityTooLarge");
  CHECK(CopyPart(upload, 1) == "200");
  CHECK(CopyPart(upload, 2) == "200");
  CHECK(CopyPart(upload, 3) == "EntityTooLarge");
}

TEST_CASE_METHOD(Sized, "of parts that arrive together those are refused that are too much, and leave no file") {
  const std::string upload = Begin(10);
  const auto received = [&] {
    objectstore::IncomingFile incoming = bucket_store.Receive({});
    incoming.Write("sixsix");
    return incoming;
  };
  objectstore::IncomingFile first = received(), second = received();
  bucket_store.PutPart("key", upload, 1, std::move(first));
  CHECK_THROWS_AS(bucket_store.PutPart("key", upload, 2, std::move(second)), base::Error);
  CHECK(store.ListParts("key", upload).size() == 1);
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory / "objects"))
    files += entry.is_regular_file();
  CHECK(files == 1);
}

TEST_CASE_METHOD(Sized, "an upload that a client began for itself has no such limit") {
  const std::string upload = SendSigned("POST", "/clipbox/key", {{"uploads", ""}}).Element("UploadId");
  for (int number = 1; number <= 3; ++number) CHECK(PutPart(upload, number, std::string(100'000, 'x')) == "200");
}

}  // namespace clipbox::http
