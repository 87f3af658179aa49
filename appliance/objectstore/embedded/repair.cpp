#include "objectstore/embedded/repair.h"

#include <algorithm>
#include <iterator>

#include "base/log.h"

namespace clipbox::objectstore {
namespace {

// Of the sorted `names`, those that the sorted `others` lack.
FileNames Without(const FileNames& names, const FileNames& others) {
  FileNames left;
  std::set_difference(names.begin(), names.end(), others.begin(), others.end(), std::back_inserter(left));
  return left;
}

// Requires: `lost` is sorted.
void ForgetLost(ObjectCatalog& catalog, const std::vector<NamedFile>& rows, const FileNames& lost) {
  for (const NamedFile& row : rows) {
    if (!std::binary_search(lost.begin(), lost.end(), row.file)) continue;
    base::LogError("objects.file_missing",
                   {{"file", row.file}, {"part", row.part_number}, {"open_upload", row.is_open ? "yes" : "no"}});
    if (row.is_open) catalog.ForgetPart(row.upload_id, row.part_number);
  }
}

}  // namespace

void Repair(ObjectCatalog& catalog, PartFiles& files) {
  // Files first, rows second: at start nobody adds to either.
  const FileNames present = files.List();
  const std::vector<NamedFile> rows = catalog.ListFiles();
  FileNames named;
  for (const NamedFile& row : rows) named.push_back(row.file);

  const FileNames missing = Without(named, present);
  const FileNames returned = files.GiveBack(missing);
  if (!returned.empty()) base::LogInfo("objects.given_back", {{"files", returned.size()}});
  ForgetLost(catalog, rows, Without(missing, returned));

  const Quarantine::Figures aside = files.SetAside(Without(present, named));
  if (aside.files > 0) base::LogWarning("objects.quarantined", {{"files", aside.files}, {"bytes", aside.bytes}});
}

}  // namespace clipbox::objectstore
