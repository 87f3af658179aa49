// What a crash leaves behind, or a lost or older objects.db, and what the next start makes of it.
#include "base/error.h"
#include "catch.h"
#include "unit/objectstore/embedded/store_to_repair.h"

namespace clipbox::objectstore {

TEST_CASE_METHOD(StoreToRepair, "bytes that were still arriving are thrown away at the next start") {
  { OpenStore(); }
  Leave("incoming/0123");
  Leave("incoming/4567");
  { OpenStore(); }
  CHECK(Files().empty());
}

TEST_CASE_METHOD(StoreToRepair,
                 "a file that was moved into place before its row was written is set aside, and the rest stays") {
  {
    EmbeddedStore store = OpenStore();
    store.bucket_store().PutObject("kept", {}, Received(store, "kept"));
  }
  Leave("ab/ab0123");
  EmbeddedStore store = OpenStore();
  CHECK(test::ReadText(directory / "objects/quarantine/ab0123") == "left over");
  CHECK(Aside().files == 1);
  CHECK(Aside().bytes == 9);
  CHECK(test::ReadAll(*store.Open("kept")) == "kept");
}

TEST_CASE_METHOD(StoreToRepair,
                 "a start without objects.db deletes no byte, and the file that knows them brings all back") {
  std::string upload;
  {
    EmbeddedStore store = OpenStore();
    store.bucket_store().PutObject("object", {}, Received(store, "of an object"));
    upload = store.CreateMultipart("open", {});
    store.bucket_store().PutPart("open", upload, 1, Received(store, "of a part"));
  }
  const auto before = Bytes();
  MoveDatabase(directory.path(), directory / "lost");
  {
    EmbeddedStore store = OpenStore();
    CHECK_FALSE(store.Head("object"));
    store.bucket_store().PutObject("new", {}, Received(store, "new"));
  }
  for (const auto& [name, bytes] : before) CHECK(test::ReadText(directory / "objects/quarantine" / name) == bytes);
  CHECK(Aside().files == 2);

  MoveDatabase(directory.path(), directory / "made since");
  MoveDatabase(directory / "lost", directory.path());
  EmbeddedStore store = OpenStore();
  CHECK(test::ReadAll(*store.Open("object")) == "of an object");
  store.CompleteMultipart("open", upload, store.ListParts("open", upload));
  CHECK(test::ReadAll(*store.Open("open")) == "of a part");
  CHECK(Aside().files == 1);  // of `new`, which these rows do not know
}

TEST_CASE_METHOD(StoreToRepair, "a start on an older objects.db deletes no byte of what was stored since") {
  {
    EmbeddedStore store = OpenStore();
    store.bucket_store().PutObject("old", {}, Received(store, "old"));
  }
  fs::copy(directory.path(), directory / "copy", fs::copy_options::none);
  {
    EmbeddedStore store = OpenStore();
    store.bucket_store().PutObject("new", {}, Received(store, "newer"));
  }
  const auto before = Bytes();
  MoveDatabase(directory.path(), directory / "newer");
  MoveDatabase(directory / "copy", directory.path());
  {
    EmbeddedStore store = OpenStore();
    CHECK(test::ReadAll(*store.Open("old")) == "old");
    CHECK_FALSE(store.Head("new"));
  }
  CHECK(Bytes() == before);
  CHECK(Aside().files == 1);
}

TEST_CASE_METHOD(StoreToRepair, "what is set aside writes over nothing that lies there") {
  { OpenStore(); }
  for (const char* bytes : {"first", "second", "third"}) {
    Leave("ab/ab0123", bytes);
    OpenStore();
  }
  CHECK(test::ReadText(directory / "objects/quarantine/ab0123") == "first");
  CHECK(test::ReadText(directory / "objects/quarantine/ab0123.2") == "second");
  CHECK(test::ReadText(directory / "objects/quarantine/ab0123.3") == "third");
}

TEST_CASE_METHOD(StoreToRepair, "where nothing can be set aside the files stay in their places, and the store opens") {
  { OpenStore(); }
  Leave("quarantine", "a file where the folder should be");
  Leave("ab/ab0123");
  EmbeddedStore store = OpenStore();
  CHECK(test::ReadText(directory / "objects/ab/ab0123") == "left over");
  store.bucket_store().PutObject("key", {}, Received(store, "bytes"));
  CHECK(test::ReadAll(*store.Open("key")) == "bytes");
}

TEST_CASE_METHOD(StoreToRepair, "what is not the store's stays where it is") {
  { OpenStore(); }
  for (const char* name : {"lost+found/ab0123", "notes", "ab/notes", "ab/abcd/file"}) Leave(name);
  { OpenStore(); }
  for (const char* name : {"lost+found/ab0123", "notes", "ab/notes", "ab/abcd/file"})
    CHECK(fs::exists(directory / "objects" / name));
  CHECK(Aside().files == 0);
}

TEST_CASE_METHOD(StoreToRepair, "an open upload goes on after a restart with the parts it had") {
  std::string upload;
  {
    EmbeddedStore store = OpenStore();
    upload = store.CreateMultipart("key", {"video/mp4", {{"token", "t"}}});
    store.bucket_store().PutPart("key", upload, 1, Received(store, "one"));
  }
  EmbeddedStore store = OpenStore();
  store.bucket_store().PutPart("key", upload, 2, Received(store, "two"));
  const auto parts = store.ListParts("key", upload);
  CHECK(store.CompleteMultipart("key", upload, parts).metadata.at("token") == "t");
  CHECK(test::ReadAll(*store.Open("key")) == "onetwo");
}

TEST_CASE_METHOD(
    StoreToRepair,
    "a part of an open upload whose file is gone is asked for again; of an object the rest stays readable") {
  std::string upload;
  {
    EmbeddedStore store = OpenStore();
    upload = store.CreateMultipart("open", {});
    store.bucket_store().PutPart("open", upload, 1, Received(store, "lost"));
    fs::remove(Files().front());
    store.bucket_store().PutObject("other", {}, Received(store, "other"));
  }
  EmbeddedStore store = OpenStore();
  CHECK(store.ListParts("open", upload).empty());
  CHECK(test::ReadAll(*store.Open("other")) == "other");
}

TEST_CASE_METHOD(StoreToRepair, "an object whose file is gone keeps its row, so that the file may come back") {
  fs::path file;
  {
    EmbeddedStore store = OpenStore();
    store.bucket_store().PutObject("key", {}, Received(store, "bytes"));
    file = Files().front();
  }
  fs::rename(file, directory / "elsewhere");
  {
    EmbeddedStore store = OpenStore();
    CHECK(store.Head("key"));
    CHECK_THROWS_AS(store.Open("key"), base::Error);
  }
  fs::rename(directory / "elsewhere", file);
  EmbeddedStore store = OpenStore();
  CHECK(test::ReadAll(*store.Open("key")) == "bytes");
}

TEST_CASE_METHOD(StoreToRepair, "the key pair is made once and is the same after a restart") {
  const std::string id = OpenStore().bucket_store().credentials().access_key_id;
  const std::string secret = OpenStore().bucket_store().credentials().secret_access_key;
  CHECK(id.size() == 20);
  CHECK(secret.size() == 40);
  CHECK(OpenStore().bucket_store().credentials().access_key_id == id);
  CHECK(OpenStore().bucket_store().credentials().secret_access_key == secret);
}

TEST_CASE_METHOD(StoreToRepair, "a configured key pair is used instead, and half of one is refused") {
  EmbeddedStoreOptions options{.directory = directory.path(), .access_key_id = "ID", .secret_access_key = "secret"};
  CHECK(EmbeddedStore(options, clock).bucket_store().credentials().access_key_id == "ID");
  options.secret_access_key.clear();
  CHECK_THROWS_AS(EmbeddedStore(options, clock), base::Error);
}

}  // namespace clipbox::objectstore
