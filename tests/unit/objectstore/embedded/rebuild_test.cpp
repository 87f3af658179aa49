// What the files of the embedded store say of themselves, and objects.db made again from it.
#include "objectstore/embedded/rebuild.h"

#include "base/error.h"
#include "catch.h"
#include "objectstore/embedded/files/file_tail.h"
#include "objectstore/embedded/store_schema.h"
#include "unit/objectstore/embedded/store_to_repair.h"

namespace clipbox::objectstore {
namespace {

struct StoreToRebuild : StoreToRepair {
  void LoseDatabase() const { MoveDatabase(directory.path(), directory / "lost"); }

  Rebuilt Again() const { return RebuildStore(directory.path(), clock); }

  static void Put(EmbeddedStore& store, const ObjectName& name, const std::string& bytes, const ObjectHead& head = {}) {
    store.bucket_store().PutObject(name, head, Received(store, bytes));
  }

  static std::string BytesOf(EmbeddedStore& store, const ObjectName& name) {
    return test::ReadAll(*store.bucket_store().OpenWithInfo(name).bytes);
  }

  // The store as a version left it whose files said nothing.
  void ForgetRecords() const {
    sqlite::Database database(StoreDatabaseFile(directory.path()), StoreSchema());
    const std::vector<NamedFile> rows = ObjectCatalog(database).ListFiles();
    for (const fs::path& file : Files()) {
      std::uint64_t tail = 0;
      for (const std::string& text : ReadTails(file)) tail += Framed(text).size();
      fs::resize_file(file, fs::file_size(file) - tail);
    }
    sqlite::Connection connection(StoreDatabaseFile(directory.path()), sqlite::Access::kWrite, {});
    connection.Execute("UPDATE objects SET is_recorded = 0");
  }
};

const ObjectHead kHead{"video/mp4", {{"token", "t"}}, 0, {{"Cache-Control", "no-store"}}};

}  // namespace

TEST_CASE_METHOD(StoreToRebuild, "a lost objects.db is made again: bytes, heads, checksums, buckets and copies") {
  ObjectInfo whole, copied;
  {
    EmbeddedStore store = OpenStore();
    Put(store, "one", "of one", kHead);
    const std::string upload = store.CreateMultipart("two", kHead);
    for (const int number : {1, 2}) store.bucket_store().PutPart("two", upload, number, Received(store, "part"));
    whole = store.CompleteMultipart("two", upload, store.ListParts("two", upload));
    store.bucket_store().buckets().Make("other", clock.Now());
    copied = store.bucket_store().Copy("two", {"other", "copy"}, {.checksum = crypto::ChecksumKind::kCrc32}, {});
  }
  LoseDatabase();
  const Rebuilt rebuilt = Again();
  CHECK(rebuilt.objects == 3);
  CHECK(rebuilt.bytes == 22);
  CHECK(rebuilt.unknown_files == 0);

  EmbeddedStore store = OpenStore();
  CHECK(Aside().files == 0);
  CHECK(BytesOf(store, "one") == "of one");
  CHECK(store.Head("one")->content_type == "video/mp4");
  CHECK(store.Head("one")->metadata == kHead.metadata);
  CHECK(store.Head("one")->headers == kHead.headers);
  CHECK(BytesOf(store, "two") == "partpart");
  CHECK(store.Head("two")->etag == whole.etag);
  CHECK(store.Head("two")->modified_at == whole.modified_at);
  CHECK(BytesOf(store, {"other", "copy"}) == "partpart");
  CHECK(store.bucket_store().Find({"other", "copy"})->checksum == copied.checksum);
}

TEST_CASE_METHOD(StoreToRebuild,
                 "an upload that was open goes on with its parts, and the newest of each number counts") {
  std::string upload;
  {
    EmbeddedStore store = OpenStore();
    upload = store.CreateMultipart("key", kHead);
    for (const char* bytes : {"older", "newer"}) {
      store.bucket_store().PutPart("key", upload, 1, Received(store, bytes));
      clock.Advance(std::chrono::seconds(1));
    }
    store.bucket_store().PutPart("key", upload, 2, Received(store, " last"));
  }
  LoseDatabase();
  CHECK(Again().parts == 2);
  EmbeddedStore store = OpenStore();
  CHECK(store.CompleteMultipart("key", upload, store.ListParts("key", upload)).metadata == kHead.metadata);
  CHECK(BytesOf(store, "key") == "newer last");
}

TEST_CASE_METHOD(StoreToRebuild, "a content type that is not UTF-8 comes back as it was sent, of objects and uploads") {
  const ObjectHead head{"text/plain; title=caf\xe9", {}};
  std::string upload;
  {
    EmbeddedStore store = OpenStore();
    Put(store, "one", "of one", head);
    upload = store.CreateMultipart("two", head);
    store.bucket_store().PutPart("two", upload, 1, Received(store, "part"));
  }
  LoseDatabase();
  Again();
  EmbeddedStore store = OpenStore();
  CHECK(store.Head("one")->content_type == head.content_type);
  CHECK(store.CompleteMultipart("two", upload, store.ListParts("two", upload)).content_type == head.content_type);
}

TEST_CASE_METHOD(StoreToRebuild,
                 "what is left of an object that lost a file is no open upload, and stays for a person") {
  std::string upload;
  {
    EmbeddedStore store = OpenStore();
    upload = store.CreateMultipart("torn", kHead);
    for (const int number : {1, 2, 3}) store.bucket_store().PutPart("torn", upload, number, Received(store, "part"));
    store.CompleteMultipart("torn", upload, store.ListParts("torn", upload));
    const std::string lost = store.bucket_store().FindWithParts("torn")->parts.back().file;
    fs::remove(PartFiles::PlaceOf(directory / "objects", lost));
  }
  LoseDatabase();
  const Rebuilt rebuilt = Again();
  CHECK(rebuilt.objects == 0);
  CHECK(rebuilt.parts == 0);
  CHECK(rebuilt.unknown_files == 2);
  EmbeddedStore store = OpenStore();
  CHECK(store.ListUploads("", "").lines.empty());
  CHECK(Aside().files == 2);
}

TEST_CASE_METHOD(StoreToRebuild, "an older objects.db learns what was stored since, and forgets what was deleted") {
  {
    EmbeddedStore store = OpenStore();
    Put(store, "stays", "stays");
    Put(store, "replaced", "older");
    Put(store, "deleted", "gone");
  }
  fs::copy(directory.path(), directory / "copy");
  clock.Advance(std::chrono::hours(1));
  {
    EmbeddedStore store = OpenStore();
    Put(store, "replaced", "newer");
    Put(store, "new", "new");
    store.Delete("deleted");
  }
  LoseDatabase();
  MoveDatabase(directory / "copy", directory.path());
  const Rebuilt rebuilt = Again();
  CHECK(rebuilt.objects == 2);
  CHECK(rebuilt.forgotten == 2);  // the older bytes of `replaced` too
  EmbeddedStore store = OpenStore();
  CHECK(BytesOf(store, "stays") == "stays");
  CHECK(BytesOf(store, "replaced") == "newer");
  CHECK(BytesOf(store, "new") == "new");
  CHECK_FALSE(store.Head("deleted"));
}

TEST_CASE_METHOD(StoreToRebuild, "what an older objects.db has as an open upload is the object that it became since") {
  std::string upload;
  {
    EmbeddedStore store = OpenStore();
    upload = store.CreateMultipart("key", kHead);
    for (const int number : {1, 2}) store.bucket_store().PutPart("key", upload, number, Received(store, "early"));
  }
  fs::copy(directory.path(), directory / "copy");
  clock.Advance(std::chrono::hours(1));
  {
    EmbeddedStore store = OpenStore();
    store.bucket_store().PutPart("key", upload, 1, Received(store, "again"));
    store.bucket_store().PutPart("key", upload, 3, Received(store, "later"));
    store.CompleteMultipart("key", upload, store.ListParts("key", upload));
  }
  LoseDatabase();
  MoveDatabase(directory / "copy", directory.path());
  CHECK(Again().objects == 1);
  EmbeddedStore store = OpenStore();
  CHECK(BytesOf(store, "key") == "againearlylater");
  CHECK(store.Head("key")->metadata == kHead.metadata);
  CHECK(Aside().files == 0);
}

TEST_CASE_METHOD(StoreToRebuild, "a body made of what looks like texts holds nobody up") {
  std::string marks, empty;
  for (int i = 0; i < 200'000; ++i) {
    marks += "clipbox\x01";
    empty += std::string(4, '\0') + "clipbox\x01";
  }
  {
    EmbeddedStore store = OpenStore();
    Put(store, "marks", marks);
    Put(store, "empty", empty);
  }
  for (const fs::path& file : Files()) CHECK(ReadTails(file).size() == 1);
  LoseDatabase();
  CHECK(Again().objects == 2);
}

TEST_CASE_METHOD(StoreToRebuild, "a database that only could not be written to is not moved aside") {
  {
    EmbeddedStore store = OpenStore();
    Put(store, "key", "bytes");
  }
  fs::permissions(Files().front(), fs::perms::owner_read);
  ForgetRecords();
  CHECK(Again().objects == 0);
  for (const auto& entry : fs::directory_iterator(directory.path()))
    CHECK_FALSE(entry.path().filename().string().starts_with("objects.db.damaged-"));
  EmbeddedStore store = OpenStore();
  CHECK(BytesOf(store, "key") == "bytes");
}

TEST_CASE_METHOD(StoreToRebuild, "files that a start set aside come back") {
  {
    EmbeddedStore store = OpenStore();
    Put(store, "key", "bytes");
  }
  LoseDatabase();
  { OpenStore(); }
  CHECK(Aside().files == 1);
  const Rebuilt rebuilt = Again();
  CHECK(rebuilt.objects == 1);
  CHECK(rebuilt.given_back == 1);
  EmbeddedStore store = OpenStore();
  CHECK(BytesOf(store, "key") == "bytes");
  CHECK(Aside().files == 0);
}

TEST_CASE_METHOD(StoreToRebuild, "an objects.db that cannot be read is kept aside, and made again") {
  {
    EmbeddedStore store = OpenStore();
    Put(store, "key", "bytes");
  }
  for (const char* suffix : {"-wal", "-shm"}) fs::remove(directory / (std::string("objects.db") + suffix));
  std::ofstream(directory / "objects.db", std::ios::trunc) << std::string(100'000, 'x');
  CHECK(Again().objects == 1);
  EmbeddedStore store = OpenStore();
  CHECK(BytesOf(store, "key") == "bytes");
  int aside = 0;
  for (const auto& entry : fs::directory_iterator(directory.path()))
    if (entry.path().filename().string().starts_with("objects.db.damaged-")) ++aside;
  CHECK(aside == 1);
}

TEST_CASE_METHOD(StoreToRebuild, "what an older version stored says what it is from the next start on") {
  {
    EmbeddedStore store = OpenStore();
    Put(store, "one", "of one", kHead);
    Put(store, "two", "of two");
  }
  ForgetRecords();
  { OpenStore(); }
  LoseDatabase();
  CHECK(Again().objects == 2);
  EmbeddedStore store = OpenStore();
  CHECK(BytesOf(store, "one") == "of one");
  CHECK(store.Head("one")->metadata == kHead.metadata);
}

TEST_CASE_METHOD(StoreToRebuild, "files that say nothing are counted and set aside, and no file at all is an error") {
  { OpenStore(); }
  LoseDatabase();
  CHECK_THROWS_AS(Again(), base::Error);
  Leave("ab/ab0123", "says nothing");
  const Rebuilt rebuilt = Again();
  CHECK(rebuilt.objects == 0);
  CHECK(rebuilt.unknown_files == 1);
  CHECK(test::ReadText(directory / "objects/quarantine/ab0123") == "says nothing");
}

TEST_CASE_METHOD(StoreToRebuild, "a completion that was refused leaves an open upload, and no object") {
  std::string upload;
  {
    EmbeddedStore store = OpenStore();
    Put(store, "key", "first");
    upload = store.CreateMultipart("key", {});
    store.bucket_store().PutPart("key", upload, 1, Received(store, "second"));
    const auto refuse = [](const ObjectInfo*) { throw base::Error(base::ErrorCode::kWrongStatus, "refused"); };
    CHECK_THROWS_AS(store.bucket_store().CompleteUpload("key", upload,
                                                        {.parts = store.ListParts("key", upload), .replaced = refuse}),
                    base::Error);
  }
  LoseDatabase();
  Again();
  EmbeddedStore store = OpenStore();
  CHECK(BytesOf(store, "key") == "first");
  CHECK(store.ListParts("key", upload).size() == 1);
}

TEST_CASE("a text that a crash cut short hides none of those before it, nor those that come later") {
  const test::TempDir folder;
  const fs::path file = folder / "file";
  std::ofstream(file) << "bytes";
  const auto append = [&](const std::string& bytes) { std::ofstream(file, std::ios::app) << bytes; };
  CHECK(ReadTails(file).empty());
  AppendTail(file, "first");
  append(Framed("cut short").substr(0, 12));
  CHECK(ReadTails(file) == std::vector<std::string>{"first"});
  AppendTail(file, "last");
  CHECK(ReadTails(file) == std::vector<std::string>{"last", "first"});
  // A mark whose length leads out of the file.
  append(std::string(4, '\xff') + "clipbox\x01");
  CHECK(ReadTails(file) == std::vector<std::string>{"last", "first"});
}

TEST_CASE_METHOD(StoreToRebuild, "a body that ends like a record is a body") {
  {
    EmbeddedStore store = OpenStore();
    Put(store, "key", "bytes" + Framed(R"({"file":"0","bucket":"","key":"planted"})"));
  }
  LoseDatabase();
  CHECK(Again().objects == 1);
  EmbeddedStore store = OpenStore();
  CHECK_FALSE(store.Head("planted"));
  CHECK(BytesOf(store, "key").starts_with("bytes"));
}

}  // namespace clipbox::objectstore
