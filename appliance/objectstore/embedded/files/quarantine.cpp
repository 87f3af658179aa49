#include "objectstore/embedded/files/quarantine.h"

#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/files.h"
#include "base/log.h"

namespace clipbox::objectstore {
namespace {

namespace fs = std::filesystem;

// True where it was moved. Nobody else moves files here: one process per directory, and at start nobody asks yet.
bool Move(const fs::path& from, const fs::path& to) {
  try {
    base::MakePrivateDirectory(to.parent_path());
    fs::rename(from, to);
    return true;
  } catch (const std::exception& error) {
    base::LogWarning("objects.file_not_moved", {{"file", from.string()}, {"to", to.string()}, {"error", error.what()}});
    return false;
  }
}

// The new names first: after a power cut a file may have two names, but none has no name.
void Sync(const std::set<fs::path>& arrived, const std::set<fs::path>& left) {
  for (const fs::path& folder : arrived) base::SyncToDisk(folder);
  for (const fs::path& folder : left) base::SyncToDisk(folder);
}

}  // namespace

Quarantine::Figures Quarantine::Look() const {
  Figures figures;
  if (!fs::exists(folder_)) return figures;
  // A person may be sorting in there: what goes meanwhile, or may not be read, is not counted.
  std::error_code failed;
  fs::recursive_directory_iterator entry(folder_, fs::directory_options::skip_permission_denied, failed);
  for (; !failed && entry != fs::end(entry); entry.increment(failed)) {
    std::error_code gone;
    const std::uint64_t bytes = entry->is_regular_file(gone) ? entry->file_size(gone) : 0;
    if (gone || entry->is_directory(gone)) continue;
    ++figures.files;
    figures.bytes += bytes;
  }
  return figures;
}

fs::path Quarantine::NewPlaceOf(const std::string& name) const {
  fs::path place = folder_ / name;
  for (int number = 2; fs::exists(fs::symlink_status(place)); ++number)
    place = folder_ / (name + "." + std::to_string(number));
  return place;
}

Quarantine::Figures Quarantine::Take(const std::vector<fs::path>& files) const {
  Figures taken;
  std::set<fs::path> left;
  for (const fs::path& file : files) {
    const fs::path place = NewPlaceOf(file.filename().string());
    if (!Move(file, place)) continue;
    ++taken.files;
    taken.bytes += fs::file_size(place);
    left.insert(file.parent_path());
  }
  if (taken.files > 0) Sync({folder_}, left);
  return taken;
}

void Quarantine::TakeDamaged(const std::string& name, const std::vector<fs::path>& files,
                             const std::string& description) const {
  const fs::path place = FolderOfDamaged(name);
  base::MakePrivateDirectory(place);
  const bool has_some = std::ranges::any_of(files, [](const fs::path& file) { return fs::exists(file); });
  // Once all of it is here, the first description is the true one.
  if (has_some || !fs::exists(place / "description.json")) base::KeepFile(place / "description.json", description);
  std::set<fs::path> left;
  for (const fs::path& file : files) {
    if (!fs::exists(file)) continue;
    fs::rename(file, place / file.filename());
    left.insert(file.parent_path());
  }
  Sync({place}, left);
}

std::vector<std::string> Quarantine::GiveBack(const std::vector<fs::path>& places) const {
  std::vector<std::string> names;
  std::set<fs::path> arrived;
  for (const fs::path& place : places) {
    const std::string name = place.filename().string();
    if (!fs::exists(folder_ / name) || !Move(folder_ / name, place)) continue;
    names.push_back(name);
    arrived.insert(place.parent_path());
  }
  if (!names.empty()) Sync(arrived, {folder_});
  return names;
}

}  // namespace clipbox::objectstore
