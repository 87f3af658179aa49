// Deletes what no row names any more, along the pending deletes: right after the rows went, and again where the store
// was away then. Shared by the handlers, the chores and the workers; it also keeps writers and deleters of a key apart.
// Thread-safe.
#pragma once

#include <stop_token>
#include <vector>

#include "base/clock.h"
#include "objectstore/object_store.h"
#include "store/bytes/pending_deletes.h"
#include "work/chores/key_guard.h"
#include "work/store_answers.h"

namespace clipbox::work {

class Deleter {
 public:
  // What is referred to outlives this. `store_answers` is asked before each batch.
  Deleter(objectstore::ObjectStore& objects, store::PendingDeletes& pending, const base::Clock& clock,
          StoreAnswers store_answers = {})
      : objects_(objects), pending_(pending), clock_(clock), store_answers_(std::move(store_answers)) {}

  // Deletes these now. While the store is known to be away, and once it is found to be, the rest is put off without
  // asking it. That throws nothing.
  void Delete(const std::vector<store::PendingDelete>& entries, std::stop_token stop = {});
  // What is due among the pending deletes.
  void DeleteDue(std::stop_token stop);

  KeyGuard& keys() { return keys_; }

 private:
  enum class Outcome { kDone, kPutOff, kStoreAway };
  Outcome DeleteOne(const store::PendingDelete& entry);

  objectstore::ObjectStore& objects_;
  store::PendingDeletes& pending_;
  const base::Clock& clock_;
  const StoreAnswers store_answers_;
  KeyGuard keys_;
};

}  // namespace clipbox::work
