// The object store inside the binary: bytes in files under DIR/objects, their names in DIR/objects.db. What a call has
// acknowledged survives a power cut: file, directory and row are on the disk, in this order. work uses it as an
// ObjectStore; http/s3_endpoint answers S3 requests by the further calls below. Thread-safe; one process per directory
// (serve holds the lock).
#pragma once

#include "objectstore/incoming_file.h"
#include "objectstore/object_catalog.h"
#include "objectstore/object_store.h"
#include "objectstore/part_files.h"
#include "objectstore/signed_request.h"

namespace clipbox::objectstore {

struct EmbeddedStoreOptions {
  std::filesystem::path directory;  // data.dir
  std::string bucket = "clipbox";
  std::string access_key_id = {};  // both empty: a pair is made at first start and kept in objects.db
  std::string secret_access_key = {};
  std::string region = "auto";
  std::uint64_t keep_free_bytes = 1ULL << 30;  // below it no upload begins
};

class EmbeddedStore final : public ObjectStore {
 public:
  // Opens or makes the store, and mends what a crash left (repair.h). `clock` outlives it.
  // Throws: Error kConfiguration when only one half of the key pair is given; as sqlite::Database; kInputOutput.
  EmbeddedStore(const EmbeddedStoreOptions& options, base::Clock& clock);

  std::string CreateMultipart(const std::string& key, const ObjectHead& head) override;
  std::vector<PartInfo> ListParts(const std::string& key, const std::string& upload_id) override;
  ObjectInfo CompleteMultipart(const std::string& key, const std::string& upload_id,
                               const std::vector<PartInfo>& parts) override;
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

  // For the S3 endpoint. A body is received into a file first (Receive, Write, and Finish within Put…), then becomes a
  // part or object.
  const std::string& bucket() const { return options_.bucket; }
  const crypto::Credentials& credentials() const { return credentials_; }
  SignatureCheck Verify(const SignedRequest& request);
  // Throws: Error kInsufficientStorage, kInputOutput, kStorageFull.
  IncomingFile Receive(const ExpectedBody& expected);
  // Throws: Error kNoSuchUpload. Asked before a body is received, so that none is received for nothing.
  void RequireUpload(const std::string& key, const std::string& upload_id);
  // Throws: Error kNoSuchUpload, kSizeMismatch, kDigestMismatch, kInputOutput, kStorageFull. Durable on return.
  PartInfo PutPart(const std::string& key, const std::string& upload_id, int part_number, IncomingFile incoming);
  ObjectInfo PutObject(const std::string& key, const ObjectHead& head, IncomingFile incoming);

  // An object as it was at one moment: what it is, and its bytes.
  struct Opened {
    ObjectInfo info;
    std::unique_ptr<base::ByteSource> bytes;
  };
  // Throws: Error kNoSuchKey.
  Opened OpenWithInfo(const std::string& key);

 private:
  // Finishes `incoming`, moves it into place and has `add_row` name it.
  template <class AddRow>
  PartRow Keep(IncomingFile incoming, int part_number, const AddRow& add_row);

  const EmbeddedStoreOptions options_;
  base::Clock& clock_;
  PartFiles files_;
  ObjectCatalog catalog_;
  const crypto::Credentials credentials_;
  crypto::SigningKeys keys_;
};

}  // namespace clipbox::objectstore
