// What every object store must do, in sentences. The embedded store and the S3 client are held to the same list. A
// store comes with a StoreUnderTest that knows how a client sends a part to it.
#pragma once

#include <fstream>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "catch.h"
#include "crypto/md5.h"
#include "file_text.h"
#include "objectstore/object_store.h"
#include "temp_dir.h"

namespace clipbox::objectstore::contract {

class StoreUnderTest {
 public:
  virtual ~StoreUnderTest() = default;
  virtual ObjectStore& store() = 0;
  // What a client does with the presigned URL of a part.
  virtual base::UploadPart SendPart(const std::string& key, const std::string& upload_id, int part_number,
                                    const std::string& bytes) = 0;
};

struct Sentence {
  const char* text;
  void (*holds)(StoreUnderTest&);
};

// R2 takes no smaller part but the last.
inline constexpr std::size_t kPartBytes = 5 << 20;

inline std::string Bytes(std::size_t size, unsigned seed) {
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>((seed = seed * 1664525 + 1013904223) >> 24);
  return bytes;
}

inline ObjectInfo Put(ObjectStore& store, const std::string& key, const std::string& bytes,
                      const ObjectHead& head = {}) {
  const test::TempDir directory;
  std::ofstream(directory / "file", std::ios::binary) << bytes;
  return store.PutFile(key, directory / "file", head);
}

template <class Call>
void RequireCode(base::ErrorCode code, const Call& call) {
  try {
    call();
  } catch (const base::Error& error) {
    CHECK(base::ToText(error.code()) == base::ToText(code));
    return;
  }
  FAIL("nothing was thrown where " << base::ToText(code) << " was awaited");
}

inline void AFileThatWasPutIsReadBack(StoreUnderTest& test) {
  const std::string bytes = Bytes(300'000, 1);
  const ObjectInfo put = Put(test.store(), "contract/a b+ü.bin", bytes, {"video/mp4", {{"token", "t-1"}}});
  const auto head = test.store().Head("contract/a b+ü.bin");
  REQUIRE(head);
  CHECK(head->etag == crypto::Md5Hex(bytes));
  CHECK(put.etag == head->etag);
  CHECK(head->size_bytes == bytes.size());
  CHECK(head->content_type == "video/mp4");
  CHECK(head->metadata == std::map<std::string, std::string>{{"token", "t-1"}});
  CHECK(test::ReadAll(*test.store().Open("contract/a b+ü.bin")) == bytes);
}

inline void AnEmptyFileIsAnObject(StoreUnderTest& test) {
  Put(test.store(), "contract/empty", "");
  const auto source = test.store().Open("contract/empty");
  std::byte byte{};
  CHECK(source->size() == 0);
  CHECK(source->ReadAt(0, {&byte, 1}) == 0);
}

inline void ARangeIsReadAnywhereAndEndsWithTheObject(StoreUnderTest& test) {
  const std::string bytes = Bytes(10'000, 2);
  Put(test.store(), "contract/range", bytes);
  const auto source = test.store().Open("contract/range");
  std::string piece(4'000, '\0');
  const auto into = std::as_writable_bytes(std::span(piece.data(), piece.size()));
  CHECK(source->ReadAt(3'000, into) == 4'000);
  CHECK(piece == bytes.substr(3'000, 4'000));
  CHECK(source->ReadAt(9'000, into) == 1'000);
  CHECK(piece.substr(0, 1'000) == bytes.substr(9'000));
  CHECK(source->ReadAt(10'000, into) == 0);
}

inline void PuttingAgainReplaces(StoreUnderTest& test) {
  Put(test.store(), "contract/again", "first");
  Put(test.store(), "contract/again", "the second");
  CHECK(test::ReadAll(*test.store().Open("contract/again")) == "the second");
}

inline void DeletingTwiceIsNoError(StoreUnderTest& test) {
  Put(test.store(), "contract/gone", "x");
  test.store().Delete("contract/gone");
  test.store().Delete("contract/gone");
  CHECK_FALSE(test.store().Head("contract/gone"));
  RequireCode(base::ErrorCode::kNoSuchKey, [&] { test.store().Open("contract/gone"); });
}

inline void PartsInAnyOrderBecomeOneObject(StoreUnderTest& test) {
  const std::string first = Bytes(kPartBytes, 3), second = Bytes(1'234, 4);
  const std::string upload = test.store().CreateMultipart("contract/parts", {"video/webm", {{"token", "t-2"}}});
  const base::UploadPart two = test.SendPart("contract/parts", upload, 2, second);
  const base::UploadPart one = test.SendPart("contract/parts", upload, 1, first);
  CHECK(one.etag == crypto::Md5Hex(first));
  const ObjectInfo made = test.store().CompleteMultipart("contract/parts", upload, {one, two});
  CHECK(made.size_bytes == first.size() + second.size());
  CHECK(made.etag.substr(made.etag.size() - 2) == "-2");
  CHECK(made.metadata.at("token") == "t-2");
  CHECK(test.store().Head("contract/parts")->content_type == "video/webm");
  const auto source = test.store().Open("contract/parts");
  CHECK(test::ReadAll(*source) == first + second);
  std::string seam(20, '\0');
  CHECK(source->ReadAt(kPartBytes - 10, std::as_writable_bytes(std::span(seam.data(), seam.size()))) == 20);
  CHECK(seam == first.substr(kPartBytes - 10) + second.substr(0, 10));
}

inline void OpenUploadsListTheirParts(StoreUnderTest& test) {
  const std::string upload = test.store().CreateMultipart("contract/listed", {});
  CHECK(test.store().ListParts("contract/listed", upload).empty());
  CHECK_FALSE(test.store().Head("contract/listed"));
  test.SendPart("contract/listed", upload, 7, "seven");
  test.SendPart("contract/listed", upload, 3, "three");
  test.SendPart("contract/listed", upload, 3, "three again");
  const auto parts = test.store().ListParts("contract/listed", upload);
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].part_number == 3);
  CHECK(parts[0].size_bytes == 11);
  CHECK(parts[0].etag == crypto::Md5Hex("three again"));
  CHECK(parts[1].part_number == 7);
  test.store().AbortMultipart("contract/listed", upload);
}

inline void CompletingTwiceGivesTheSameObject(StoreUnderTest& test) {
  const std::string upload = test.store().CreateMultipart("contract/twice", {"text/plain", {{"token", "t-3"}}});
  const base::UploadPart part = test.SendPart("contract/twice", upload, 1, "once");
  const ObjectInfo first = test.store().CompleteMultipart("contract/twice", upload, {part});
  const ObjectInfo second = test.store().CompleteMultipart("contract/twice", upload, {part});
  CHECK(first.etag == second.etag);
  CHECK(test::ReadAll(*test.store().Open("contract/twice")) == "once");
}

inline void APartThatIsNotThereCompletesNothing(StoreUnderTest& test) {
  const std::string upload = test.store().CreateMultipart("contract/wrong", {});
  const base::UploadPart part = test.SendPart("contract/wrong", upload, 1, "one");
  const base::UploadPart missing{2, part.etag, 3};
  const base::UploadPart changed{1, crypto::Md5Hex("other"), 3};
  RequireCode(base::ErrorCode::kInvalidPart, [&] {
    test.store().CompleteMultipart("contract/wrong", upload, {part, missing});
  });
  RequireCode(base::ErrorCode::kInvalidPart,
              [&] { test.store().CompleteMultipart("contract/wrong", upload, {changed}); });
  CHECK_FALSE(test.store().Head("contract/wrong"));
  CHECK(test.store().ListParts("contract/wrong", upload).size() == 1);
  test.store().AbortMultipart("contract/wrong", upload);
}

inline void AnAbortedUploadIsGone(StoreUnderTest& test) {
  const std::string upload = test.store().CreateMultipart("contract/aborted", {});
  const base::UploadPart part = test.SendPart("contract/aborted", upload, 1, "one");
  test.store().AbortMultipart("contract/aborted", upload);
  test.store().AbortMultipart("contract/aborted", upload);
  RequireCode(base::ErrorCode::kNoSuchUpload, [&] { test.store().ListParts("contract/aborted", upload); });
  RequireCode(base::ErrorCode::kNoSuchUpload,
              [&] { test.store().CompleteMultipart("contract/aborted", upload, {part}); });
}

inline void AnAbortAfterCompletionHarmsNothing(StoreUnderTest& test) {
  const std::string upload = test.store().CreateMultipart("contract/late", {});
  test.store().CompleteMultipart("contract/late", upload, {test.SendPart("contract/late", upload, 1, "kept")});
  test.store().AbortMultipart("contract/late", upload);
  CHECK(test::ReadAll(*test.store().Open("contract/late")) == "kept");
}

inline void TwoUploadsOfOneKeyDoNotMix(StoreUnderTest& test) {
  const std::string a = test.store().CreateMultipart("contract/both", {}),
                    b = test.store().CreateMultipart("contract/both", {});
  CHECK(a != b);
  const base::UploadPart of_a = test.SendPart("contract/both", a, 1, "from a");
  test.SendPart("contract/both", b, 1, "from b");
  test.store().CompleteMultipart("contract/both", a, {of_a});
  CHECK(test::ReadAll(*test.store().Open("contract/both")) == "from a");
  CHECK(test.store().ListParts("contract/both", b).size() == 1);
  test.store().AbortMultipart("contract/both", b);
}

inline void AKeyIsNeverAPath(StoreUnderTest& test) {
  const std::vector<std::string> keys = {"contract/../../etc/passwd", "contract//", "contract/.",
                                         std::string(1024 - 9, 'k') + "contract/"};
  for (const std::string& key : keys) Put(test.store(), key, key);
  for (const std::string& key : keys) {
    CHECK(test::ReadAll(*test.store().Open(key)) == key);
    test.store().Delete(key);
  }
}

// Every page of a listing, one after the other.
template <class List>
auto ListAll(const List& list) {
  auto page = list("");
  auto lines = std::move(page.lines);
  while (page.next) {
    page = list(*page.next);
    lines.insert(lines.end(), page.lines.begin(), page.lines.end());
  }
  return lines;
}

inline void ObjectsAreListedByPrefixInTheOrderOfTheirKeys(StoreUnderTest& test) {
  for (const char* key : {"contract/list/b", "contract/list/a ü", "contract/list/b/c", "contract/lisu", "contract/lis"})
    Put(test.store(), key, key);
  const auto lines = ListAll([&](const std::string& from) { return test.store().ListObjects("contract/list/", from); });
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].key == "contract/list/a ü");
  CHECK(lines[1].key == "contract/list/b");
  CHECK(lines[2].key == "contract/list/b/c");
  CHECK(lines[1].size_bytes == std::string("contract/list/b").size());
  CHECK(lines[1].etag == crypto::Md5Hex("contract/list/b"));
  CHECK(lines[1].modified_at.time_since_epoch().count() > 0);
  CHECK(test.store().ListObjects("contract/nothing/", "").lines.empty());
}

inline void OpenUploadsAreListedByPrefix(StoreUnderTest& test) {
  const std::string a = test.store().CreateMultipart("contract/open/a", {}),
                    a_again = test.store().CreateMultipart("contract/open/a", {}),
                    b = test.store().CreateMultipart("contract/open/b", {}),
                    other = test.store().CreateMultipart("contract/opem", {}),
                    done = test.store().CreateMultipart("contract/open/done", {});
  test.store().CompleteMultipart("contract/open/done", done, {test.SendPart("contract/open/done", done, 1, "x")});
  const auto lines = ListAll([&](const std::string& from) { return test.store().ListUploads("contract/open/", from); });
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].key == "contract/open/a");
  CHECK(std::set<std::string>{lines[0].upload_id, lines[1].upload_id} == std::set<std::string>{a, a_again});
  CHECK(lines[2].upload_id == b);
  CHECK(lines[2].started_at.time_since_epoch().count() > 0);
  for (const OpenUpload& line : lines) test.store().AbortMultipart(line.key, line.upload_id);
  test.store().AbortMultipart("contract/opem", other);
  CHECK(test.store().ListUploads("contract/open/", "").lines.empty());
}

inline void TheStoreAnswersWhenAsked(StoreUnderTest& test) { CHECK_NOTHROW(test.store().Check()); }

inline const std::vector<Sentence>& ObjectStoreContract() {
  static const std::vector<Sentence> sentences = {
      {"a file that was put is read back with its type, metadata and MD5", AFileThatWasPutIsReadBack},
      {"an empty file is an object", AnEmptyFileIsAnObject},
      {"a range is read anywhere and ends with the object", ARangeIsReadAnywhereAndEndsWithTheObject},
      {"putting again replaces", PuttingAgainReplaces},
      {"deleting twice is no error, and what is deleted is not found", DeletingTwiceIsNoError},
      {"parts sent in any order become one object that is read across its seams", PartsInAnyOrderBecomeOneObject},
      {"an open upload lists its parts by number, the last one sent of each, and is no object yet",
       OpenUploadsListTheirParts},
      {"completing twice gives the same object", CompletingTwiceGivesTheSameObject},
      {"a part that is not there, or is another, completes nothing and loses nothing",
       APartThatIsNotThereCompletesNothing},
      {"an aborted upload is gone, and aborting it again is no error", AnAbortedUploadIsGone},
      {"an abort after completion harms nothing", AnAbortAfterCompletionHarmsNothing},
      {"two uploads of one key do not mix", TwoUploadsOfOneKeyDoNotMix},
      {"a key is never a path", AKeyIsNeverAPath},
      {"objects are listed by prefix in the order of their keys", ObjectsAreListedByPrefixInTheOrderOfTheirKeys},
      {"open uploads are listed by prefix, and completed ones are not", OpenUploadsAreListedByPrefix},
      {"the store answers when asked", TheStoreAnswersWhenAsked},
  };
  return sentences;
}

}  // namespace clipbox::objectstore::contract
