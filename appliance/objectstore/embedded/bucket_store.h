// All that the embedded store keeps, by bucket and key: bytes in files under DIR/objects, their names in
// DIR/objects.db. What a call has acknowledged survives a power cut. File, directory and row are on the disk, in this
// order. http/s3 answers S3 requests by it; EmbeddedStore is the product's own bucket in it. Thread-safe; one process
// per directory (serve holds the lock).
#pragma once

#include "crypto/sigv4_chunks.h"
#include "crypto/sigv4_verify.h"
#include "objectstore/embedded/files/incoming_file.h"
#include "objectstore/embedded/files/part_files.h"
#include "objectstore/embedded/object_record.h"
#include "objectstore/embedded/parts_source.h"
#include "objectstore/embedded/rows/bucket_catalog.h"
#include "objectstore/embedded/rows/object_catalog.h"

namespace clipbox::objectstore {

struct EmbeddedStoreOptions {
  std::filesystem::path directory;  // data.dir
  std::string bucket = "clipbox";   // what clients call the product's own bucket
  std::string access_key_id = {};   // both empty: a pair is made at first start and kept in objects.db
  std::string secret_access_key = {};
  std::string region = "auto";
  std::uint64_t keep_free_bytes = 1ULL << 30;  // below it no upload begins
  std::function<bool()> make_room = {};        // sqlite::Database::SetRoomMaker
};

class BucketStore {
 public:
  // Opens or makes the store, and makes rows and files agree (repair.h). `clock` outlives it.
  // Throws: Error kConfiguration when only one half of the key pair is given; as sqlite::Database; kInputOutput.
  BucketStore(const EmbeddedStoreOptions& options, base::Clock& clock);

  const EmbeddedStoreOptions& options() const { return options_; }
  const crypto::Credentials& credentials() const { return credentials_; }
  crypto::SigningKeys& keys() { return keys_; }
  crypto::SigV4Check Verify(const crypto::ReceivedRequest& request);
  crypto::SigV4Verdict VerifyPolicy(const crypto::SignedPolicy& policy);
  // For a body in signed chunks. Requires: `check` is valid.
  crypto::ChunkSigner ChunksOf(const crypto::SigV4Check& check);

  BucketCatalog& buckets() { return buckets_; }
  // Makes a bucket's name ours: empty for the product's own.
  std::string InternalName(const std::string& bucket) const {
    return bucket == options_.bucket ? std::string() : bucket;
  }
  base::Timestamp Now() const { return clock_.Now(); }
  // False: it holds objects and stays. Throws: Error kNotFound.
  bool RemoveBucket(const std::string& bucket);

  // Throws: Error kInsufficientStorage; kNotFound without the bucket.
  std::string CreateUpload(const ObjectName& name, const ObjectHead& head);
  bool HasUpload(const ObjectName& name, const std::string& upload_id) { return catalog_.HasUpload(upload_id, name); }
  // Throws: Error kNoSuchUpload.
  void RequireUpload(const ObjectName& name, const std::string& upload_id);
  // Throws: Error kNoSuchUpload. Asked before a body is received, so that none is received for nothing.
  PartTerms TermsOfPart(const ObjectName& name, const std::string& upload_id, int part_number) {
    return catalog_.TermsOfPart(upload_id, name, part_number);
  }
  // Throws: Error kNoSuchUpload.
  UploadParts PartsOfUpload(const ObjectName& name, const std::string& upload_id) {
    return catalog_.ListParts(upload_id, name);
  }
  // Throws: Error kNoSuchUpload, kInvalidPart; what `wanted` throws, and then nothing is changed.
  ObjectInfo CompleteUpload(const ObjectName& name, const std::string& upload_id, Completion wanted);
  void AbortUpload(const ObjectName& name, const std::string& upload_id);

  // A body is received into a file first (Receive, Write, and Finish within Put…), then becomes a part or object.
  // Throws: Error kInsufficientStorage, kInputOutput, kStorageFull.
  IncomingFile Receive(const ExpectedBody& expected);
  // Asks for space for `bytes` more, some of them ahead: for a body whose size nobody said. Throws: Error
  // kInsufficientStorage.
  void MakeRoom(IncomingFile& incoming, std::uint64_t bytes);
  // Throws: Error kNoSuchUpload, kTooLarge (above its room), kSizeMismatch, kDigestMismatch, kInputOutput,
  // kStorageFull. Durable on return.
  StoredPart PutPart(const ObjectName& name, const std::string& upload_id, int part_number, IncomingFile incoming);
  ObjectInfo PutObject(const ObjectName& name, const ObjectHead& head, IncomingFile incoming, const Guard& guard = {});

  // An object as it was at one moment: what it is, of which parts, and its bytes.
  struct Opened {
    ObjectInfo info;
    std::vector<PartRow> parts;
    std::unique_ptr<PartsSource> bytes;
  };
  // Throws: Error kNoSuchKey.
  Opened OpenWithInfo(const ObjectName& name);
  std::optional<ObjectInfo> Find(const ObjectName& name);
  std::optional<ObjectWithParts> FindWithParts(const ObjectName& name) { return catalog_.FindWithParts(name); }
  // Names that are not there are no error. Throws: what `choice` throws, and then nothing is removed.
  void Remove(const std::vector<ObjectName>& names, const DeleteChoice& choice = {});

  // Who looks at a copy before it is made: at its source, and at what it would replace.
  struct CopyGuards {
    Guard source;
    Guard target;
  };
  // What a copy is to be instead of what its source is.
  struct CopyChanges {
    std::optional<ObjectHead> head = {};
    std::optional<crypto::ChecksumKind> checksum = {};
  };
  // Puts the bytes of `from` under `to` without moving any. They are read where another checksum is asked for, unless
  // it follows from those that are kept. Throws: Error kNoSuchKey, kNotFound, kInputOutput, kStorageFull; what a guard
  // throws.
  ObjectInfo Copy(const ObjectName& from, const ObjectName& to, const CopyChanges& changes, const CopyGuards& guards);

 private:
  SpacePromise Promise(std::uint64_t bytes);
  // Finishes `incoming`, moves it into place with what `record_of` says of it, and has `add_row` name it.
  template <class RecordOf, class AddRow>
  PartRow Keep(IncomingFile incoming, int part_number, const RecordOf& record_of, const AddRow& add_row);
  // Gives the object a checksum of that kind, which it may have already. False, and nothing is changed, where a file of
  // it is being removed.
  bool ReckonChecksum(ObjectWithParts& object, crypto::ChecksumKind kind);
  // Has the first part's file say what the object is, durably.
  void Record(const ObjectRecord& record);
  ObjectInfo PutCopy(const ObjectName& to, const std::vector<PartRow>& parts, ObjectInfo info, const Guard& guard);

  const EmbeddedStoreOptions options_;
  base::Clock& clock_;
  PartFiles files_;
  IncomingThreads threads_;
  sqlite::Database database_;
  ObjectCatalog catalog_;
  BucketCatalog buckets_;
  const crypto::Credentials credentials_;
  crypto::SigningKeys keys_;
};

}  // namespace clipbox::objectstore
