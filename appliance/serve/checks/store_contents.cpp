#include "serve/checks/store_contents.h"

#include <algorithm>

#include "base/error.h"
#include "serve/checks/check_report.h"

namespace clipbox::serve {

std::string FindWhatIsElsewhere(const store::Inventory& inventory, objectstore::ObjectStore& objects) {
  const std::vector<std::string> keys = inventory.SampleArtifactKeys();
  const bool is_there =
      std::ranges::any_of(keys, [&](const std::string& key) { return objects.Head(key).has_value(); });
  if (keys.empty() || is_there) return {};
  return "these jobs' bytes lie in another store: of " + std::to_string(keys.size()) +
         " artifacts that were looked for, the oldest and the newest, this one has none";
}

void RequireContents(const store::Inventory& inventory, objectstore::ObjectStore& objects) {
  const std::string elsewhere = FindWhatIsElsewhere(inventory, objects);
  if (elsewhere.empty()) return;
  throw Finding(
      elsewhere,
      "set storage.* to the store that has them, or bring them over with `clipbox storage move`; new jobs work "
      "all the same");
}

void StoreContents::Ask() {
  std::string elsewhere;
  try {
    elsewhere = FindWhatIsElsewhere(inventory_, objects_);
  } catch (const base::Error&) {
    return;  // not known: asked again
  }
  if (!elsewhere.empty()) throw base::Error(base::ErrorCode::kSourceMissing, elsewhere);
  is_right_ = true;
}

}  // namespace clipbox::serve
