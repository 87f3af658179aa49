// Bytes that no row names any more: written in the transaction that lets go of them, taken out once the object store
// has deleted them. Used by http right after a deletion and by work's sweep. Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/rows/context.h"

namespace clipbox::store {

struct PendingDelete {
  std::int64_t id = 0;
  std::string key;
  std::string upload_id;    // not empty: abort this multipart upload first
  bool abort_only = false;  // the object stays, if there is one
  int attempts = 0;         // that failed so far
};

class PendingDeletes {
 public:
  explicit PendingDeletes(Context context) : context_(context) {}

  // At most `limit` that are due, longest due first; without objects that an artifact names again.
  std::vector<PendingDelete> ListDue(int limit) const;
  // Puts down what a caller stored and no row will ever name.
  PendingDelete Add(const std::string& key, const std::string& upload_id);
  // True while the entry is there and nothing names its object again.
  bool IsStillToDelete(const PendingDelete& entry) const;
  // It is deleted.
  void Forget(std::int64_t id);
  // It could not be deleted: due again at `at`.
  void Postpone(std::int64_t id, base::Timestamp at);
  // For /system.
  std::int64_t Count() const;

 private:
  Context context_;
};

// Within a mutation of the store.
PendingDelete AddPendingDelete(sqlite::Connection& db, base::Timestamp now, const std::string& key,
                               const std::string& upload_id, bool abort_only = false);

}  // namespace clipbox::store
