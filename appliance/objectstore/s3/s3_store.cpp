#include "objectstore/s3/s3_store.h"

#include <algorithm>
#include <numeric>

#include "base/encoding.h"
#include "base/error.h"
#include "base/files.h"
#include "base/id.h"
#include "base/log.h"
#include "crypto/md5.h"
#include "objectstore/presign_request.h"
#include "objectstore/s3/calls.h"
#include "objectstore/s3/failure.h"
#include "objectstore/s3/object_source.h"

namespace clipbox::objectstore {
namespace {

using base::Error;
using base::ErrorCode;

constexpr std::size_t kTokenBytes = 16;

std::uint64_t SizeOf(const std::vector<base::UploadPart>& parts) {
  return std::accumulate(parts.begin(), parts.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const base::UploadPart& part) { return sum + part.size_bytes; });
}

// The ETag of an object made of these parts, as S3 and R2 have it: the MD5 of their MD5s, and how many.
std::string EtagOf(const std::vector<base::UploadPart>& parts) {
  crypto::Md5 md5;
  for (const base::UploadPart& part : parts) md5.Update(base::FromHex(part.etag).value_or(""));
  return base::ToHex(md5.Finish()) + "-" + std::to_string(parts.size());
}

std::uint64_t PartBytes(std::uint64_t file_bytes, std::uint64_t part_bytes) {
  while ((file_bytes - 1) / part_bytes >= std::uint64_t{kMaxParts}) part_bytes *= 2;
  return part_bytes;
}

}  // namespace

S3Store::S3Store(const S3Options& options, const base::Clock& clock, std::unique_ptr<s3::RetryPace> pace)
    : options_(options), clock_(clock), client_(options, clock, std::move(pace)) {}

std::string S3Store::CreateMultipart(const std::string& key, const ObjectHead& head) {
  ObjectHead ours = head;
  const std::string token = base::RandomHex(kTokenBytes);
  ours.metadata[s3::kUploadTokenName] = token;
  const std::string upload_id = s3::CreateMultipartUpload(client_, key, ours);
  tokens_.Remember(upload_id, token);
  return upload_id;
}

std::vector<base::UploadPart> S3Store::ListParts(const std::string& key, const std::string& upload_id) {
  return s3::ListParts(client_, key, upload_id);
}

// NoSuchUpload after a lost answer, or no answer at all, leaves open whether the object is there: it is looked at.
ObjectInfo S3Store::CompleteMultipart(const std::string& key, const std::string& upload_id,
                                      const std::vector<base::UploadPart>& parts) {
  try {
    s3::CompleteMultipartUpload(client_, key, upload_id, parts);
  } catch (const s3::Failure& failure) {
    const bool may_be_done =
        failure.code() == ErrorCode::kNoSuchUpload || failure.code() == ErrorCode::kStoreUnavailable;
    auto done = may_be_done ? FindCompleted(key, upload_id, parts) : std::nullopt;
    if (!done) throw;
    base::LogInfo("objectstore.found_complete", {{"key", key}});
    return *std::move(done);
  }
  auto made = Head(key);
  if (!made) throw s3::BadAnswer("complete the upload of", key, "it says that the object was made, but there is none");
  return *std::move(made);
}

std::optional<ObjectInfo> S3Store::FindCompleted(const std::string& key, const std::string& upload_id,
                                                 const std::vector<base::UploadPart>& parts) {
  auto found = s3::HeadObject(client_, key);
  if (!found || found->size_bytes != SizeOf(parts)) return std::nullopt;
  const auto token = tokens_.Find(upload_id);
  const bool ours = token ? found->metadata[s3::kUploadTokenName] == *token : found->etag == EtagOf(parts);
  if (!ours) return std::nullopt;
  found->metadata.erase(s3::kUploadTokenName);
  return found;
}

void S3Store::AbortMultipart(const std::string& key, const std::string& upload_id) {
  s3::AbortMultipartUpload(client_, key, upload_id);
}

ObjectInfo S3Store::PutFile(const std::string& key, const std::filesystem::path& path, const ObjectHead& head) {
  base::FileSource file(path);
  return file.size() > options_.multipart_above ? PutInParts(key, file, head) : PutWhole(key, file, head);
}

ObjectInfo S3Store::PutWhole(const std::string& key, base::ByteSource& file, const ObjectHead& head) {
  const std::string etag = s3::PutObject(client_, key, {file, 0, file.size()}, head);
  return {file.size(), etag, head.content_type, head.metadata, clock_.Now()};
}

ObjectInfo S3Store::PutInParts(const std::string& key, base::ByteSource& file, const ObjectHead& head) {
  const std::string upload_id = CreateMultipart(key, head);
  const std::uint64_t part_bytes = PartBytes(file.size(), options_.part_bytes);
  try {
    std::vector<base::UploadPart> parts;
    for (std::uint64_t from = 0; from < file.size(); from += part_bytes) {
      const int number = static_cast<int>(parts.size()) + 1;
      parts.push_back(
          s3::UploadPart(client_, key, upload_id, number, {file, from, std::min(part_bytes, file.size() - from)}));
    }
    return CompleteMultipart(key, upload_id, parts);
  } catch (const Error&) {
    try {
      AbortMultipart(key, upload_id);
    } catch (const Error& left) {
      base::LogWarning("objectstore.upload_left", {{"key", key}, {"error", left.what()}});
    }
    throw;
  }
}

std::unique_ptr<base::ByteSource> S3Store::Open(const std::string& key) {
  const auto object = s3::HeadObject(client_, key);
  if (!object) throw Error(ErrorCode::kNoSuchKey, "there is no object " + key);
  return std::make_unique<s3::ObjectSource>(client_, key, object->etag, object->size_bytes);
}

std::optional<ObjectInfo> S3Store::Head(const std::string& key) {
  auto object = s3::HeadObject(client_, key);
  if (object) object->metadata.erase(s3::kUploadTokenName);
  return object;
}

void S3Store::Delete(const std::string& key) { s3::DeleteObject(client_, key); }

ListPage<ListedObject> S3Store::ListObjects(const std::string& prefix, const std::string& from) {
  return s3::ListObjectsV2(client_, prefix, from);
}

ListPage<OpenUpload> S3Store::ListUploads(const std::string& prefix, const std::string& from) {
  return s3::ListMultipartUploads(client_, prefix, from);
}

std::string S3Store::Presign(const PresignRequest& request) {
  return client_.Presign(MethodOf(request), request.key, QueryOf(request), request.expires);
}

void S3Store::Check() { s3::ProbeBucket(client_); }
std::string S3Store::Origin() const { return client_.endpoint().origin; }

std::optional<std::vector<CorsRule>> S3Store::GetCors() { return s3::GetBucketCors(client_); }
void S3Store::PutCors(const std::vector<CorsRule>& rules) { s3::PutBucketCors(client_, rules); }
std::optional<std::chrono::seconds> S3Store::ClockOffset() const { return client_.clock_offset(); }
void S3Store::Stop() { client_.Stop(); }

}  // namespace clipbox::objectstore
