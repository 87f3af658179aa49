// Copies between the embedded store and a folder.
#include <fstream>

#include "base/error.h"
#include "catch.h"
#include "file_text.h"
#include "objectstore/embedded/embedded_store.h"
#include "objectstore/transfer/copier.h"
#include "objectstore/transfer/embedded_place.h"
#include "objectstore/transfer/folder_place.h"
#include "temp_dir.h"

namespace clipbox::objectstore {
namespace {

namespace fs = std::filesystem;

// An embedded store with a place of its own bucket.
struct OneStore {
  test::TempDir directory;
  base::ManualClock clock;
  EmbeddedStore store{{.directory = directory.path(), .keep_free_bytes = 0}, clock};
  EmbeddedView view{directory.path()};
  EmbeddedPlace place{view, &store.bucket_store(), ""};

  IncomingFile Received(const std::string& bytes) {
    IncomingFile incoming = store.bucket_store().Receive({bytes.size(), std::nullopt});
    incoming.Write(bytes);
    return incoming;
  }
  void Put(const std::string& key, const std::string& bytes, const ObjectHead& head = {}) {
    store.bucket_store().PutObject(key, head, Received(bytes));
  }
  void PutInParts(const std::string& key, const std::vector<std::string>& parts, const ObjectHead& head = {}) {
    BucketStore& buckets = store.bucket_store();
    const std::string id = buckets.CreateUpload(key, head);
    Completion all;
    for (const std::string& part : parts)
      all.parts.push_back(buckets.PutPart(key, id, static_cast<int>(all.parts.size()) + 1, Received(part)));
    buckets.CompleteUpload(key, id, all);
  }
  std::string Bytes(const std::string& key) { return test::ReadAll(*store.Open(key)); }
};

struct CopyWorld {
  OneStore from;
  OneStore to;
  test::TempDir folder;
  std::vector<std::string> done;

  CopyReport Copy(Place& source, Place& target, int at_once = 4) {
    Copier copier(source, target, {.at_once = at_once, .copied = [this](const std::string& key, std::uint64_t) {
                                     done.push_back(key);
                                   }});
    return copier.Run();
  }
  CopyReport Export() {
    FolderPlace place(folder / "export", FolderPlace::Use::kKeep);
    return Copy(from.place, place);
  }
  CopyReport Import() {
    FolderPlace place(folder / "export", FolderPlace::Use::kRead);
    return Copy(place, to.place);
  }
};

// Notes from where on it is read; or cannot be read.
class ReadFrom : public base::ByteSource {
 public:
  ReadFrom(base::ByteSource& source, bool is_away) : source_(source), is_away_(is_away) {}

  std::uint64_t size() const override { return source_.size(); }
  std::string name() const override { return source_.name(); }
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> into) override {
    if (is_away_) throw base::Error(base::ErrorCode::kStoreUnavailable, "away");
    least = std::min(least, offset);
    return source_.ReadAt(offset, into);
  }

  std::uint64_t least = UINT64_MAX;

 private:
  base::ByteSource& source_;
  const bool is_away_;
};

const ObjectHead kHead{.content_type = "video/mp4",
                       .metadata = {{"clipbox-token", "abc"}},
                       .headers = {{"Content-Disposition", "attachment; filename=\"ä.mp4\""}}};

}  // namespace

TEST_CASE_METHOD(CopyWorld,
                 "a store that goes through a folder is the same: bytes, parts, ETags, and all that is told") {
  from.Put("clipbox/one.mp4", "some bytes", kHead);
  from.PutInParts("clipbox/of parts.mp4", {"part one", "part two", "!"}, kHead);
  from.Put("clipbox/empty", "");
  const CopyReport exported = Export();
  CHECK(exported.copied.count == 3);
  CHECK(exported.copied.bytes == 27);
  CHECK(exported.failures.empty());
  CHECK(test::ReadText(folder / "export/objects/clipbox/one.mp4") == "some bytes");
  CHECK(Import().copied.count == 3);
  for (const char* key : {"clipbox/one.mp4", "clipbox/of parts.mp4", "clipbox/empty"}) {
    CAPTURE(key);
    const auto before = from.store.Head(key);
    const auto after = to.store.Head(key);
    REQUIRE(after);
    CHECK(after->etag == before->etag);
    CHECK(after->content_type == before->content_type);
    CHECK(after->metadata == before->metadata);
    CHECK(after->headers == before->headers);
    CHECK(to.Bytes(key) == from.Bytes(key));
  }
}

TEST_CASE_METHOD(CopyWorld, "what is proved at the other side is not copied again, but what has changed is") {
  from.Put("one", "bytes");
  from.Put("two", "bytes");
  Export();
  from.Put("two", "other bytes");
  const CopyReport again = Export();
  CHECK(again.there.count == 1);
  CHECK(again.copied.count == 1);
  CHECK(test::ReadText(folder / "export/objects/two") == "other bytes");
}

TEST_CASE_METHOD(CopyWorld, "keys that are no paths, and keys of which one is a folder of the other, are all kept") {
  const std::vector<std::string> keys = {
      "a", "a/b", "a/b/c", "../up", "double//slash", "x%.json", "x", std::string(900, 'k'), "by-digest/x"};
  from.Put("a/b", "bytes of a/b");
  Export();
  for (const std::string& key : keys) from.Put(key, "bytes of " + key);
  CHECK(Export().failures.empty());
  CHECK_FALSE(fs::exists(folder / "up"));
  CHECK(Import().copied.count == keys.size());
  for (const std::string& key : keys) CHECK(to.Bytes(key) == "bytes of " + key);
}

TEST_CASE_METHOD(CopyWorld, "an object that is damaged here is named and not called copied, and the others are") {
  from.Put("one", "bytes");
  from.Put("two", "bytes");
  const fs::path file = from.view.PathOf(from.store.bucket_store().FindWithParts("one")->parts.at(0).file);
  std::ofstream(file, std::ios::binary) << "BYTES";
  const CopyReport report = Export();
  REQUIRE(report.failures.size() == 1);
  CHECK(report.failures[0].key == "one");
  CHECK(test::Has(report.failures[0].message, "do not have the digest"));
  CHECK(report.copied.count == 1);
  CHECK_FALSE(fs::exists(folder / "export/described/one%.json"));
  // Nor is one that was damaged in the folder.
  std::ofstream(folder / "export/objects/two", std::ios::binary) << "BYTES";
  const CopyReport back = Import();
  REQUIRE(back.failures.size() == 1);
  CHECK(back.failures[0].key == "two");
  CHECK_FALSE(to.store.Head("two"));
}

TEST_CASE_METHOD(CopyWorld, "a copy that turns out to be damaged leaves what was there before") {
  from.Put("one", "older");
  Export();
  to.Put("one", "mine");
  std::ofstream(folder / "export/objects/one", std::ios::binary) << "OLDER";
  CHECK(Import().failures.size() == 1);
  CHECK(to.Bytes("one") == "mine");

  std::ofstream(folder / "export/objects/one", std::ios::binary) << "older";
  from.Put("one", "newer");
  const fs::path file = from.view.PathOf(from.store.bucket_store().FindWithParts("one")->parts.at(0).file);
  std::ofstream(file, std::ios::binary) << "NEWER";
  CHECK(Export().failures.size() == 1);
  CHECK(test::ReadText(folder / "export/objects/one") == "older");
  CHECK(Import().failures.empty());
  CHECK(to.Bytes("one") == "older");
}

TEST_CASE_METHOD(CopyWorld, "metadata that is not UTF-8 is carried byte for byte") {
  from.store.bucket_store().PutObject("one", {"video/mp4", {{"note", "\xe9t\xe9"}}}, from.Received("bytes"));
  CHECK(Export().failures.empty());
  CHECK(Import().failures.empty());
  CHECK(to.store.Head("one")->metadata.at("note") == "\xe9t\xe9");
}

TEST_CASE_METHOD(CopyWorld, "a copy into a folder that was ended in the middle of an object goes on there") {
  from.PutInParts("one", {"part one", "part two"});
  FolderPlace place(folder / "export", FolderPlace::Use::kKeep);
  const auto object = from.place.Find("one").value();
  const PartLayout layout = from.place.LayoutOf(object);
  const auto bytes = from.place.Open(object);
  ReadFrom away(*bytes, true);
  CHECK_THROWS_AS(place.Keep(object, layout, away), base::Error);
  // As a kill leaves it: some of the bytes, and no description.
  std::ofstream(folder / "export/described/one%.bytes", std::ios::binary) << "part one";
  CHECK_FALSE(place.Holds(object));
  ReadFrom again(*bytes, false);
  place.Keep(object, layout, again);
  CHECK(again.least == 8);
  CHECK(place.Holds(object));
  CHECK(test::ReadText(folder / "export/objects/one") == "part onepart two");
}

TEST_CASE_METHOD(CopyWorld, "a copy into the embedded store goes on with the parts that had arrived") {
  from.PutInParts("one", {"part one", "part two"}, kHead);
  BucketStore& buckets = to.store.bucket_store();
  const std::string id = buckets.CreateUpload("one", kHead);
  const StoredPart sent = buckets.PutPart("one", id, 1, to.Received("part one"));
  to.clock.Advance(std::chrono::seconds(1));
  CHECK(Copy(from.place, to.place).copied.count == 1);
  CHECK(to.Bytes("one") == "part onepart two");
  CHECK(to.view.buckets().ListUploads("", {}).lines.empty());
  CHECK(to.view.catalog().FindWithParts("one")->parts.at(0).stored_at == sent.stored_at);
}

TEST_CASE_METHOD(CopyWorld, "parts of another object that had arrived under the key are not taken for its own") {
  from.PutInParts("one", {"part one", "part two"}, kHead);
  BucketStore& buckets = to.store.bucket_store();
  buckets.PutPart("one", buckets.CreateUpload("one", {}), 1, to.Received("PART ONE"));
  CHECK(Copy(from.place, to.place).failures.empty());
  CHECK(to.Bytes("one") == "part onepart two");
  CHECK(to.store.Head("one")->metadata == kHead.metadata);
}

TEST_CASE_METHOD(CopyWorld, "only what is proved at the other side is removed here") {
  from.Put("one", "bytes");
  from.Put("two", "bytes");
  Copy(from.place, to.place);
  to.Put("two", "other bytes");
  Copier copier(from.place, to.place, {.copied = [](auto&, auto) {}});
  CHECK(copier.RemoveCopied().count == 1);
  CHECK_FALSE(from.store.Head("one"));
  CHECK(from.store.Head("two"));
}

TEST_CASE_METHOD(CopyWorld, "a folder that holds other files is not written to, and one that is no export not read") {
  std::ofstream(folder / "mine") << "mine";
  CHECK_THROWS_AS(FolderPlace(folder.path(), FolderPlace::Use::kKeep), base::Error);
  CHECK_THROWS_AS(FolderPlace(folder.path(), FolderPlace::Use::kRead), base::Error);
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
}

}  // namespace clipbox::objectstore
