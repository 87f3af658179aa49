// The embedded store as somebody sees it who stands beside it: another process may serve from the same directory. It
// reads rows and files and changes neither. Used by the commands below `clipbox storage`. Thread-safe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "objectstore/embedded/rows/bucket_catalog.h"
#include "objectstore/embedded/rows/object_catalog.h"

namespace clipbox::objectstore {

// All that is stored under one upload: an object with its parts, or the parts of an upload that is open.
struct Holding {
  std::string upload_id;
  std::optional<ObjectName> name;    // none: parts that neither an object nor an upload owns
  std::optional<ObjectInfo> object;  // none: the upload is open
  std::vector<PartRow> parts;        // by number
};

// Files and what they hold.
struct Amount {
  std::uint64_t count = 0;
  std::uint64_t bytes = 0;

  void Add(std::uint64_t more_bytes) {
    ++count;
    bytes += more_bytes;
  }
};

class EmbeddedView {
 public:
  // Throws: Error kNotFound where no server has made a store in `data_dir` yet, kDatabaseOlder, kDatabaseNewer,
  // kInputOutput.
  explicit EmbeddedView(const std::filesystem::path& data_dir);

  // Rows that are kept of looking at the store (scrub), and what repairs it while no server runs.
  sqlite::Database& database() { return database_; }
  BucketCatalog& buckets() { return buckets_; }
  ObjectCatalog& catalog() { return catalog_; }
  // DIR/objects
  const std::filesystem::path& folder() const { return folder_; }
  std::filesystem::path PathOf(const std::string& file) const;

  // Ids of what is stored, in order, from behind `after`.
  std::vector<std::string> ListIds(const std::string& after, int limit);
  // As of one moment. Returns nullopt if nothing has that id any more.
  std::optional<Holding> Find(const std::string& upload_id);
  // What an upload that is open was begun with. Returns nullopt if there is none of that id and name.
  std::optional<ObjectHead> FindUploadHead(const std::string& upload_id, const ObjectName& name);
  Amount SumParts();
  Amount SumUpload(const std::string& upload_id);
  // Of a bucket, what does not lie under `prefix`.
  Amount SumOutside(const std::string& bucket, const std::string& prefix);

  // The bytes of these parts, one behind the other. One thread. Throws (also when it is read): Error kNoSuchKey where a
  // file is gone, for then the object was deleted or replaced; kInputOutput.
  std::unique_ptr<base::ByteSource> Open(const std::string& key, const std::vector<PartRow>& parts) const;

 private:
  const std::filesystem::path folder_;
  sqlite::Database database_;
  ObjectCatalog catalog_;
  BucketCatalog buckets_;
};

}  // namespace clipbox::objectstore
