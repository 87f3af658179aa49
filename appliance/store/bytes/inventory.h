// What rows name in the object store: asked by work's sweeper for everything that a listing brings up, before it
// deletes anything. Thread-safe.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "store/rows/context.h"

namespace clipbox::store {

class Inventory {
 public:
  explicit Inventory(Context context) : context_(context) {}

  // Those of `keys` that an artifact, a source, an upload or a pending delete names, as of one moment.
  std::set<std::string> NamedAmong(const std::vector<std::string>& keys) const;
  bool IsKeyNamed(const std::string& key) const;
  // A few that are there to be found: of the oldest artifacts and of the newest.
  std::vector<std::string> SampleArtifactKeys() const;
  bool IsUploadNamed(const std::string& key, const std::string& upload_id) const;

 private:
  Context context_;
};

}  // namespace clipbox::store
