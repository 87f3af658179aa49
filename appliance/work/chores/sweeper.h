// Finds what nobody will ever ask for: objects and open multipart uploads of ours that no row names, and files that a
// task left behind. It is careful, for a bucket may hold other people's objects, and rows may be older than the bytes.
// So only under storage.prefix, only what carries the installation's token, only when older than a day, not in the week
// after a restore. And not while the clock is not to be trusted. What came while these rows were not in use it never
// deletes: then they are an older copy. Used by the housekeeper. Run from one thread at a time.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "objectstore/object_store.h"
#include "store/store.h"
#include "work/chores/clock_watch.h"
#include "work/chores/key_guard.h"

namespace clipbox::work {

// The row of `settings` that `restore` writes: when the databases were last taken from an archive, as milliseconds.
inline constexpr const char* kRestoredAtSetting = "restored_at_ms";

struct SweeperSettings {
  std::string prefix;                            // storage.prefix
  std::string installation_token;                // of at least 12 characters; without it nothing is ours
  std::vector<std::filesystem::path> temp_dirs;  // of ours alone; whatever lies in them was left behind once it is old
};

class Sweeper {
 public:
  static constexpr std::chrono::hours kMinAge{24};
  static constexpr std::chrono::days kPauseAfterRestore{7};

  // What is referred to outlives this.
  Sweeper(SweeperSettings settings, const store::Store& store, objectstore::ObjectStore& objects, KeyGuard& keys,
          ClockWatch& clock);

  // Once through all of it; what the store refuses of one entry is logged, and the entry left. Throws: Error of a store
  // that is away, busy or stopping, or cannot list its objects; the next turn begins anew.
  void Run(std::stop_token stop);

 private:
  bool IsPaused() const;
  bool IsForLaterRows(base::Timestamp time);
  bool IsOld(base::Timestamp time) const { return now_ - time > kMinAge; }
  void SweepUploads(std::stop_token stop);
  void SweepUpload(const objectstore::OpenUpload& upload);
  void SweepObjects(std::stop_token stop);
  void SweepPage(const std::vector<objectstore::ListedObject>& listed, std::stop_token stop);
  void SweepObject(const std::string& key);
  void SweepFiles(const std::filesystem::path& folder) const;

  const SweeperSettings settings_;
  const store::Store& store_;
  objectstore::ObjectStore& objects_;
  KeyGuard& keys_;
  ClockWatch& clock_;
  // Of this turn.
  base::Timestamp now_;
  int left_for_later_rows_ = 0;
};

}  // namespace clipbox::work
