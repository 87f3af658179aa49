#include "objectstore/embedded/object_record.h"

#include "base/error.h"
#include "base/json.h"

namespace clipbox::objectstore {
namespace {

using base::Json;

Json ToJson(const std::optional<ChecksumForm>& form) {
  if (!form) return nullptr;
  return {{"kind", crypto::NameOf(form->kind)}, {"composite", form->is_composite}};
}

std::optional<ChecksumForm> FormOf(const Json& json) {
  if (json.is_null()) return std::nullopt;
  const auto kind = crypto::FindChecksumKind(json.at("kind").get<std::string>());
  return kind ? std::optional(ChecksumForm{*kind, json.at("composite").get<bool>()}) : std::nullopt;
}

Json ToJson(const std::optional<ObjectChecksum>& checksum) {
  if (!checksum) return nullptr;
  Json json = ToJson(std::optional(checksum->form));
  json["value"] = checksum->value;
  return json;
}

std::optional<ObjectChecksum> ChecksumOf(const Json& json) {
  const auto form = FormOf(json);
  return form ? std::optional(ObjectChecksum{*form, json.at("value").get<std::string>()}) : std::nullopt;
}

std::int64_t ToMs(base::Timestamp time) { return time.time_since_epoch().count(); }

base::Timestamp TimeOf(const Json& json) {
  return base::Timestamp(std::chrono::milliseconds(json.get<std::int64_t>()));
}

Json ToJson(const PartRow& part) {
  return {{"file", part.file}, {"number", part.part_number},       {"bytes", part.size_bytes},
          {"etag", part.etag}, {"storedAt", ToMs(part.stored_at)}, {"checksum", ToJson(part.checksum)}};
}

PartRow PartOf(const Json& json) {
  PartRow part;
  part.file = json.at("file");
  part.part_number = json.at("number");
  part.size_bytes = json.at("bytes");
  part.etag = json.at("etag");
  part.stored_at = TimeOf(json.at("storedAt"));
  part.checksum = ChecksumOf(json.at("checksum"));
  return part;
}

Json ToJson(const ObjectInfo& info) {
  return {{"bytes", info.size_bytes},
          {"etag", info.etag},
          {"contentType", TextJson(info.content_type)},
          {"metadata", TextsColumn(info.metadata)},
          {"headers", TextsColumn(info.headers)},
          {"modifiedAt", ToMs(info.modified_at)},
          {"checksum", ToJson(info.checksum)}};
}

ObjectInfo InfoOf(const Json& json) {
  return {json.at("bytes"),
          json.at("etag"),
          TextOfJson(json.at("contentType")),
          TextsOfColumn(json.at("metadata")),
          TimeOf(json.at("modifiedAt")),
          TextsOfColumn(json.at("headers")),
          ChecksumOf(json.at("checksum"))};
}

Json ToJson(const OpenUploadRow& upload) {
  return {{"contentType", TextJson(upload.head.content_type)}, {"metadata", TextsColumn(upload.head.metadata)},
          {"headers", TextsColumn(upload.head.headers)},       {"expectedBytes", upload.head.expected_bytes},
          {"checksum", ToJson(upload.head.checksum)},          {"startedAt", ToMs(upload.started_at)}};
}

OpenUploadRow UploadOf(const Json& json) {
  return {{TextOfJson(json.at("contentType")), TextsOfColumn(json.at("metadata")), json.at("expectedBytes"),
           TextsOfColumn(json.at("headers")), FormOf(json.at("checksum"))},
          TimeOf(json.at("startedAt"))};
}

Json Frame(const std::string& file, const ObjectName& name, const std::string& upload_id) {
  return {{"file", file}, {"bucket", name.bucket}, {"key", name.key}, {"upload", upload_id}};
}

FileRecord Read(const Json& json, const std::string& file) {
  if (json.at("file") != file) return {};
  const ObjectName name(json.at("bucket"), json.at("key"));
  const std::string upload_id = json.at("upload");
  if (const auto part = json.find("part"); part != json.end())
    return {.part = PartRecord{name, upload_id, UploadOf(json.at("of")), PartOf(*part)}};
  ObjectRecord object{name, upload_id, InfoOf(json.at("object")), {}};
  for (const Json& part : json.at("parts")) object.parts.push_back(PartOf(part));
  return {.object = std::move(object)};
}

}  // namespace

std::string ToText(const ObjectRecord& record) {
  Json json = Frame(record.parts.front().file, record.name, record.upload_id);
  json["object"] = ToJson(record.info);
  json["parts"] = Json::array();
  for (const PartRow& part : record.parts) json["parts"].push_back(ToJson(part));
  return base::DumpJson(json);
}

std::string ToText(const PartRecord& record) {
  Json json = Frame(record.part.file, record.name, record.upload_id);
  json["part"] = ToJson(record.part);
  json["of"] = ToJson(record.upload);
  return base::DumpJson(json);
}

FileRecord RecordOf(std::string_view text, const std::string& file) {
  try {
    return Read(base::ParseJson(text), file);
  } catch (const std::exception&) {
    return {};
  }
}

}  // namespace clipbox::objectstore
