#include "fault/harness/embedded_under_test.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>

#include "crypto/md5.h"
#include "objectstore/embedded/files/file_tail.h"
#include "objectstore/embedded/object_record.h"

namespace clipbox::fault {
namespace {

namespace fs = std::filesystem;

objectstore::EmbeddedStoreOptions OptionsOf(const fs::path& directory) {
  objectstore::EmbeddedStoreOptions options;
  options.directory = directory;
  options.keep_free_bytes = 0;
  return options;
}

std::string Read(base::ByteSource& source) {
  std::string bytes(static_cast<std::size_t>(source.size()), '\0');
  const std::size_t got = source.ReadAt(0, std::as_writable_bytes(std::span(bytes)));
  if (got != bytes.size()) throw std::runtime_error("the object is shorter than its size");
  return bytes;
}

std::string ReadFile(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

EmbeddedUnderTest::EmbeddedUnderTest(const fs::path& directory) : store_(OptionsOf(directory), clock_) {}

objectstore::IncomingFile EmbeddedUnderTest::Received(const Piece& piece) {
  objectstore::IncomingFile incoming = store_.bucket_store().Receive({piece.size, std::nullopt});
  incoming.Write(BytesOf(piece));
  return incoming;
}

std::string EmbeddedUnderTest::UploadOf(const std::string& key) {
  for (const auto& upload : store_.ListUploads(key, "").lines) {
    if (upload.key == key) return upload.upload_id;
  }
  throw std::runtime_error("no upload of " + key + " is open");
}

void EmbeddedUnderTest::Do(const Operation& operation) {
  const std::string& key = operation.key;
  switch (operation.verb) {
    case Verb::kPut: store_.bucket_store().PutObject(key, {}, Received(operation.piece)); return;
    case Verb::kDelete: return store_.Delete(key);
    case Verb::kBegin: store_.CreateMultipart(key, {}); return;
    case Verb::kPart:
      store_.bucket_store().PutPart(key, UploadOf(key), operation.part_number, Received(operation.piece));
      return;
    case Verb::kComplete: {
      const std::string id = UploadOf(key);
      store_.CompleteMultipart(key, id, store_.ListParts(key, id));
      return;
    }
    case Verb::kAbort: return store_.AbortMultipart(key, UploadOf(key));
    case Verb::kMakeBucket: return store_.bucket_store().buckets().Make(key, clock_.Now());
    case Verb::kRemoveBucket: store_.bucket_store().RemoveBucket(key); return;
    case Verb::kCopy: store_.bucket_store().Copy(operation.source, key, {}, {});
  }
}

std::vector<std::string> EmbeddedUnderTest::Objects() {
  std::vector<std::string> keys;
  for (const auto& object : store_.ListObjects("", "").lines) keys.push_back(object.key);
  return keys;
}

std::vector<std::string> EmbeddedUnderTest::Uploads() {
  std::vector<std::string> keys;
  for (const auto& upload : store_.ListUploads("", "").lines) keys.push_back(upload.key);
  return keys;
}

std::vector<std::string> EmbeddedUnderTest::Buckets() {
  std::vector<std::string> names;
  for (const auto& bucket : store_.bucket_store().buckets().List()) {
    if (!bucket.bucket.empty()) names.push_back(bucket.bucket);
  }
  return names;
}

std::optional<std::string> EmbeddedUnderTest::ReadMd5(const std::string& key) {
  if (!store_.Head(key)) return std::nullopt;
  return crypto::Md5Hex(Read(*store_.Open(key)));
}

std::map<int, StoredPart> EmbeddedUnderTest::Parts(const std::string& key) {
  std::map<int, StoredPart> parts;
  for (const auto& part : store_.ListParts(key, UploadOf(key))) parts[part.part_number] = {part.etag, part.size_bytes};
  return parts;
}

// Whether the newest record of an object in this file is that of the object which the rows have there.
bool SaysWhatItIs(const fs::path& file, const std::string& key, const std::string& etag) {
  if (!fs::exists(file)) return true;  // told already
  for (const std::string& text : objectstore::ReadTails(file)) {
    const auto object = objectstore::RecordOf(text, file.filename().string()).object;
    if (object) return object->name.key == key && object->info.etag == etag;
  }
  return false;
}

std::vector<std::string> Disagreements(const fs::path& directory) {
  std::vector<std::string> wrong;
  std::set<std::string> named;
  SQLite::Database database((directory / "objects.db").string(), SQLite::OPEN_READWRITE);
  SQLite::Statement check(database, "PRAGMA integrity_check");
  if (!check.executeStep() || check.getColumn(0).getString() != "ok") wrong.push_back("objects.db is damaged");
  SQLite::Statement rows(database, "SELECT file, size_bytes, etag FROM parts");
  while (rows.executeStep()) {
    const std::string name = rows.getColumn(0).getString();
    const fs::path file = directory / "objects" / name.substr(0, 2) / name;
    named.insert(name);
    if (!fs::exists(file)) {
      wrong.push_back("a row without its file: " + name);
    } else if (const auto bytes = static_cast<std::uint64_t>(rows.getColumn(1).getInt64());
               fs::file_size(file) < bytes ||
               crypto::Md5Hex(ReadFile(file).substr(0, bytes)) != rows.getColumn(2).getString()) {
      wrong.push_back("a file that is not what its row says: " + name);
    }
  }
  SQLite::Statement objects(
      database,
      "SELECT key, objects.etag, file, min(part_number) FROM objects JOIN parts USING (upload_id) GROUP BY upload_id");
  while (objects.executeStep()) {
    const std::string key = objects.getColumn(0).getString(), file = objects.getColumn(2).getString();
    if (!SaysWhatItIs(directory / "objects" / file.substr(0, 2) / file, key, objects.getColumn(1).getString()))
      wrong.push_back("an object whose file does not say what it is: " + key);
  }
  const fs::path aside = directory / "objects" / "quarantine";
  for (const auto& entry : fs::recursive_directory_iterator(directory / "objects")) {
    const std::string name = entry.path().filename().string();
    if (entry.is_regular_file() && entry.path().parent_path() != aside && !named.contains(name))
      wrong.push_back("a file that no row names: " + name);
  }
  return wrong;
}

}  // namespace clipbox::fault
