// The buckets of the embedded store, and what lies in each: the rows of objects.db that S3's calls on buckets read and
// write. Thread-safe; each function is one transaction.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "objectstore/embedded/rows/listing.h"
#include "objectstore/embedded/rows/object_rows.h"
#include "objectstore/object_store.h"
#include "sqlite/database.h"

namespace clipbox::objectstore {

struct BucketInfo {
  std::string bucket;  // empty: the product's own
  base::Timestamp created_at;
};

class BucketCatalog {
 public:
  // `database` outlives this.
  explicit BucketCatalog(sqlite::Database& database) : database_(database) {}

  std::vector<BucketInfo> List();
  bool Has(const std::string& bucket);
  // One that is there stays as it is.
  void Make(const std::string& bucket, base::Timestamp now);

  struct Removed {
    bool was_empty = false;  // false: it holds objects and stays
    FileNames unnamed;       // of the parts of uploads that were still open in it
  };
  // Throws: Error kNotFound.
  Removed Remove(const std::string& bucket);

  // The CORS rules that were put, as XML; empty where there are none.
  std::string GetCors(const std::string& bucket);
  void SetCors(const std::string& bucket, const std::string& rules);

  Listing<ListedObject> ListObjects(const std::string& bucket, const ListingQuery& query);
  Listing<OpenUpload> ListUploads(const std::string& bucket, const ListingQuery& query);

 private:
  sqlite::Database& database_;
};

}  // namespace clipbox::objectstore
