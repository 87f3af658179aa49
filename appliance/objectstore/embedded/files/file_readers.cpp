#include "objectstore/embedded/files/file_readers.h"

namespace clipbox::objectstore {

bool FileReaders::Enter(const Names& names) {
  const base::MutexLock lock(mutex_);
  for (const std::string& name : names) {
    if (removing_.contains(name) || waiting_.contains(name)) return false;
  }
  for (const std::string& name : names) ++readers_[name];
  return true;
}

FileReaders::Names FileReaders::Leave(const Names& names) {
  const base::MutexLock lock(mutex_);
  Names removable;
  for (const std::string& name : names) {
    const auto reader = readers_.find(name);
    if (--reader->second > 0) continue;
    readers_.erase(reader);
    if (waiting_.erase(name) > 0) removable.push_back(name);
  }
  removing_.insert(removable.begin(), removable.end());
  return removable;
}

FileReaders::Names FileReaders::BeginRemoval(const Names& names) {
  const base::MutexLock lock(mutex_);
  Names removable;
  for (const std::string& name : names) {
    if (readers_.contains(name))
      waiting_.insert(name);
    else
      removable.push_back(name);
  }
  removing_.insert(removable.begin(), removable.end());
  return removable;
}

void FileReaders::EndRemoval(const Names& names) {
  const base::MutexLock lock(mutex_);
  for (const std::string& name : names) removing_.erase(name);
}

}  // namespace clipbox::objectstore
