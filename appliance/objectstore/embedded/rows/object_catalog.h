// The rows of objects.db: uploads, parts and objects of the embedded store. It knows names of files, never the files
// themselves. Whoever calls it makes a file durable before its row, and removes the files that a call gives back.
// Thread-safe; each function is one transaction.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "objectstore/embedded/rows/object_rows.h"
#include "sqlite/database.h"

namespace clipbox::objectstore {

// Looks at the object that is there (null: none) before it is replaced, and throws where it must not be. Called within
// the transaction, so that nobody comes between.
using Guard = std::function<void(const ObjectInfo* present)>;

// Asked within the transaction whether the object of names[index], which is there, is to be deleted.
using DeleteChoice = std::function<bool(std::size_t index, const ObjectInfo& present)>;

// What an upload was begun for, as far as one of its parts is concerned.
struct PartTerms {
  std::uint64_t room_bytes = UINT64_MAX;  // that it may hold beside the others, where somebody said how much
  std::optional<ChecksumForm> checksum = {};
};

struct UploadParts {
  std::vector<PartRow> parts;  // by number
  std::optional<ChecksumForm> checksum = {};
};

// Of what an open upload is to become an object.
struct Completion {
  std::vector<base::UploadPart> parts;        // by number
  std::optional<ChecksumForm> checksum = {};  // to be kept where the upload was begun for none, and its parts allow it
  Guard replaced = {};
  // Looks at what would be made, and throws where it is not what was meant. Called within the transaction.
  std::function<void(const ObjectInfo& made, const std::vector<PartRow>& parts)> made = {};
  // Told of what is made once nothing is left that could refuse it, and before anybody can see it. What it throws
  // undoes it.
  std::function<void(const ObjectInfo& made, const std::vector<PartRow>& parts)> record = {};
};

class ObjectCatalog {
 public:
  // `database` outlives this.
  explicit ObjectCatalog(sqlite::Database& database) : database_(database) {}

  // Throws: Error kNotFound without the bucket.
  void AddUpload(const std::string& upload_id, const ObjectName& name, const ObjectHead& head, base::Timestamp now);
  bool HasUpload(const std::string& upload_id, const ObjectName& name);
  // Throws: Error kNoSuchUpload.
  OpenUploadRow GetUpload(const std::string& upload_id, const ObjectName& name);
  // Throws: Error kNoSuchUpload.
  PartTerms TermsOfPart(const std::string& upload_id, const ObjectName& name, int part_number);
  // Throws: Error kNoSuchUpload.
  UploadParts ListParts(const std::string& upload_id, const ObjectName& name);

  // Each of these returns the names of files that no row names any more.
  // Throws: Error kNoSuchUpload; kTooLarge above the room for the part.
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
  // Throws: Error kNoSuchUpload, kInvalidPart; what `wanted` throws.
  Completed Complete(const std::string& upload_id, const ObjectName& name, const Completion& wanted,
                     base::Timestamp now);

  std::optional<ObjectRow> Find(const ObjectName& name);
  std::optional<ObjectWithParts> FindWithParts(const ObjectName& name);
  // Of the object that this upload, or single put, made.
  std::optional<ObjectName> FindNameOf(const std::string& upload_id);

  // Objects behind `after` whose files do not say yet what they are; MarkRecorded once they do. A bounded number at a
  // time.
  std::vector<ObjectName> ListUnrecorded(const ObjectName& after);
  void MarkRecorded(const std::vector<ObjectName>& names);

  // For the repair at start, sorted by file.
  std::vector<NamedFile> ListFiles();
  void ForgetPart(const std::string& upload_id, int part_number);

 private:
  sqlite::Database& database_;
};

}  // namespace clipbox::objectstore
