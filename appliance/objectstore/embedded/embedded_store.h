// The object store inside the binary, as work and http use it: the product's own bucket of a BucketStore. Makes the
// presigned URLs of its objects. Thread-safe.
#pragma once

#include "objectstore/embedded/bucket_store.h"
#include "objectstore/object_store.h"

namespace clipbox::objectstore {

class EmbeddedStore final : public ObjectStore {
 public:
  // As BucketStore.
  EmbeddedStore(const EmbeddedStoreOptions& options, base::Clock& clock) : store_(options, clock) {}

  // With the buckets of other clients, for the S3 endpoint.
  BucketStore& bucket_store() { return store_; }

  std::string CreateMultipart(const std::string& key, const ObjectHead& head) override;
  std::vector<base::UploadPart> ListParts(const std::string& key, const std::string& upload_id) override;
  ObjectInfo CompleteMultipart(const std::string& key, const std::string& upload_id,
                               const std::vector<base::UploadPart>& parts) override;
  void AbortMultipart(const std::string& key, const std::string& upload_id) override;
  ObjectInfo PutFile(const std::string& key, const std::filesystem::path& path, const ObjectHead& head) override;
  std::unique_ptr<base::ByteSource> Open(const std::string& key) override;
  std::optional<ObjectInfo> Head(const std::string& key) override;
  void Delete(const std::string& key) override;
  ListPage<ListedObject> ListObjects(const std::string& prefix, const std::string& from) override;
  ListPage<OpenUpload> ListUploads(const std::string& prefix, const std::string& from) override;
  std::string Presign(const PresignRequest& request) override;
  void Check() override;
  std::string Origin() const override { return {}; }

 private:
  BucketStore store_;
};

}  // namespace clipbox::objectstore
