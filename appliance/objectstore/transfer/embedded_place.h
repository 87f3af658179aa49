// One bucket of the embedded store as a place. It is read from beside a server that may be running; written only by the
// one process that the directory is for.
#pragma once

#include "objectstore/embedded/bucket_store.h"
#include "objectstore/transfer/place.h"
#include "objectstore/view/embedded_view.h"

namespace clipbox::objectstore {

class EmbeddedPlace final : public Place {
 public:
  // `bucket`: empty for the product's own. `store`: null where nothing is to be kept or removed. Both outlive this.
  EmbeddedPlace(EmbeddedView& view, BucketStore* store, std::string bucket)
      : view_(view), store_(store), bucket_(std::move(bucket)) {}

  std::string Name() const override;
  ListPage<ListedObject> List(const std::string& prefix, const std::string& from) override;
  std::optional<CarriedObject> Find(const std::string& key) override;
  PartLayout LayoutOf(const CarriedObject& object) override;
  std::unique_ptr<base::ByteSource> Open(const CarriedObject& object) override;
  // Requires: a store.
  void Keep(const CarriedObject& object, const PartLayout& layout, base::ByteSource& bytes) override;
  void DropUnfinished(const CarriedObject& object) override;
  void Remove(const std::string& key) override;

 private:
  std::vector<PartRow> PartsOfObject(const CarriedObject& object);
  [[noreturn]] static void ThrowOtherBytes();
  IncomingFile Receive(base::ByteSource& bytes, std::uint64_t from, std::uint64_t size_bytes);
  void KeepInParts(const CarriedObject& object, const PartLayout& layout, base::ByteSource& bytes);
  std::vector<std::string> OpenUploadsOf(const std::string& key);
  // Those that a copy of this object began: as any other client's they are open, but for just this object.
  std::vector<std::string> OwnUploadsOf(const CarriedObject& object);

  EmbeddedView& view_;
  BucketStore* const store_;
  const std::string bucket_;
};

}  // namespace clipbox::objectstore
