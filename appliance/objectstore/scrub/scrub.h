// Looks at everything that the embedded store keeps, object by object. How far it came is kept in objects.db, so that a
// run that was ended at any point goes on there. What is deleted or replaced meanwhile by a server is no damage. Used
// by `clipbox storage verify`. One thread.
#pragma once

#include <functional>
#include <set>

#include "objectstore/scrub/examine.h"
#include "objectstore/scrub/scrub_records.h"

namespace clipbox::objectstore {

struct ScrubOrders {
  bool from_start = false;  // also where the run before was stopped
  // Called for each object or open upload that is damaged; first for those that a run found which this one goes on
  // with. True where it was set aside.
  std::function<bool(const Holding&, const std::vector<Damage>&)> damaged;
  std::function<void(double fraction)> progress;  // of all bytes
};

class Scrub {
 public:
  // What is referred to outlives this.
  Scrub(EmbeddedView& view, const base::Clock& clock, ScrubOrders orders);

  // The run before, where this one goes on with it.
  const std::optional<ScrubRun>& resumed() const { return resumed_; }
  // To its end. Throws: Error kInputOutput; what `damaged` throws. The next run goes on there.
  ScrubRun Run();

 private:
  void LookAgain();
  void LookAt(const std::string& upload_id);
  bool IsForNextRun(const Holding& holding) const;
  void KeepSometimes();

  EmbeddedView& view_;
  ScrubRecords records_;
  const base::Clock& clock_;
  const ScrubOrders orders_;
  const std::uint64_t total_bytes_;
  std::set<std::string> known_;  // upload_ids that were damaged when they were last looked at
  std::optional<ScrubRun> resumed_;
  ScrubRun run_;
  base::Monotonic kept_at_;
};

}  // namespace clipbox::objectstore
