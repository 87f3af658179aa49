// Whether the store holds what the jobs say is there. A store that was changed in the configuration, while its objects
// stayed in the other one, answers well and has none of them. Thread-safe.
#pragma once

#include <atomic>
#include <string>

#include "objectstore/object_store.h"
#include "objectstore/store_state.h"
#include "store/bytes/inventory.h"

namespace clipbox::serve {

// Looks for the oldest and the newest artifacts. Returns a sentence if the store has none of them; an empty text where
// it has one, or there is none to look for. Throws: as ObjectStore::Head.
std::string FindWhatIsElsewhere(const store::Inventory& inventory, objectstore::ObjectStore& objects);

// The same as a check of `doctor` and of the page (check_report.h). Throws: Finding; as above.
void RequireContents(const store::Inventory& inventory, objectstore::ObjectStore& objects);

// The same for a server. It asks until the store was found to be the right one, at most each 30 s.
class StoreContents {
 public:
  // All outlive this.
  StoreContents(const store::Inventory& inventory, objectstore::ObjectStore& objects, const base::Clock& clock)
      : inventory_(inventory), objects_(objects), state_([this] { Ask(); }, clock) {}

  // False also while the store is away, which others tell.
  bool AreElsewhere() { return !is_right_ && !state_.Look().answers; }

 private:
  void Ask();

  const store::Inventory& inventory_;
  objectstore::ObjectStore& objects_;
  std::atomic<bool> is_right_ = false;
  objectstore::StoreState state_;
};

}  // namespace clipbox::serve
