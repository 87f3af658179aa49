#include "objectstore/embedded/rows/bucket_catalog.h"

#include <algorithm>

#include "base/error.h"

namespace clipbox::objectstore {
namespace {

using sqlite::Connection;

std::vector<ListedObject> ReadObjects(Connection& connection, const std::string& bucket, const std::string& prefix,
                                      const std::string& after, int limit) {
  std::vector<ListedObject> rows;
  // Behind `after` comes first what begins with it and goes on with the least byte.
  const std::string from = after.empty() ? prefix : std::max(prefix, after + '\0');
  sqlite::Statement row = connection.Query("ListObjects", {{":bucket", bucket}, {":from", from}, {":limit", limit}});
  while (row.Next()) {
    rows.push_back({row.Get<std::string>("key"), row.Get<std::uint64_t>("size_bytes"), row.Get<std::string>("etag"),
                    row.Get<base::Timestamp>("modified_at_ms"), ReadChecksumForm(row)});
  }
  return rows;
}

std::vector<OpenUpload> ReadUploads(Connection& connection, const std::string& bucket, const std::string& prefix,
                                    const std::string& after, const std::string& after_id, int limit) {
  std::vector<OpenUpload> rows;
  sqlite::Statement row = connection.Query(
      "ListUploads",
      {{":bucket", bucket}, {":prefix", prefix}, {":after", after}, {":after_id", after_id}, {":limit", limit}});
  while (row.Next()) {
    rows.push_back({row.Get<std::string>("key"), row.Get<std::string>("upload_id"),
                    row.Get<base::Timestamp>("created_at_ms"), ReadChecksumForm(row)});
  }
  return rows;
}

// Uploads that are open in a bucket go with it; a page at a time would do no better, for they are few.
FileNames DropUploads(Connection& connection, const std::string& bucket) {
  FileNames files;
  for (const OpenUpload& upload : ReadUploads(connection, bucket, {}, {}, {}, -1)) {
    connection.Run("DeleteUpload", {{":upload_id", upload.upload_id}, {":bucket", bucket}, {":key", upload.key}});
    const FileNames parts = DropParts(connection, upload.upload_id);
    files.insert(files.end(), parts.begin(), parts.end());
  }
  return files;
}

}  // namespace

std::vector<BucketInfo> BucketCatalog::List() {
  return database_.Read([](Connection& connection) {
    std::vector<BucketInfo> buckets;
    sqlite::Statement row = connection.Query("ListBuckets");
    while (row.Next()) buckets.push_back({row.Get<std::string>("bucket"), row.Get<base::Timestamp>("created_at_ms")});
    return buckets;
  });
}

bool BucketCatalog::Has(const std::string& bucket) {
  return database_.Read([&](Connection& connection) {
    return connection.Query("FindBucket", {{":bucket", bucket}}).Next();
  });
}

void BucketCatalog::Make(const std::string& bucket, base::Timestamp now) {
  database_.Write([&](Connection& connection) { connection.Run("KeepBucket", {{":bucket", bucket}, {":now", now}}); });
}

BucketCatalog::Removed BucketCatalog::Remove(const std::string& bucket) {
  return database_.Write([&](Connection& connection) -> Removed {
    RequireBucket(connection, bucket);
    if (connection.Run("DeleteEmptyBucket", {{":bucket", bucket}}) == 0) return {};
    return {true, DropUploads(connection, bucket)};
  });
}

std::string BucketCatalog::GetCors(const std::string& bucket) {
  return database_.Read([&](Connection& connection) {
    sqlite::Statement row = connection.Query("FindBucket", {{":bucket", bucket}});
    return row.Next() ? row.Get<std::string>("cors") : std::string();
  });
}

void BucketCatalog::SetCors(const std::string& bucket, const std::string& rules) {
  database_.Write([&](Connection& connection) {
    RequireBucket(connection, bucket);
    connection.Run("SetBucketCors", {{":bucket", bucket}, {":cors", rules}});
  });
}

// One snapshot for all rows of a page.
Listing<ListedObject> BucketCatalog::ListObjects(const std::string& bucket, const ListingQuery& query) {
  return database_.Read([&](Connection& connection) {
    return MakeListing<ListedObject>(
        query,
        [&](const std::string& after, const std::string&, int limit) {
          return ReadObjects(connection, bucket, query.prefix, after, limit);
        },
        [](const ListedObject&) { return std::string(); });
  });
}

Listing<OpenUpload> BucketCatalog::ListUploads(const std::string& bucket, const ListingQuery& query) {
  return database_.Read([&](Connection& connection) {
    return MakeListing<OpenUpload>(
        query,
        [&](const std::string& after, const std::string& after_id, int limit) {
          // A key without an id: all of its uploads are behind us.
          const std::string id = after_id.empty() && !after.empty() ? std::string(1, kBehindAllKeys) : after_id;
          return ReadUploads(connection, bucket, query.prefix, after, id, limit);
        },
        [](const OpenUpload& upload) { return upload.upload_id; });
  });
}

}  // namespace clipbox::objectstore
