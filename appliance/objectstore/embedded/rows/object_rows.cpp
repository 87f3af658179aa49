#include "objectstore/embedded/rows/object_rows.h"

#include "base/encoding.h"
#include "base/error.h"
#include "base/text.h"

namespace clipbox::objectstore {

using sqlite::Connection;

namespace {

using Texts = std::map<std::string, std::string>;

constexpr const char* kBytes = "base64";

std::string KindColumn(const std::optional<ChecksumForm>& form) {
  return form ? std::string(crypto::NameOf(form->kind)) : std::string();
}

std::optional<ChecksumForm> FormOf(const std::optional<ObjectChecksum>& checksum) {
  return checksum ? std::optional(checksum->form) : std::nullopt;
}

std::string ValueColumn(const std::optional<ObjectChecksum>& checksum) { return checksum ? checksum->value : ""; }

}  // namespace

base::Json TextJson(const std::string& text) {
  return base::IsUtf8(text) ? base::Json(text) : base::Json{{kBytes, base::ToBase64(text)}};
}

std::string TextOfJson(const base::Json& json) {
  if (json.is_string()) return json.get<std::string>();
  return base::FromBase64(json.at(kBytes).get<std::string>()).value();
}

std::string TextsColumn(const Texts& texts) {
  base::Json column = base::Json::object();
  for (const auto& [name, text] : texts) column[name] = TextJson(text);
  return base::DumpJson(column);
}

Texts TextsOfColumn(const std::string& column) {
  const base::Json json = base::ParseJson(column);
  Texts texts;
  for (const auto& [name, text] : json.items()) texts[name] = TextOfJson(text);
  return texts;
}

std::optional<ChecksumForm> ReadChecksumForm(const sqlite::Statement& row) {
  const auto kind = crypto::FindChecksumKind(row.Get<std::string>("checksum_kind"));
  return kind ? std::optional(ChecksumForm{*kind, row.Get<bool>("checksum_is_composite")}) : std::nullopt;
}

void RequireBucket(Connection& connection, const std::string& bucket) {
  if (connection.Query("FindBucket", {{":bucket", bucket}}).Next()) return;
  throw base::Error(base::ErrorCode::kNotFound, "there is no bucket " + bucket);
}

std::optional<OpenUploadRow> FindUpload(Connection& connection, const std::string& upload_id, const ObjectName& name) {
  sqlite::Statement row =
      connection.Query("FindUpload", {{":upload_id", upload_id}, {":bucket", name.bucket}, {":key", name.key}});
  if (!row.Next()) return std::nullopt;
  ObjectHead head{row.Get<std::string>("content_type"), TextsOfColumn(row.Get<std::string>("metadata"))};
  head.expected_bytes = row.Get<std::uint64_t>("expected_bytes");
  head.headers = TextsOfColumn(row.Get<std::string>("headers"));
  head.checksum = ReadChecksumForm(row);
  return OpenUploadRow{std::move(head), row.Get<base::Timestamp>("created_at_ms")};
}

void InsertUpload(Connection& connection, const std::string& upload_id, const ObjectName& name, const ObjectHead& head,
                  base::Timestamp now) {
  connection.Run("InsertUpload", {{":upload_id", upload_id},
                                  {":bucket", name.bucket},
                                  {":key", name.key},
                                  {":content_type", head.content_type},
                                  {":headers", TextsColumn(head.headers)},
                                  {":metadata", TextsColumn(head.metadata)},
                                  {":expected_bytes", head.expected_bytes},
                                  {":checksum_kind", KindColumn(head.checksum)},
                                  {":checksum_is_composite", head.checksum && head.checksum->is_composite},
                                  {":now", now}});
}

std::vector<PartRow> PartsOf(Connection& connection, const std::string& upload_id) {
  std::vector<PartRow> parts;
  sqlite::Statement row = connection.Query("ListUploadParts", {{":upload_id", upload_id}});
  while (row.Next()) {
    PartRow part{{{row.Get<int>("part_number"), row.Get<std::string>("etag"), row.Get<std::uint64_t>("size_bytes"),
                   row.Get<base::Timestamp>("stored_at_ms")}},
                 row.Get<std::string>("file")};
    if (const auto kind = crypto::FindChecksumKind(row.Get<std::string>("checksum_kind")))
      part.checksum = ObjectChecksum{{*kind, false}, row.Get<std::string>("checksum")};
    parts.push_back(std::move(part));
  }
  return parts;
}

std::optional<ObjectRow> FindObject(Connection& connection, const ObjectName& name) {
  sqlite::Statement row = connection.Query("FindObject", {{":bucket", name.bucket}, {":key", name.key}});
  if (!row.Next()) return std::nullopt;
  ObjectRow object;
  object.upload_id = row.Get<std::string>("upload_id");
  object.info = {row.Get<std::uint64_t>("size_bytes"),       row.Get<std::string>("etag"),
                 row.Get<std::string>("content_type"),       TextsOfColumn(row.Get<std::string>("metadata")),
                 row.Get<base::Timestamp>("modified_at_ms"), TextsOfColumn(row.Get<std::string>("headers"))};
  if (const auto form = ReadChecksumForm(row))
    object.info.checksum = ObjectChecksum{*form, row.Get<std::string>("checksum")};
  return object;
}

FileNames DropParts(Connection& connection, const std::string& upload_id) {
  FileNames files;
  for (PartRow& part : PartsOf(connection, upload_id)) files.push_back(std::move(part.file));
  connection.Run("DeleteUploadParts", {{":upload_id", upload_id}});
  return files;
}

FileNames DropObject(Connection& connection, const ObjectName& name) {
  const auto object = FindObject(connection, name);
  if (!object) return {};
  connection.Run("DeleteObject", {{":bucket", name.bucket}, {":key", name.key}});
  return DropParts(connection, object->upload_id);
}

void InsertObject(Connection& connection, const ObjectName& name, const std::string& upload_id,
                  const ObjectInfo& info) {
  connection.Run("InsertObject", {{":bucket", name.bucket},
                                  {":key", name.key},
                                  {":upload_id", upload_id},
                                  {":size_bytes", info.size_bytes},
                                  {":etag", info.etag},
                                  {":content_type", info.content_type},
                                  {":headers", TextsColumn(info.headers)},
                                  {":metadata", TextsColumn(info.metadata)},
                                  {":checksum_kind", KindColumn(FormOf(info.checksum))},
                                  {":checksum_is_composite", info.checksum && info.checksum->form.is_composite},
                                  {":checksum", ValueColumn(info.checksum)},
                                  {":now", info.modified_at}});
}

void ReplacePart(Connection& connection, const std::string& upload_id, const PartRow& part, base::Timestamp now) {
  connection.Run("ReplacePart", {{":upload_id", upload_id},
                                 {":part_number", part.part_number},
                                 {":file", part.file},
                                 {":size_bytes", part.size_bytes},
                                 {":etag", part.etag},
                                 {":checksum_kind", KindColumn(FormOf(part.checksum))},
                                 {":checksum", ValueColumn(part.checksum)},
                                 {":now", now}});
}

}  // namespace clipbox::objectstore
