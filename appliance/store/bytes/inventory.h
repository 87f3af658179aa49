// What rows name in the object store: asked by work's sweeper for everything that a listing brings up, before it
// deletes anything. And whose it is, for `clipbox storage`. Thread-safe.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "jobs/ids.h"
#include "store/rows/context.h"

namespace clipbox::store {

// Whose an object is.
struct KeyOwner {
  jobs::JobId job;    // empty: nobody's any more, it is still to be deleted
  std::string title;  // of the job
  std::string
      kind;  // `source`, `upload` (a source that is still arriving), `proxy` or another type of artifact, `deleted`
  std::string label;  // the file's name, the clip's
};

class Inventory {
 public:
  explicit Inventory(Context context) : context_(context) {}

  // Those of `keys` that an artifact, a source, an upload or a pending delete names, as of one moment.
  std::set<std::string> NamedAmong(const std::vector<std::string>& keys) const;
  // By key, of those of `keys` that NamedAmong gives.
  std::map<std::string, KeyOwner> FindOwners(const std::vector<std::string>& keys) const;
  bool IsKeyNamed(const std::string& key) const;
  // A few that are there to be found: of the oldest artifacts and of the newest.
  std::vector<std::string> SampleArtifactKeys() const;
  bool IsUploadNamed(const std::string& key, const std::string& upload_id) const;

 private:
  Context context_;
};

}  // namespace clipbox::store
