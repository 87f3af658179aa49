// Rows of objects.db as values, and the single statements that read and write them. For ObjectCatalog, which puts them
// together into transactions; each function runs within the caller's.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "objectstore/embedded/rows/object_name.h"
#include "objectstore/object_store.h"
#include "sqlite/connection.h"

namespace clipbox::objectstore {

struct StoredPart : base::UploadPart {
  std::optional<ObjectChecksum> checksum = {};  // never a composite one
};

struct PartRow : StoredPart {
  std::string file = {};
};

struct ObjectRow {
  ObjectInfo info;
  std::string upload_id;  // the upload, or the single put, that made it
};

struct ObjectWithParts {
  ObjectRow object;
  std::vector<PartRow> parts;  // in order
};

// One part file that a row names.
struct NamedFile {
  std::string file;
  std::string upload_id;
  int part_number = 0;
  bool is_open = false;  // a part of an upload that can still be sent again
};

using FileNames = std::vector<std::string>;

// An upload that is open.
struct OpenUploadRow {
  ObjectHead head;
  base::Timestamp started_at;
};

// JSON holds nothing but UTF-8: other bytes, as of a client that writes Latin-1, stand there as `{"base64": "6Q=="}`.
// And the way back. Throws: nlohmann's exception where it is neither.
base::Json TextJson(const std::string& text);
std::string TextOfJson(const base::Json& json);

// Metadata and headers as a column holds them: they are only ever read whole, so one JSON object of texts does for
// each. And the way back. Throws: Error kInvalidJson; nlohmann's exception where it is no such object.
std::string TextsColumn(const std::map<std::string, std::string>& texts);
std::map<std::string, std::string> TextsOfColumn(const std::string& column);

// Of a row of objects or uploads. Requires: its statement selects checksum_kind and checksum_is_composite.
std::optional<ChecksumForm> ReadChecksumForm(const sqlite::Statement& row);

// Throws: Error kNotFound unless the bucket is there: nothing is written into one that was just removed.
void RequireBucket(sqlite::Connection& connection, const std::string& bucket);

std::optional<OpenUploadRow> FindUpload(sqlite::Connection& connection, const std::string& upload_id,
                                        const ObjectName& name);
void InsertUpload(sqlite::Connection& connection, const std::string& upload_id, const ObjectName& name,
                  const ObjectHead& head, base::Timestamp now);

// By number; of an open upload or of an object.
std::vector<PartRow> PartsOf(sqlite::Connection& connection, const std::string& upload_id);
void ReplacePart(sqlite::Connection& connection, const std::string& upload_id, const PartRow& part,
                 base::Timestamp now);

std::optional<ObjectRow> FindObject(sqlite::Connection& connection, const ObjectName& name);
// Requires: no row of that name.
void InsertObject(sqlite::Connection& connection, const ObjectName& name, const std::string& upload_id,
                  const ObjectInfo& info);

// Removes the rows of an upload's parts, or an object and those of its parts, and gives back the files they named.
FileNames DropParts(sqlite::Connection& connection, const std::string& upload_id);
FileNames DropObject(sqlite::Connection& connection, const ObjectName& name);

}  // namespace clipbox::objectstore
