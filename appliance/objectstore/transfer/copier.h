// Copies the objects of one place to another, several at once, and proves each at the other side by size and digest.
// What is proved there already is not copied again, so that a copy that was ended at any point goes on. Used by
// `clipbox storage export`, `import` and `move`. One thread calls it; `orders` are called by its own, one at a time.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/mutex.h"
#include "objectstore/transfer/place.h"
#include "objectstore/view/embedded_view.h"

namespace clipbox::objectstore {

struct CopyOrders {
  std::string prefix = {};  // only what lies under it
  int at_once = 4;
  std::function<void(const std::string& key, std::uint64_t bytes)> copied;  // or found there: for a progress line
};

struct CopyFailure {
  std::string key;
  std::string message;
};

struct CopyReport {
  Amount copied;                      // and proved
  Amount there;                       // was proved to be there already
  std::vector<CopyFailure> failures;  // these are not there
};

class Copier {
 public:
  // The places outlive this.
  Copier(Place& from, Place& to, CopyOrders orders) : from_(from), to_(to), orders_(std::move(orders)) {}

  // All of them. What fails of one object is noted, and the others go on. Throws: Error of a place that is away or
  // full; then what was copied stays, and the next call goes on.
  CopyReport Run() EXCLUDES(mutex_);

  // Removes from the first place what is proved to be at the other; how much that was. Throws: as Run.
  Amount RemoveCopied();

 private:
  void CopyPage(const std::vector<ListedObject>& page) EXCLUDES(mutex_);
  void CopyNext(const std::vector<ListedObject>& page, std::atomic<std::size_t>& next) EXCLUDES(mutex_);
  void Copy(const std::string& key) EXCLUDES(mutex_);
  void Keep(const CarriedObject& object);
  void NoteFailure(const std::string& key, const base::Error& error) EXCLUDES(mutex_);
  void NoteDone(Amount CopyReport::*sum, const CarriedObject& object) EXCLUDES(mutex_);

  Place& from_;
  Place& to_;
  const CopyOrders orders_;

  base::Mutex mutex_;
  CopyReport report_ GUARDED_BY(mutex_);
  std::exception_ptr end_ GUARDED_BY(mutex_);  // no other object would fare better
};

}  // namespace clipbox::objectstore
