#include "objectstore/embedded/rows/object_catalog.h"

#include <algorithm>

#include "base/error.h"
#include "crypto/checksum_of_parts.h"
#include "objectstore/multipart_etag.h"

namespace clipbox::objectstore {
namespace {

using base::Error;
using base::ErrorCode;
using sqlite::Connection;

constexpr int kRecordedAtOnce = 1000;

[[noreturn]] void ThrowNoSuchUpload() {
  throw Error(ErrorCode::kNoSuchUpload, "there is no such upload: it was completed, aborted, or never begun");
}

// The stored parts that make the object. Throws: Error kInvalidPart where the list is empty, out of order, or names
// what is not there.
std::vector<PartRow> Choose(const std::vector<PartRow>& stored, const std::vector<base::UploadPart>& chosen) {
  if (chosen.empty()) throw Error(ErrorCode::kInvalidPart, "cannot complete the upload: the list of parts is empty");
  std::vector<PartRow> parts;
  auto next = stored.begin();
  for (const base::UploadPart& part : chosen) {
    next = std::find_if(next, stored.end(), [&](const PartRow& row) { return row.part_number == part.part_number; });
    if (next == stored.end() || next->etag != part.etag) {
      throw Error(ErrorCode::kInvalidPart, "cannot complete the upload: part " + std::to_string(part.part_number) +
                                               " is not stored, has another ETag, or is not in ascending order");
    }
    parts.push_back(*next++);
  }
  return parts;
}

// Returns nullopt if a part has none of that kind: then nobody asked for one when it came.
std::optional<ObjectChecksum> CombineChecksums(const std::vector<PartRow>& parts, const ChecksumForm& form) {
  std::vector<crypto::PartChecksum> sums;
  for (const PartRow& part : parts) {
    if (!part.checksum || part.checksum->form.kind != form.kind) return std::nullopt;
    sums.push_back({part.checksum->value, part.size_bytes});
  }
  if (form.is_composite) return ObjectChecksum{form, crypto::CompositeChecksum(form.kind, sums)};
  auto whole = crypto::FullObjectChecksum(form.kind, sums);
  return whole ? std::optional(ObjectChecksum{form, std::move(*whole)}) : std::nullopt;
}

ObjectInfo Combine(const std::vector<PartRow>& parts, ObjectHead head, base::Timestamp now) {
  ObjectInfo info{0, {}, std::move(head.content_type), std::move(head.metadata), now, std::move(head.headers)};
  for (const PartRow& part : parts) info.size_bytes += part.size_bytes;
  info.etag = MultipartEtag(parts);
  if (head.checksum) info.checksum = CombineChecksums(parts, *head.checksum);
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

// What an open upload leaves to this part: all that it was begun for, without what its other parts hold. No limit where
// nobody said how much it is to be. Throws: Error kNoSuchUpload.
PartTerms FindTerms(Connection& connection, const std::string& upload_id, const ObjectName& name, int part_number) {
  const auto upload = FindUpload(connection, upload_id, name);
  if (!upload) ThrowNoSuchUpload();
  const ObjectHead& head = upload->head;
  if (head.expected_bytes == 0) return {UINT64_MAX, head.checksum};
  sqlite::Statement row = connection.Query("SumOtherParts", {{":upload_id", upload_id}, {":part_number", part_number}});
  row.Next();
  return {head.expected_bytes - std::min(head.expected_bytes, row.Get<std::uint64_t>("bytes")), head.checksum};
}

bool DeleteUpload(Connection& connection, const std::string& upload_id, const ObjectName& name) {
  return connection.Run("DeleteUpload", {{":upload_id", upload_id}, {":bucket", name.bucket}, {":key", name.key}}) > 0;
}

void Ask(Connection& connection, const ObjectName& name, const Guard& guard) {
  if (!guard) return;
  const auto present = FindObject(connection, name);
  guard(present ? &present->info : nullptr);
}

}  // namespace

void ObjectCatalog::AddUpload(const std::string& upload_id, const ObjectName& name, const ObjectHead& head,
                              base::Timestamp now) {
  database_.Write([&](Connection& connection) {
    RequireBucket(connection, name.bucket);
    InsertUpload(connection, upload_id, name, head, now);
  });
}

bool ObjectCatalog::HasUpload(const std::string& upload_id, const ObjectName& name) {
  return database_.Read([&](Connection& connection) { return FindUpload(connection, upload_id, name).has_value(); });
}

OpenUploadRow ObjectCatalog::GetUpload(const std::string& upload_id, const ObjectName& name) {
  return database_.Read([&](Connection& connection) {
    auto upload = FindUpload(connection, upload_id, name);
    if (!upload) ThrowNoSuchUpload();
    return std::move(*upload);
  });
}

PartTerms ObjectCatalog::TermsOfPart(const std::string& upload_id, const ObjectName& name, int part_number) {
  return database_.Read([&](Connection& connection) { return FindTerms(connection, upload_id, name, part_number); });
}

UploadParts ObjectCatalog::ListParts(const std::string& upload_id, const ObjectName& name) {
  return database_.Read([&](Connection& connection) -> UploadParts {
    const auto upload = FindUpload(connection, upload_id, name);
    if (!upload) ThrowNoSuchUpload();
    return {PartsOf(connection, upload_id), upload->head.checksum};
  });
}

// The same transaction asks whether the upload is still open and has room, and adds the part. Neither an abort nor
// another part can come between.
FileNames ObjectCatalog::PutPart(const std::string& upload_id, const ObjectName& name, const PartRow& part,
                                 base::Timestamp now) {
  return database_.Write([&](Connection& connection) {
    if (part.size_bytes > FindTerms(connection, upload_id, name, part.part_number).room_bytes) {
      throw Error(ErrorCode::kTooLarge, "the parts of this upload would hold more than it was begun for");
    }
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

FileNames ObjectCatalog::PutObject(const ObjectName& name, const std::string& upload_id,
                                   const std::vector<PartRow>& parts, const ObjectInfo& info, const Guard& guard) {
  return database_.Write([&](Connection& connection) {
    RequireBucket(connection, name.bucket);
    Ask(connection, name, guard);
    FileNames replaced = DropObject(connection, name);
    for (const PartRow& part : parts) ReplacePart(connection, upload_id, part, info.modified_at);
    InsertObject(connection, name, upload_id, info);
    return replaced;
  });
}

FileNames ObjectCatalog::Abort(const std::string& upload_id, const ObjectName& name) {
  return database_.Write([&](Connection& connection) -> FileNames {
    // Parts of a completed upload belong to its object; only those of an open one go.
    if (!DeleteUpload(connection, upload_id, name)) return {};
    return DropParts(connection, upload_id);
  });
}

FileNames ObjectCatalog::Delete(const std::vector<ObjectName>& names, const DeleteChoice& choice) {
  return database_.Write([&](Connection& connection) {
    FileNames files;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto present = choice ? FindObject(connection, names[i]) : std::nullopt;
      if (present && !choice(i, present->info)) continue;
      const FileNames dropped = DropObject(connection, names[i]);
      files.insert(files.end(), dropped.begin(), dropped.end());
    }
    return files;
  });
}

ObjectCatalog::Completed ObjectCatalog::Complete(const std::string& upload_id, const ObjectName& name,
                                                 const Completion& wanted, base::Timestamp now) {
  return database_.Write([&](Connection& connection) -> Completed {
    auto upload = FindUpload(connection, upload_id, name);
    if (!upload) {
      const auto object = FindObject(connection, name);
      if (!object || object->upload_id != upload_id) ThrowNoSuchUpload();
      return {object->info, {}};
    }
    const std::vector<PartRow> stored = PartsOf(connection, upload_id);
    const std::vector<PartRow> parts = Choose(stored, wanted.parts);
    if (!upload->head.checksum) upload->head.checksum = wanted.checksum;
    const ObjectInfo info = Combine(parts, std::move(upload->head), now);
    if (wanted.made) wanted.made(info, parts);
    Ask(connection, name, wanted.replaced);
    if (wanted.record) wanted.record(info, parts);
    // As S3 does, parts that the list leaves out are thrown away, and an object of this key is replaced.
    FileNames unnamed = DropUnchosen(connection, upload_id, stored, parts);
    const FileNames replaced = DropObject(connection, name);
    unnamed.insert(unnamed.end(), replaced.begin(), replaced.end());
    InsertObject(connection, name, upload_id, info);
    DeleteUpload(connection, upload_id, name);
    return {info, unnamed};
  });
}

std::optional<ObjectRow> ObjectCatalog::Find(const ObjectName& name) {
  return database_.Read([&](Connection& connection) { return FindObject(connection, name); });
}

std::optional<ObjectWithParts> ObjectCatalog::FindWithParts(const ObjectName& name) {
  return database_.Read([&](Connection& connection) -> std::optional<ObjectWithParts> {
    auto object = FindObject(connection, name);
    if (!object) return std::nullopt;
    return ObjectWithParts{*object, PartsOf(connection, object->upload_id)};
  });
}

std::optional<ObjectName> ObjectCatalog::FindNameOf(const std::string& upload_id) {
  return database_.Read([&](Connection& connection) -> std::optional<ObjectName> {
    sqlite::Statement row = connection.Query("FindObjectOfUpload", {{":upload_id", upload_id}});
    if (!row.Next()) return std::nullopt;
    return ObjectName(row.Get<std::string>("bucket"), row.Get<std::string>("key"));
  });
}

std::vector<ObjectName> ObjectCatalog::ListUnrecorded(const ObjectName& after) {
  return database_.Read([&](Connection& connection) {
    std::vector<ObjectName> names;
    sqlite::Statement row = connection.Query(
        "ListUnrecordedObjects", {{":bucket", after.bucket}, {":key", after.key}, {":limit", kRecordedAtOnce}});
    while (row.Next()) names.emplace_back(row.Get<std::string>("bucket"), row.Get<std::string>("key"));
    return names;
  });
}

void ObjectCatalog::MarkRecorded(const std::vector<ObjectName>& names) {
  database_.Write([&](Connection& connection) {
    for (const ObjectName& name : names) connection.Run("MarkRecorded", {{":bucket", name.bucket}, {":key", name.key}});
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
