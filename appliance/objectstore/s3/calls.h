// The calls of S3 that we use, one file each: what is asked, and what counts as an answer. S3Store puts them together.
// ETags are without quotes. Each throws Failure (an Error, failure.h); what is named here is what callers branch on.
// Thread-safe, as Client is. Source: Amazon S3 API reference, as far as R2 implements it.
#pragma once

#include <span>

#include "objectstore/object_store.h"
#include "objectstore/s3/client.h"
#include "objectstore/s3/cors_rule.h"

namespace clipbox::objectstore::s3 {

// Bytes of a file that go out in one request.
struct FileBytes {
  base::ByteSource& file;
  std::uint64_t from = 0;
  std::uint64_t bytes = 0;
  std::string md5 = {};  // in hex, where it is known; bytes with another are not sent
};

// One range of an object, [from, from + into.size()), of the version with this ETag.
struct RangeRequest {
  std::string etag;
  std::uint64_t object_bytes = 0;
  std::uint64_t from = 0;
  std::span<std::byte> into;
};

// The upload's id.
std::string CreateMultipartUpload(Client& client, const std::string& key, const ObjectHead& head);
// Throws: kNoSuchUpload; kDigestMismatch where the store's ETag is not the MD5 of what was sent; kInputOutput of the
// file.
base::UploadPart UploadPart(Client& client, const std::string& key, const std::string& upload_id, int part_number,
                            const FileBytes& sent);
// All of them, page by page. Throws: kNoSuchUpload.
std::vector<base::UploadPart> ListParts(Client& client, const std::string& key, const std::string& upload_id);
// Throws: kNoSuchUpload, also where a try before had completed it and its answer was lost; kInvalidPart.
void CompleteMultipartUpload(Client& client, const std::string& key, const std::string& upload_id,
                             const std::vector<base::UploadPart>& parts);
// One that is not there is no error.
void AbortMultipartUpload(Client& client, const std::string& key, const std::string& upload_id);
ListPage<OpenUpload> ListMultipartUploads(Client& client, const std::string& prefix, const std::string& from);

// The object's ETag. Throws: kDigestMismatch, kInputOutput as UploadPart.
std::string PutObject(Client& client, const std::string& key, const FileBytes& sent, const ObjectHead& head);
// Fills `range.into` to its end or throws: kNoSuchKey; kInputOutput where the object was replaced.
void GetObject(Client& client, const std::string& key, const RangeRequest& range);
// With all metadata, our own token too. Returns nullopt if there is no such object.
std::optional<ObjectInfo> HeadObject(Client& client, const std::string& key);
// The size of one part of an object that was sent in parts. Returns nullopt if there is no such object. A store that
// knows no parts tells the size of the whole.
std::optional<std::uint64_t> HeadPart(Client& client, const std::string& key, int part_number);
// A key that is not there is no error.
void DeleteObject(Client& client, const std::string& key);
ListPage<ListedObject> ListObjectsV2(Client& client, const std::string& prefix, const std::string& from);

// One listing of one key: what it is refused with, a HEAD could not say.
void ProbeBucket(Client& client);
std::optional<std::vector<CorsRule>> GetBucketCors(Client& client);
void PutBucketCors(Client& client, const std::vector<CorsRule>& rules);

}  // namespace clipbox::objectstore::s3
