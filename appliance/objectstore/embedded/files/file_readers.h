// Which files are being read. One that is to be removed meanwhile lives until its last reader has let go. So a GET
// gives one version of an object, however often it is replaced. Names only; PartFiles removes. Thread-safe.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/mutex.h"

namespace clipbox::objectstore {

class FileReaders {
 public:
  using Names = std::vector<std::string>;

  // False, and nothing is changed, where one of them is being removed.
  bool Enter(const Names& names) EXCLUDES(mutex_);
  // Returns those whose removal waited for this: the caller removes them and says so by EndRemoval.
  Names Leave(const Names& names) EXCLUDES(mutex_);

  // Returns those that nobody reads, for the caller to remove; the others come out of a later Leave.
  Names BeginRemoval(const Names& names) EXCLUDES(mutex_);
  void EndRemoval(const Names& names) EXCLUDES(mutex_);

 private:
  base::Mutex mutex_;
  std::map<std::string, int> readers_ GUARDED_BY(mutex_);
  std::set<std::string> waiting_ GUARDED_BY(mutex_);   // to be removed, and still read
  std::set<std::string> removing_ GUARDED_BY(mutex_);  // by somebody at this moment
};

}  // namespace clipbox::objectstore
