#include "work/tasks/source_shelf.h"

#include <algorithm>

#include "base/error.h"

namespace clipbox::work {
namespace {

// Each holds up to 32 MiB. A job beyond them opens its source anew for each task.
constexpr std::size_t kMaxOpen = 4;

std::unique_ptr<base::ByteSource> OpenObject(objectstore::ObjectStore& objects, const std::string& key) {
  try {
    return objects.Open(key);
  } catch (const base::Error& error) {
    if (error.code() != base::ErrorCode::kNoSuchKey) throw;
    std::throw_with_nested(base::Error(base::ErrorCode::kSourceMissing,
                                       "The job's file is no longer in the object store: upload it again."));
  }
}

}  // namespace

std::shared_ptr<media::BlockCache> SourceShelf::Open(const std::string& key) {
  {
    const base::MutexLock lock(mutex_);
    if (auto source = Find(key)) return source;
  }
  // Not under the mutex: a store may be slow to answer.
  auto opened = std::make_shared<media::BlockCache>(OpenObject(objects_, key));
  std::list<Entry> dropped;  // closed behind the mutex
  const base::MutexLock lock(mutex_);
  if (auto source = Find(key)) return source;
  entries_.push_front({key, opened});
  if (entries_.size() > kMaxOpen) dropped.splice(dropped.begin(), entries_, std::prev(entries_.end()));
  return opened;
}

media::BlockCache::Counts SourceShelf::TakeCounts(const std::string& key) {
  const base::MutexLock lock(mutex_);
  const auto source = Find(key);
  return source ? source->TakeCounts() : media::BlockCache::Counts{};
}

void SourceShelf::Close(const std::string& key) {
  std::shared_ptr<media::BlockCache> closed;
  const base::MutexLock lock(mutex_);
  closed = Find(key);
  entries_.remove_if([&](const Entry& entry) { return entry.key == key; });
}

std::shared_ptr<media::BlockCache> SourceShelf::Find(const std::string& key) {
  const auto found =
      std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.key == key; });
  if (found == entries_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found);
  return found->source;
}

}  // namespace clipbox::work
