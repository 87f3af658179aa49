#include "objectstore/object_rows.h"

#include <map>

#include "base/json.h"

namespace clipbox::objectstore {

using sqlite::Connection;

namespace {

using Metadata = std::map<std::string, std::string>;

// Metadata is only ever read whole, so one JSON object of texts does for it.
std::string MetadataText(const Metadata& metadata) { return base::DumpJson(base::Json(metadata)); }

Metadata ParseMetadata(const std::string& text) { return base::ParseJson(text).get<Metadata>(); }

}  // namespace

std::optional<ObjectHead> FindUpload(Connection& connection, const std::string& upload_id, const std::string& key) {
  sqlite::Statement row = connection.Query("FindUpload", {{":upload_id", upload_id}, {":key", key}});
  if (!row.Next()) return std::nullopt;
  return ObjectHead{row.Get<std::string>("content_type"), ParseMetadata(row.Get<std::string>("metadata"))};
}

void InsertUpload(Connection& connection, const std::string& upload_id, const std::string& key, const ObjectHead& head,
                  base::Timestamp now) {
  connection.Run("InsertUpload", {{":upload_id", upload_id},
                                  {":key", key},
                                  {":content_type", head.content_type},
                                  {":metadata", MetadataText(head.metadata)},
                                  {":now", now}});
}

std::vector<PartRow> PartsOf(Connection& connection, const std::string& upload_id) {
  std::vector<PartRow> parts;
  sqlite::Statement row = connection.Query("ListUploadParts", {{":upload_id", upload_id}});
  while (row.Next()) {
    parts.push_back({row.Get<int>("part_number"), row.Get<std::string>("file"), row.Get<std::uint64_t>("size_bytes"),
                     row.Get<std::string>("etag")});
  }
  return parts;
}

std::optional<ObjectRow> FindObject(Connection& connection, const std::string& key) {
  sqlite::Statement row = connection.Query("FindObject", {{":key", key}});
  if (!row.Next()) return std::nullopt;
  ObjectRow object;
  object.upload_id = row.Get<std::string>("upload_id");
  object.info = {row.Get<std::uint64_t>("size_bytes"), row.Get<std::string>("etag"),
                 row.Get<std::string>("content_type"), ParseMetadata(row.Get<std::string>("metadata")),
                 row.Get<base::Timestamp>("modified_at_ms")};
  return object;
}

FileNames DropParts(Connection& connection, const std::string& upload_id) {
  FileNames files;
  for (PartRow& part : PartsOf(connection, upload_id)) files.push_back(std::move(part.file));
  connection.Run("DeleteUploadParts", {{":upload_id", upload_id}});
  return files;
}

FileNames DropObject(Connection& connection, const std::string& key) {
  const auto object = FindObject(connection, key);
  if (!object) return {};
  connection.Run("DeleteObject", {{":key", key}});
  return DropParts(connection, object->upload_id);
}

void InsertObject(Connection& connection, const std::string& key, const std::string& upload_id,
                  const ObjectInfo& info) {
  connection.Run("InsertObject", {{":key", key},
                                  {":upload_id", upload_id},
                                  {":size_bytes", info.size_bytes},
                                  {":etag", info.etag},
                                  {":content_type", info.content_type},
                                  {":metadata", MetadataText(info.metadata)},
                                  {":now", info.modified_at}});
}

void ReplacePart(Connection& connection, const std::string& upload_id, const PartRow& part, base::Timestamp now) {
  connection.Run("ReplacePart", {{":upload_id", upload_id},
                                 {":part_number", part.part_number},
                                 {":file", part.file},
                                 {":size_bytes", part.size_bytes},
                                 {":etag", part.etag},
                                 {":now", now}});
}

}  // namespace clipbox::objectstore
