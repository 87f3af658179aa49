// The rows of objects.db: uploads, parts and objects of the embedded store. It knows names of files, never the files
// themselves. Whoever calls it makes a file durable before its row, and removes the files that a call gives back.
// Thread-safe; each function is one transaction.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "objectstore/embedded/object_rows.h"
#include "sqlite/database.h"

namespace clipbox::objectstore {

// Looks at the object that is there (null: none) before it is replaced, and throws where it must not be. Called within
// the transaction, so that nobody comes between.
using Guard = std::function<void(const ObjectInfo* present)>;

// Asked within the transaction whether the object of names[index], which is there, is to be deleted.
using DeleteChoice = std::function<bool(std::size_t index, const ObjectInfo& present)>;

class ObjectCatalog {
 public:
  // `database` outlives this.
  explicit ObjectCatalog(sqlite::Database& database) : database_(database) {}

  // The kept value of a setting, which is `made` where there was none before. Of two callers at once both get the
  // first's.
  std::string GetOrMakeSetting(std::string_view name, std::string_view made);

  // Throws: Error kNotFound without the bucket.
  void AddUpload(const std::string& upload_id, const ObjectName& name, const ObjectHead& head, base::Timestamp now);
  bool HasUpload(const std::string& upload_id, const ObjectName& name);
  // Bytes that this part may hold beside the others: what an upload was begun for, where somebody said how much.
  // Throws: Error kNoSuchUpload.
  std::uint64_t RoomForPart(const std::string& upload_id, const ObjectName& name, int part_number);
  // Throws: Error kNoSuchUpload.
  std::vector<PartRow> ListParts(const std::string& upload_id, const ObjectName& name);

  // Each of these returns the names of files that no row names any more.
  // Throws: Error kNoSuchUpload; kTooLarge above RoomForPart.
  FileNames PutPart(const std::string& upload_id, const ObjectName& name, const PartRow& part, base::Timestamp now);
  // Makes the object of these parts, which no row names yet. Throws: Error kNotFound without the bucket; what `guard`
  // throws.
  FileNames PutObject(const ObjectName& name, const std::string& upload_id, const std::vector<PartRow>& parts,
                      const ObjectInfo& info, const Guard& guard);
  FileNames Abort(const std::string& upload_id, const ObjectName& name);
  // Of those that are there, the ones that `choice` agrees to; all without one. Throws: what `choice` throws.
  FileNames Delete(const std::vector<ObjectName>& names, const DeleteChoice& choice = {});

  struct Completed {
    ObjectInfo info;
    FileNames unnamed;
  };
  // An upload that is completed already answers with its object.
  // Throws: Error kNoSuchUpload, kInvalidPart; what `guard` throws.
  Completed Complete(const std::string& upload_id, const ObjectName& name, const std::vector<base::UploadPart>& chosen,
                     base::Timestamp now, const Guard& guard);

  std::optional<ObjectRow> Find(const ObjectName& name);
  std::optional<ObjectWithParts> FindWithParts(const ObjectName& name);

  // For the repair at start, sorted by file.
  std::vector<NamedFile> ListFiles();
  void ForgetPart(const std::string& upload_id, int part_number);

 private:
  sqlite::Database& database_;
};

}  // namespace clipbox::objectstore
