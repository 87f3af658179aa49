// Keeps the writers of a key and its deleter apart. A key follows from what is made, so the same one can be written
// again while an earlier object under it waits to be deleted. And a new object has no row until it was read back. A
// writer holds its keys from before the bytes until the row is there. Who deletes looks at the rows and deletes under a
// hold of its own. One server per data directory (sqlite::ServerLock), so one guard in memory is enough. Thread-safe.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "base/mutex.h"

namespace clipbox::work {

class KeyGuard {
 public:
  // The keys that one task writes, until the end of the scope. Several tasks may write the same key.
  class Writing {
   public:
    explicit Writing(KeyGuard& guard) : guard_(guard) {}
    ~Writing();
    Writing(const Writing&) = delete;
    Writing& operator=(const Writing&) = delete;

    // Waits while the key is being deleted, which is one call of the store. Throws: Error kCancelled when `stop` comes
    // first.
    void Add(const std::string& key, std::stop_token stop);

   private:
    KeyGuard& guard_;
    std::vector<std::string> keys_;
  };

  // The right to delete one key, until the end of the scope.
  class Deleting {
   public:
    Deleting(KeyGuard& guard, std::string key) : guard_(guard), key_(std::move(key)) {}
    ~Deleting();
    Deleting(const Deleting&) = delete;
    Deleting& operator=(const Deleting&) = delete;

   private:
    KeyGuard& guard_;
    const std::string key_;
  };

  // Nothing while somebody writes the key, or deletes it already: it waits for nobody.
  std::unique_ptr<Deleting> TryDelete(const std::string& key) EXCLUDES(mutex_);

 private:
  void BeginWriting(const std::string& key, std::stop_token stop) EXCLUDES(mutex_);
  void EndWriting(const std::string& key) EXCLUDES(mutex_);
  void EndDeleting(const std::string& key) EXCLUDES(mutex_);

  base::Mutex mutex_;
  std::condition_variable_any changed_;
  std::map<std::string, int> writers_ GUARDED_BY(mutex_);
  std::set<std::string> deleting_ GUARDED_BY(mutex_);
};

}  // namespace clipbox::work
