// A place where objects lie, as a copy sees it: the embedded store, a bucket by S3, a folder on a disk. A copy reads
// from one and keeps in another. Each implementation is thread-safe: several objects are copied at once.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "objectstore/object_store.h"
#include "objectstore/transfer/part_layout.h"

namespace clipbox::objectstore {

// An object without its bytes.
struct CarriedObject {
  std::string key;
  std::uint64_t size_bytes = 0;
  std::string etag;  // MD5 in hex, or `<md5 of the parts' MD5s>-<parts>`
  ObjectHead head;   // content type, metadata, headers
};

// By size, ETag, and all that is told of it. A store may add headers, and make a disposition safe.
bool IsSame(const CarriedObject& kept, const CarriedObject& wanted);

class Place {
 public:
  virtual ~Place() = default;

  // Each call throws Error kStoreUnavailable where the place cannot be reached, kInputOutput, kStorageFull,
  // kInsufficientStorage, and what is named besides.

  // For messages: `the embedded store in /data`, `s3://bucket at https://…`.
  virtual std::string Name() const = 0;
  // Of what is kept whole, as ObjectStore::ListObjects.
  virtual ListPage<ListedObject> List(const std::string& prefix, const std::string& from) = 0;
  virtual std::optional<CarriedObject> Find(const std::string& key) = 0;
  // The parts that its ETag is made of. Throws: kNoSuchKey.
  virtual PartLayout LayoutOf(const CarriedObject& object) = 0;
  // Throws: kNoSuchKey. One thread reads it.
  virtual std::unique_ptr<base::ByteSource> Open(const CarriedObject& object) = 0;
  // True where the object is kept here whole, by size and digest, with all that is told of it.
  virtual bool Holds(const CarriedObject& object);
  // Keeps the object under its key in the place of what is there. One whose copy was ended goes on with what arrived.
  // Durable on return. Throws: kDigestMismatch, and what `bytes` throws.
  virtual void Keep(const CarriedObject& object, const PartLayout& layout, base::ByteSource& bytes) = 0;
  // What a copy of the object that was ended left here; the object that is there stays.
  virtual void DropUnfinished(const CarriedObject& object) = 0;
  // The object, and what was left here of copies of it. None of them there is no error.
  virtual void Remove(const std::string& key) = 0;
};

}  // namespace clipbox::objectstore
