// Brings the names in a folder to the disk, once for all who ask at the same time. A flush costs the disk as much for
// one new name as for sixteen. Thread-safe.
#pragma once

#include <condition_variable>
#include <exception>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>

#include "base/mutex.h"

namespace clipbox::objectstore {

class FolderFlush {
 public:
  using Flush = std::function<void(const std::filesystem::path& folder)>;
  // `flush` is base::SyncToDisk, but for tests.
  explicit FolderFlush(Flush flush);

  // Returns once a flush of `folder` has ended that began after this call. Throws: what that flush throws; each who
  // waited for it.
  void operator()(const std::filesystem::path& folder) EXCLUDES(mutex_);

 private:
  // One flush and those who wait for it.
  struct Round {
    bool is_done = false;
    std::exception_ptr failure;
  };
  struct Folder {
    bool is_flushed_now = false;
    std::shared_ptr<Round> next;  // null while nobody waits for another
  };

  const Flush flush_;
  base::Mutex mutex_;
  std::condition_variable_any ended_;
  std::map<std::filesystem::path, Folder> folders_ GUARDED_BY(mutex_);  // those that somebody asks for
};

}  // namespace clipbox::objectstore
