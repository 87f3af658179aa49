// The rows of objects.db: uploads, parts and objects of the embedded store. It knows names of files, never the files
// themselves: whoever calls it makes a file durable before its row, and removes the files that a call gives back after
// the rows are gone. Thread-safe; each function is one transaction.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "objectstore/object_rows.h"
#include "sqlite/database.h"

namespace clipbox::objectstore {

class ObjectCatalog {
 public:
  // Opens or makes `file` and migrates it. Throws: as sqlite::Database.
  explicit ObjectCatalog(const std::filesystem::path& file);

  // The kept value of a setting, which is `made` where there was none before. Of two callers at once both get the
  // first's.
  std::string GetOrMakeSetting(std::string_view name, std::string_view made);

  void AddUpload(const std::string& upload_id, const std::string& key, const ObjectHead& head, base::Timestamp now);
  bool HasUpload(const std::string& upload_id, const std::string& key);
  // Throws: Error kNoSuchUpload.
  std::vector<PartRow> ListParts(const std::string& upload_id, const std::string& key);

  // Each of these returns the names of files that no row names any more.
  // Throws: Error kNoSuchUpload.
  FileNames PutPart(const std::string& upload_id, const std::string& key, const PartRow& part, base::Timestamp now);
  FileNames PutObject(const std::string& key, const std::string& upload_id, const PartRow& part, const ObjectHead& head,
                      base::Timestamp now);
  FileNames Abort(const std::string& upload_id, const std::string& key);
  FileNames Delete(const std::string& key);

  struct Completed {
    ObjectInfo info;
    FileNames unnamed;
  };
  // An upload that is completed already answers with its object. Throws: Error kNoSuchUpload, kInvalidPart.
  Completed Complete(const std::string& upload_id, const std::string& key, const std::vector<PartInfo>& chosen,
                     base::Timestamp now);

  std::optional<ObjectRow> Find(const std::string& key);
  std::optional<ObjectWithParts> FindWithParts(const std::string& key);

  // What begins with `prefix` and lies after `after`, in order, at most `limit`.
  std::vector<ListedObject> ListObjects(const std::string& prefix, const std::string& after, int limit);
  // After `after`'s upload `after_id`: one key may have several.
  std::vector<OpenUpload> ListUploads(const std::string& prefix, const std::string& after, const std::string& after_id,
                                      int limit);

  // For the repair at start, sorted by file.
  std::vector<NamedFile> ListFiles();
  void ForgetPart(const std::string& upload_id, int part_number);

 private:
  sqlite::Database database_;
};

}  // namespace clipbox::objectstore
