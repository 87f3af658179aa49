// The sources of the jobs at work, each opened once. All tasks of a job read through one cache
// (media/source/block_cache.h) of one version of the object. So its index is read once and every byte is counted.
// Thread-safe.
#pragma once

#include <list>
#include <memory>
#include <string>

#include "base/mutex.h"
#include "media/source/block_cache.h"
#include "objectstore/object_store.h"

namespace clipbox::work {

class SourceShelf {
 public:
  // The store outlives the shelf, and the shelf all that it opened.
  explicit SourceShelf(objectstore::ObjectStore& objects) : objects_(objects) {}

  // The object under `key`: the version that is open already, else the one of now. Throws: as ObjectStore::Open, but
  // kSourceMissing for kNoSuchKey.
  std::shared_ptr<media::BlockCache> Open(const std::string& key) EXCLUDES(mutex_);

  // What was read of it since this was last asked; zeros if it is not open.
  media::BlockCache::Counts TakeCounts(const std::string& key) EXCLUDES(mutex_);

  // Forgets it; who reads it still does so to the end.
  void Close(const std::string& key) EXCLUDES(mutex_);

 private:
  struct Entry {
    std::string key;
    std::shared_ptr<media::BlockCache> source;
  };

  std::shared_ptr<media::BlockCache> Find(const std::string& key) REQUIRES(mutex_);

  objectstore::ObjectStore& objects_;
  base::Mutex mutex_;
  std::list<Entry> entries_ GUARDED_BY(mutex_);  // most recently used first
};

}  // namespace clipbox::work
