// What stands behind the bytes of the store's files (files/file_tail.h), so that objects.db can be made again from them
// (rebuild.h). Each part says which upload it belongs to. The first part of each object says what the object is, and of
// which files it consists. Values; pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "objectstore/embedded/rows/object_rows.h"

namespace clipbox::objectstore {

struct ObjectRecord {
  ObjectName name;
  std::string upload_id;
  ObjectInfo info;
  std::vector<PartRow> parts;  // in order; the first one's file carries the record
};

// Of a part whose upload was open when it came.
struct PartRecord {
  ObjectName name;
  std::string upload_id;
  OpenUploadRow upload;
  PartRow part;
};

std::string ToText(const ObjectRecord& record);
std::string ToText(const PartRecord& record);

struct FileRecord {
  std::optional<ObjectRecord> object = {};
  std::optional<PartRecord> part = {};
};

// Of the file `file`: one file may have two names, and carry a record for each. Returns a record of neither kind where
// the text is another file's or cannot be read.
FileRecord RecordOf(std::string_view text, const std::string& file);

}  // namespace clipbox::objectstore
