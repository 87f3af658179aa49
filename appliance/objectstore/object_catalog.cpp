#include "objectstore/object_catalog.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/error.h"
#include "crypto/md5.h"

namespace clipbox::objectstore {
namespace {

using base::Error;
using base::ErrorCode;
using sqlite::Connection;

[[noreturn]] void ThrowNoSuchUpload() {
  throw Error(ErrorCode::kNoSuchUpload, "there is no such upload: it was completed, aborted, or never begun");
}

// The stored parts that make the object. Throws: Error kInvalidPart where the list is empty, out of order, or names
// what is not there.
std::vector<PartRow> Choose(const std::vector<PartRow>& stored, const std::vector<PartInfo>& chosen) {
  if (chosen.empty()) throw Error(ErrorCode::kInvalidPart, "cannot complete the upload: the list of parts is empty");
  std::vector<PartRow> parts;
  auto next = stored.begin();
  for (const PartInfo& part : chosen) {
    next = std::find_if(next, stored.end(), [&](const PartRow& row) { return row.part_number == part.part_number; });
    if (next == stored.end() || next->etag != part.etag) {
      throw Error(ErrorCode::kInvalidPart, "cannot complete the upload: part " + std::to_string(part.part_number) +
                                               " is not stored, has another ETag, or is not in ascending order");
    }
    parts.push_back(*next++);
  }
  return parts;
}

// What S3 says of an object of parts: the MD5 of their binary MD5s, and how many they are.
ObjectInfo Combine(const std::vector<PartRow>& parts, ObjectHead head, base::Timestamp now) {
  ObjectInfo info{0, {}, std::move(head.content_type), std::move(head.metadata), now};
  crypto::Md5 digest;
  for (const PartRow& part : parts) {
    info.size_bytes += part.size_bytes;
    digest.Update(base::FromHex(part.etag).value());
  }
  info.etag = base::ToHex(digest.Finish()) + "-" + std::to_string(parts.size());
  return info;
}

FileNames DropUnchosen(Connection& connection, const std::string& upload_id, const std::vector<PartRow>& stored,
                       const std::vector<PartRow>& chosen) {
  FileNames files;
  auto keep = chosen.begin();
  for (const PartRow& part : stored) {
    if (keep != chosen.end() && keep->part_number == part.part_number) {
      ++keep;
      continue;
    }
    connection.Run("DeletePart", {{":upload_id", upload_id}, {":part_number", part.part_number}});
    files.push_back(part.file);
  }
  return files;
}

}  // namespace

ObjectCatalog::ObjectCatalog(const std::filesystem::path& file)
    : database_(file, sqlite::EmbeddedSchema("sql/objects/", {"sql/queries/objects.sql"})) {}

// Written first, then read: whoever comes second reads what the first wrote.
std::string ObjectCatalog::GetOrMakeSetting(std::string_view name, std::string_view made) {
  return database_.Write([&](Connection& connection) {
    connection.Run("KeepStoreSetting", {{":name", name}, {":value", made}});
    sqlite::Statement row = connection.Query("FindStoreSetting", {{":name", name}});
    row.Next();
    return row.Get<std::string>("value");
  });
}

void ObjectCatalog::AddUpload(const std::string& upload_id, const std::string& key, const ObjectHead& head,
                              base::Timestamp now) {
  database_.Write([&](Connection& connection) { InsertUpload(connection, upload_id, key, head, now); });
}

bool ObjectCatalog::HasUpload(const std::string& upload_id, const std::string& key) {
  return database_.Read([&](Connection& connection) { return FindUpload(connection, upload_id, key).has_value(); });
}

std::vector<PartRow> ObjectCatalog::ListParts(const std::string& upload_id, const std::string& key) {
  return database_.Read([&](Connection& connection) {
    if (!FindUpload(connection, upload_id, key)) ThrowNoSuchUpload();
    return PartsOf(connection, upload_id);
  });
}

// Whether the upload is still open is asked in the same transaction that adds the part: an abort cannot come between.
FileNames ObjectCatalog::PutPart(const std::string& upload_id, const std::string& key, const PartRow& part,
                                 base::Timestamp now) {
  return database_.Write([&](Connection& connection) {
    if (!FindUpload(connection, upload_id, key)) ThrowNoSuchUpload();
    FileNames replaced;
    {
      sqlite::Statement row =
          connection.Query("FindPartFile", {{":upload_id", upload_id}, {":part_number", part.part_number}});
      if (row.Next()) replaced.push_back(row.Get<std::string>("file"));
    }
    ReplacePart(connection, upload_id, part, now);
    return replaced;
  });
}

FileNames ObjectCatalog::PutObject(const std::string& key, const std::string& upload_id, const PartRow& part,
                                   const ObjectHead& head, base::Timestamp now) {
  return database_.Write([&](Connection& connection) {
    FileNames replaced = DropObject(connection, key);
    ReplacePart(connection, upload_id, part, now);
    InsertObject(connection, key, upload_id, {part.size_bytes, part.etag, head.content_type, head.metadata, now});
    return replaced;
  });
}

FileNames ObjectCatalog::Abort(const std::string& upload_id, const std::string& key) {
  return database_.Write([&](Connection& connection) -> FileNames {
    // Parts of a completed upload belong to its object; only those of an open one go.
    if (connection.Run("DeleteUpload", {{":upload_id", upload_id}, {":key", key}}) == 0) return {};
    return DropParts(connection, upload_id);
  });
}

FileNames ObjectCatalog::Delete(const std::string& key) {
  return database_.Write([&](Connection& connection) { return DropObject(connection, key); });
}

ObjectCatalog::Completed ObjectCatalog::Complete(const std::string& upload_id, const std::string& key,
                                                 const std::vector<PartInfo>& chosen, base::Timestamp now) {
  return database_.Write([&](Connection& connection) -> Completed {
    auto head = FindUpload(connection, upload_id, key);
    if (!head) {
      const auto object = FindObject(connection, key);
      if (!object || object->upload_id != upload_id) ThrowNoSuchUpload();
      return {object->info, {}};
    }
    const std::vector<PartRow> stored = PartsOf(connection, upload_id);
    const std::vector<PartRow> parts = Choose(stored, chosen);
    const ObjectInfo info = Combine(parts, std::move(*head), now);
    // As S3 does, parts that the list leaves out are thrown away, and an object of this key is replaced.
    FileNames unnamed = DropUnchosen(connection, upload_id, stored, parts);
    const FileNames replaced = DropObject(connection, key);
    unnamed.insert(unnamed.end(), replaced.begin(), replaced.end());
    InsertObject(connection, key, upload_id, info);
    connection.Run("DeleteUpload", {{":upload_id", upload_id}, {":key", key}});
    return {info, unnamed};
  });
}

std::optional<ObjectRow> ObjectCatalog::Find(const std::string& key) {
  return database_.Read([&](Connection& connection) { return FindObject(connection, key); });
}

std::optional<ObjectWithParts> ObjectCatalog::FindWithParts(const std::string& key) {
  return database_.Read([&](Connection& connection) -> std::optional<ObjectWithParts> {
    auto object = FindObject(connection, key);
    if (!object) return std::nullopt;
    return ObjectWithParts{*object, PartsOf(connection, object->upload_id)};
  });
}

std::vector<ListedObject> ObjectCatalog::ListObjects(const std::string& prefix, const std::string& after, int limit) {
  return database_.Read([&](Connection& connection) {
    std::vector<ListedObject> lines;
    sqlite::Statement row =
        connection.Query("ListObjects", {{":prefix", prefix}, {":after", after}, {":limit", limit}});
    while (row.Next()) {
      std::string key = row.Get<std::string>("key");
      if (!key.starts_with(prefix)) break;
      lines.push_back({std::move(key), row.Get<std::uint64_t>("size_bytes"), row.Get<std::string>("etag"),
                       row.Get<base::Timestamp>("modified_at_ms")});
    }
    return lines;
  });
}

std::vector<OpenUpload> ObjectCatalog::ListUploads(const std::string& prefix, const std::string& after,
                                                   const std::string& after_id, int limit) {
  return database_.Read([&](Connection& connection) {
    std::vector<OpenUpload> lines;
    sqlite::Statement row = connection.Query(
        "ListUploads", {{":prefix", prefix}, {":after", after}, {":after_id", after_id}, {":limit", limit}});
    while (row.Next()) {
      std::string key = row.Get<std::string>("key");
      if (!key.starts_with(prefix)) break;
      lines.push_back({std::move(key), row.Get<std::string>("upload_id"), row.Get<base::Timestamp>("created_at_ms")});
    }
    return lines;
  });
}

std::vector<NamedFile> ObjectCatalog::ListFiles() {
  return database_.Read([](Connection& connection) {
    std::vector<NamedFile> files;
    sqlite::Statement row = connection.Query("ListAllPartFiles");
    while (row.Next()) {
      files.push_back({row.Get<std::string>("file"), row.Get<std::string>("upload_id"), row.Get<int>("part_number"),
                       row.Get<bool>("is_open")});
    }
    return files;
  });
}

void ObjectCatalog::ForgetPart(const std::string& upload_id, int part_number) {
  database_.Write([&](Connection& connection) {
    connection.Run("DeletePart", {{":upload_id", upload_id}, {":part_number", part_number}});
  });
}

}  // namespace clipbox::objectstore
