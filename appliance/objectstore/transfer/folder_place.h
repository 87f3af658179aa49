// A folder on a disk as a place, for `clipbox storage export DIR`: FOLDER/objects holds the bytes, under their keys as
// paths, FOLDER/described beside each what is told of it. An object is there once it is described: that comes last.
#pragma once

#include <filesystem>

#include "base/json.h"
#include "base/mutex.h"
#include "objectstore/transfer/place.h"

namespace clipbox::objectstore {

class FolderPlace final : public Place {
 public:
  enum class Use { kKeep, kRead };
  // To keep, the folder is made where it is missing; it must be empty or of an export before. Throws: Error
  // kConfiguration for any other folder; kInputOutput, kStorageFull.
  FolderPlace(std::filesystem::path folder, Use use);

  std::string Name() const override { return folder_.string(); }
  // In no order. One listing at a time.
  ListPage<ListedObject> List(const std::string& prefix, const std::string& from) override EXCLUDES(mutex_);
  std::optional<CarriedObject> Find(const std::string& key) override;
  PartLayout LayoutOf(const CarriedObject& object) override;
  std::unique_ptr<base::ByteSource> Open(const CarriedObject& object) override;
  // Read back from the disk before it is described. Throws: kDigestMismatch where that is not what was to be kept.
  void Keep(const CarriedObject& object, const PartLayout& layout, base::ByteSource& bytes) override EXCLUDES(mutex_);
  void DropUnfinished(const CarriedObject& object) override;
  void Remove(const std::string& key) override;

 private:
  std::filesystem::path BytesOf(const std::string& path) const { return folder_ / "objects" / path; }
  std::filesystem::path DescriptionOf(const std::string& path) const;
  // Of the copy that is under way.
  std::filesystem::path MarkOf(const std::string& path) const;
  // Where its bytes arrive, until they have proved to be the right ones.
  std::filesystem::path ArrivingOf(const std::string& path) const;
  // That the place of this path is another key's: also where the disk takes `A` and `a` for one.
  bool IsTaken(const std::string& path, const std::string& key) const;
  // The path under which the key is described; nullopt if it is nowhere.
  std::optional<std::string> PathOf(const std::string& key) const;
  // A path for its bytes, whose folders are there.
  std::string MakePath(const std::string& key) EXCLUDES(mutex_);
  base::Json Description(const std::string& path) const;

  const std::filesystem::path folder_;
  base::Mutex mutex_;
  std::filesystem::recursive_directory_iterator listing_ GUARDED_BY(mutex_);
};

}  // namespace clipbox::objectstore
