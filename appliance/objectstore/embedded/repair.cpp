#include "objectstore/embedded/repair.h"

#include <algorithm>
#include <iterator>

#include "base/log.h"

namespace clipbox::objectstore {

void Repair(ObjectCatalog& catalog, PartFiles& files) {
  // Files first, rows second: at start nobody adds to either.
  const std::vector<std::string> present = files.List();
  FileNames named;
  for (const NamedFile& row : catalog.ListFiles()) {
    named.push_back(row.file);
    if (std::binary_search(present.begin(), present.end(), row.file)) continue;
    base::LogError("objects.file_missing",
                   {{"file", row.file}, {"part", row.part_number}, {"open_upload", row.is_open ? "yes" : "no"}});
    if (row.is_open) catalog.ForgetPart(row.upload_id, row.part_number);
  }
  FileNames unnamed;
  std::set_difference(present.begin(), present.end(), named.begin(), named.end(), std::back_inserter(unnamed));
  files.Remove(unnamed);
  if (!unnamed.empty()) base::LogInfo("objects.repaired", {{"files_removed", unnamed.size()}});
}

}  // namespace clipbox::objectstore
