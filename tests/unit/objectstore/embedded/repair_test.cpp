// What a crash leaves behind, put there by hand, and what the next start makes of it.
#include <fstream>

#include "base/error.h"
#include "catch.h"
#include "objectstore/embedded/embedded_store.h"
#include "temp_dir.h"

namespace clipbox::objectstore {
namespace {

namespace fs = std::filesystem;

struct Fixture {
  test::TempDir directory;
  base::ManualClock clock;

  EmbeddedStore OpenStore() { return EmbeddedStore({.directory = directory.path(), .keep_free_bytes = 0}, clock); }

  static IncomingFile Received(EmbeddedStore& store, const std::string& bytes) {
    IncomingFile incoming = store.Receive({bytes.size(), std::nullopt});
    incoming.Write(bytes);
    return incoming;
  }

  // Files of the store, whether any row names them or not.
  std::vector<fs::path> Files() const {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(directory / "objects")) {
      if (entry.is_regular_file()) files.push_back(entry.path());
    }
    return files;
  }

  void Leave(const std::string& name) const {
    const fs::path path = directory / "objects" / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path) << "left over";
  }
};

std::string ReadAll(base::ByteSource& source) {
  std::string bytes(source.size(), '\0');
  source.ReadAt(0, std::as_writable_bytes(std::span(bytes.data(), bytes.size())));
  return bytes;
}

}  // namespace

TEST_CASE_METHOD(Fixture, "bytes that were still arriving are thrown away at the next start") {
  { OpenStore(); }
  Leave("incoming/0123");
  Leave("incoming/4567");
  { OpenStore(); }
  CHECK(Files().empty());
}

TEST_CASE_METHOD(Fixture,
                 "a file that was moved into place before its row was written goes, what is acknowledged stays") {
  {
    EmbeddedStore store = OpenStore();
    store.PutObject("kept", {}, Received(store, "kept"));
  }
  Leave("ab/ab0123");
  EmbeddedStore store = OpenStore();
  CHECK(Files().size() == 1);
  CHECK(ReadAll(*store.Open("kept")) == "kept");
}

TEST_CASE_METHOD(Fixture, "an open upload goes on after a restart with the parts it had") {
  std::string upload;
  {
    EmbeddedStore store = OpenStore();
    upload = store.CreateMultipart("key", {"video/mp4", {{"token", "t"}}});
    store.PutPart("key", upload, 1, Received(store, "one"));
  }
  EmbeddedStore store = OpenStore();
  store.PutPart("key", upload, 2, Received(store, "two"));
  const auto parts = store.ListParts("key", upload);
  CHECK(store.CompleteMultipart("key", upload, parts).metadata.at("token") == "t");
  CHECK(ReadAll(*store.Open("key")) == "onetwo");
}

TEST_CASE_METHOD(
    Fixture, "a part of an open upload whose file is gone is asked for again; of an object the rest stays readable") {
  std::string upload;
  {
    EmbeddedStore store = OpenStore();
    upload = store.CreateMultipart("open", {});
    store.PutPart("open", upload, 1, Received(store, "lost"));
    fs::remove(Files().front());
    store.PutObject("other", {}, Received(store, "other"));
  }
  EmbeddedStore store = OpenStore();
  CHECK(store.ListParts("open", upload).empty());
  CHECK(ReadAll(*store.Open("other")) == "other");
}

TEST_CASE_METHOD(Fixture, "an object whose file is gone keeps its row, so that the file may come back") {
  fs::path file;
  {
    EmbeddedStore store = OpenStore();
    store.PutObject("key", {}, Received(store, "bytes"));
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
  CHECK(ReadAll(*store.Open("key")) == "bytes");
}

TEST_CASE_METHOD(Fixture, "the key pair is made once and is the same after a restart") {
  const std::string id = OpenStore().credentials().access_key_id;
  const std::string secret = OpenStore().credentials().secret_access_key;
  CHECK(id.size() == 20);
  CHECK(secret.size() == 40);
  CHECK(OpenStore().credentials().access_key_id == id);
  CHECK(OpenStore().credentials().secret_access_key == secret);
}

TEST_CASE_METHOD(Fixture, "a configured key pair is used instead, and half of one is refused") {
  EmbeddedStoreOptions options{.directory = directory.path(), .access_key_id = "ID", .secret_access_key = "secret"};
  CHECK(EmbeddedStore(options, clock).credentials().access_key_id == "ID");
  options.secret_access_key.clear();
  CHECK_THROWS_AS(EmbeddedStore(options, clock), base::Error);
}

}  // namespace clipbox::objectstore
