// Cloudflare R2, and any store that speaks S3 at a path-style endpoint, as an ObjectStore. `storage.kind=r2` makes it;
// doctor uses the calls beyond the interface. Thread-safe; connections are kept between calls. What may pass is tried
// up to five times: 429, 5xx, a broken connection, an answer that cannot be read. So what is thrown stands. Of
// kStoreUnavailable `details().reason` says why: unreachable, busy, bad_answer, clock_skew, access_denied,
// no_such_bucket, wrong_endpoint, not_implemented. After Stop it is kCancelled.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "objectstore/object_store.h"
#include "objectstore/s3/client.h"
#include "objectstore/s3/cors_rule.h"
#include "objectstore/s3/s3_options.h"
#include "objectstore/s3/upload_tokens.h"

namespace clipbox::objectstore {

class S3Store final : public ObjectStore {
 public:
  // No I/O. `clock` outlives the store; tests bring a pace of their own.
  // Throws: Error kConfiguration for an endpoint that is no http(s) URL, or a missing bucket or key.
  S3Store(const S3Options& options, const base::Clock& clock,
          std::unique_ptr<s3::RetryPace> pace = std::make_unique<s3::JitteredPace>());

  std::string CreateMultipart(const std::string& key, const ObjectHead& head) override;
  std::vector<base::UploadPart> ListParts(const std::string& key, const std::string& upload_id) override;
  ObjectInfo CompleteMultipart(const std::string& key, const std::string& upload_id,
                               const std::vector<base::UploadPart>& parts) override;
  void AbortMultipart(const std::string& key, const std::string& upload_id) override;
  // Throws besides: kDigestMismatch where the store kept other bytes than were sent.
  ObjectInfo PutFile(const std::string& key, const std::filesystem::path& path, const ObjectHead& head) override;
  std::unique_ptr<base::ByteSource> Open(const std::string& key) override;
  std::optional<ObjectInfo> Head(const std::string& key) override;
  void Delete(const std::string& key) override;
  ListPage<ListedObject> ListObjects(const std::string& prefix, const std::string& from) override;
  ListPage<OpenUpload> ListUploads(const std::string& prefix, const std::string& from) override;
  std::string Presign(const PresignRequest& request) override;
  void Check() override;
  std::string Origin() const override;

  // For doctor. Throw: kStoreUnavailable (access_denied where the key may not).
  std::optional<std::vector<CorsRule>> GetCors();  // nullopt: the bucket has no rules
  void PutCors(const std::vector<CorsRule>& rules);
  // How far the store's clock is ahead of ours, by the last answer. Returns nullopt before the first. Over 15 minutes
  // nothing is accepted.
  std::optional<std::chrono::seconds> ClockOffset() const;

  // For a shutdown: ends every call under way and to come with kCancelled.
  void Stop();

 private:
  // The finished object, where this upload made it: the same token, or after a restart the same parts.
  std::optional<ObjectInfo> FindCompleted(const std::string& key, const std::string& upload_id,
                                          const std::vector<base::UploadPart>& parts);
  ObjectInfo PutWhole(const std::string& key, base::ByteSource& file, const ObjectHead& head);
  ObjectInfo PutInParts(const std::string& key, base::ByteSource& file, const ObjectHead& head);

  const S3Options options_;
  const base::Clock& clock_;
  s3::Client client_;
  s3::UploadTokens tokens_;
};

}  // namespace clipbox::objectstore
