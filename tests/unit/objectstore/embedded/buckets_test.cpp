// What the store keeps beyond the product's own bucket, and how an objects.db of before there were buckets goes on.
#include <algorithm>
#include <fstream>

#include "base/error.h"
#include "catch.h"
#include "crypto/md5.h"
#include "objectstore/embedded/embedded_store.h"
#include "sqlite/schema.h"
#include "temp_dir.h"

namespace clipbox::objectstore {
namespace {

namespace fs = std::filesystem;

struct StoreWithBuckets {
  test::TempDir directory;
  base::ManualClock clock;

  EmbeddedStore OpenStore() { return EmbeddedStore({.directory = directory.path(), .keep_free_bytes = 0}, clock); }

  static ObjectInfo Put(EmbeddedStore& store, const ObjectName& name, const std::string& bytes,
                        const ObjectHead& head = {}) {
    IncomingFile incoming = store.bucket_store().Receive({bytes.size(), std::nullopt});
    incoming.Write(bytes);
    return store.bucket_store().PutObject(name, head, std::move(incoming));
  }
  static std::string Read(EmbeddedStore& store, const ObjectName& name) {
    const auto source = store.bucket_store().OpenWithInfo(name).bytes;
    std::string bytes(source->size(), '\0');
    source->ReadAt(0, std::as_writable_bytes(std::span(bytes.data(), bytes.size())));
    return bytes;
  }
  std::vector<fs::path> Files() const {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(directory / "objects")) {
      if (entry.is_regular_file()) files.push_back(entry.path());
    }
    return files;
  }
};

// A database as the first version wrote it, with an object, an open upload and the key pair in it.
void MakeFirstVersion(const fs::path& directory) {
  sqlite::Schema schema = sqlite::EmbeddedSchema("sql/objects/", {});
  schema.migrations.resize(1);
  schema.queries = {
      {"Setting", "INSERT INTO settings (name, value) VALUES (:name, :value)"},
      {"Object", "INSERT INTO objects VALUES ('old/key', 'u1', 5, :etag, 'video/mp4', '{\"note\":\"mine\"}', 1000)"},
      {"Upload", "INSERT INTO uploads VALUES ('u2', 'old/open', 'text/plain', '{}', 2000)"},
      {"Part", "INSERT INTO parts VALUES (:upload_id, 1, :file, 5, :etag, 1000)"}};
  sqlite::Database database(directory / "objects.db", schema);
  const std::string etag = crypto::Md5Hex("bytes");
  database.Write([&](sqlite::Connection& connection) {
    connection.Run("Setting", {{":name", "access_key_id"}, {":value", "OLDKEY"}});
    connection.Run("Setting", {{":name", "secret_access_key"}, {":value", "secret"}});
    connection.Run("Object", {{":etag", etag}});
    connection.Run("Upload");
    for (const char* id : {"u1", "u2"})
      connection.Run("Part", {{":upload_id", id}, {":file", std::string("aa") + id}, {":etag", etag}});
  });
  fs::create_directories(directory / "objects" / "aa");
  for (const char* file : {"aau1", "aau2"}) std::ofstream(directory / "objects" / "aa" / file) << "bytes";
}

}  // namespace

TEST_CASE_METHOD(StoreWithBuckets, "an objects.db of before there were buckets is upgraded with all it holds") {
  MakeFirstVersion(directory.path());
  EmbeddedStore store = OpenStore();
  CHECK(store.bucket_store().credentials().access_key_id == "OLDKEY");
  CHECK(Read(store, "old/key") == "bytes");
  const auto head = store.Head("old/key");
  CHECK(head->content_type == "video/mp4");
  CHECK(head->metadata.at("note") == "mine");
  CHECK(head->modified_at == base::FromMillis(1000));
  CHECK_FALSE(head->checksum);
  CHECK_FALSE(store.bucket_store().PartsOfUpload("old/open", "u2").checksum);
  CHECK_FALSE(store.bucket_store().FindWithParts("old/key")->parts.at(0).checksum);
  CHECK_FALSE(store.ListObjects("old/", "").lines.at(0).checksum);
  const auto part = store.ListParts("old/open", "u2").at(0);
  CHECK(store.CompleteMultipart("old/open", "u2", {part}).content_type == "text/plain");
  CHECK(store.ListObjects("old/", "").lines.size() == 2);
  const auto is_backup = [](const auto& entry) { return entry.path().extension() == ".backup"; };
  CHECK(std::count_if(fs::directory_iterator(directory.path()), fs::directory_iterator(), is_backup) == 1);
}

TEST_CASE_METHOD(StoreWithBuckets, "the product's objects stay its own when storage.bucket gets another name") {
  {
    EmbeddedStore store = OpenStore();
    Put(store, "key", "ours");
  }
  EmbeddedStore renamed({.directory = directory.path(), .bucket = "another", .keep_free_bytes = 0}, clock);
  CHECK(Read(renamed, {renamed.bucket_store().InternalName("another"), "key"}) == "ours");
  CHECK(renamed.Presign({.key = "key", .origin = "http://h"}).starts_with("http://h/another/key?"));
}

TEST_CASE_METHOD(StoreWithBuckets, "buckets, their objects and headers outlive a restart") {
  {
    EmbeddedStore store = OpenStore();
    store.bucket_store().buckets().Make("mine", clock.Now());
    Put(store, {"mine", "key"}, "x",
        {.content_type = "text/plain", .metadata = {}, .headers = {{"Cache-Control", "no-cache"}}});
    store.bucket_store().buckets().SetCors("mine", "<rules/>");
  }
  EmbeddedStore store = OpenStore();
  CHECK(store.bucket_store().Find({"mine", "key"})->headers.at("Cache-Control") == "no-cache");
  CHECK(store.bucket_store().buckets().GetCors("mine") == "<rules/>");
  CHECK(store.bucket_store().buckets().List().size() == 2);
  CHECK_FALSE(store.Head("key"));
}

TEST_CASE_METHOD(StoreWithBuckets, "a copy shares the bytes on the disk and no fate with its source") {
  EmbeddedStore store = OpenStore();
  Put(store, "source", "bytes");
  store.bucket_store().Copy("source", "copy", {}, {});
  REQUIRE(Files().size() == 2);
  CHECK(fs::hard_link_count(Files()[0]) == 2);
  store.Delete("source");
  CHECK(Read(store, "copy") == "bytes");
  store.bucket_store().Copy("copy", "copy", {.head = ObjectHead{.content_type = "text/plain", .metadata = {}}}, {});
  CHECK(Read(store, "copy") == "bytes");
  CHECK(Files().size() == 1);
}

TEST_CASE_METHOD(StoreWithBuckets, "a second name that no row took is set aside at the next start, its source stays") {
  std::string source;
  {
    EmbeddedStore store = OpenStore();
    Put(store, "source", "bytes");
    source = Files().at(0).string();
  }
  fs::create_directories(directory / "objects" / "zz");
  fs::create_hard_link(source, directory / "objects" / "zz" / "zzcopy");
  EmbeddedStore store = OpenStore();
  CHECK_FALSE(fs::exists(directory / "objects" / "zz" / "zzcopy"));
  CHECK(fs::exists(directory / "objects" / "quarantine" / "zzcopy"));
  CHECK(Read(store, "source") == "bytes");
}

TEST_CASE_METHOD(StoreWithBuckets,
                 "a put, copy or upload into a bucket that was removed meanwhile leaves nothing behind") {
  EmbeddedStore store = OpenStore();
  Put(store, "source", "bytes");
  const auto code_of = [](const auto& call) {
    try {
      call();
    } catch (const base::Error& error) {
      return error.code();
    }
    return base::ErrorCode::kInternal;
  };
  CHECK(code_of([&] { Put(store, {"gone", "key"}, "x"); }) == base::ErrorCode::kNotFound);
  CHECK(code_of([&] { store.bucket_store().Copy("source", {"gone", "key"}, {}, {}); }) == base::ErrorCode::kNotFound);
  CHECK(code_of([&] { store.bucket_store().CreateUpload({"gone", "key"}, {}); }) == base::ErrorCode::kNotFound);
  CHECK(code_of([&] { store.bucket_store().Copy("missing", "key", {}, {}); }) == base::ErrorCode::kNoSuchKey);
  CHECK(Files().size() == 1);
}

TEST_CASE_METHOD(StoreWithBuckets, "a guard that refuses leaves what was there, and nothing of what came") {
  EmbeddedStore store = OpenStore();
  Put(store, "key", "first");
  IncomingFile incoming = store.bucket_store().Receive({6, std::nullopt});
  incoming.Write("second");
  const Guard refuse = [](const ObjectInfo* present) {
    if (present != nullptr) throw std::runtime_error("there is one");
  };
  CHECK_THROWS(store.bucket_store().PutObject("key", {}, std::move(incoming), refuse));
  CHECK(Read(store, "key") == "first");
  CHECK(Files().size() == 1);
}

TEST_CASE_METHOD(StoreWithBuckets, "a folder of many keys is one line of a listing, however many pages it would fill") {
  EmbeddedStore store = OpenStore();
  for (int i = 0; i < 30; ++i) Put(store, {"", "a/" + std::to_string(i)}, "");
  Put(store, "b", "");
  const auto first = store.bucket_store().buckets().ListObjects("", {.delimiter = "/", .limit = 1});
  CHECK(first.common_prefixes == std::vector<std::string>{"a/"});
  CHECK(first.is_truncated);
  const auto second =
      store.bucket_store().buckets().ListObjects("", {.delimiter = "/", .after = first.last, .limit = 1});
  CHECK(second.common_prefixes.empty());
  CHECK(second.lines.at(0).key == "b");
  CHECK_FALSE(second.is_truncated);
}

}  // namespace clipbox::objectstore
