#include "objectstore/embedded/files/part_files.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <random>
#include <set>

#include "base/encoding.h"
#include "base/error.h"
#include "base/files.h"
#include "base/id.h"
#include "base/log.h"

namespace clipbox::objectstore {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNameBytes = 16;
constexpr std::size_t kFanOutDigits = 2;
constexpr std::uint64_t kFolders = 256;
// So many new files go to one folder before the next one has its turn. What is stored at the same time then lies in one
// folder, and is flushed with it.
constexpr std::uint64_t kFilesInTurn = 256;

fs::path Incoming(const fs::path& directory) { return directory / "incoming"; }

// A copy that a crash cuts short has no row yet: the repair sets it aside.
void LinkOrCopy(const fs::path& from, const fs::path& to) {
  if (::link(from.c_str(), to.c_str()) == 0) return;
  if (errno == ENOENT) throw base::Error(base::ErrorCode::kNoSuchKey, "the object is gone");
  std::error_code failed;
  if (!fs::copy_file(from, to, failed)) {
    errno = failed.value();
    base::ThrowErrno("copy", from.string());
  }
  base::SyncToDisk(to);
}

// Calls `visit(name)` for each file that lies in its place, until it gives false.
template <class Visit>
void ForEachFile(const fs::path& directory, const Visit& visit) {
  for (const auto& folder : fs::directory_iterator(directory)) {
    if (folder.path().filename().string().size() != kFanOutDigits || !folder.is_directory()) continue;
    for (const auto& file : fs::directory_iterator(folder.path())) {
      std::string name = file.path().filename().string();
      if (PartFiles::PlaceOf(directory, name) != file.path() || !file.is_regular_file()) continue;
      if (!visit(std::move(name))) return;
    }
  }
}

}  // namespace

bool HoldsPartFiles(const fs::path& directory) {
  bool found = false;
  if (!fs::is_directory(directory)) return false;
  ForEachFile(directory, [&](const std::string&) {
    found = true;
    return false;
  });
  return found;
}

PartFiles::PartFiles(fs::path directory)
    : directory_(std::move(directory)), quarantine_(directory_), made_(std::random_device{}()) {
  base::MakePrivateDirectory(Incoming(directory_));
  for (const auto& left : fs::directory_iterator(Incoming(directory_))) fs::remove_all(left.path());
  // A fan-out directory that a killed process made but did not flush must not carry what is acknowledged from now on.
  base::SyncToDisk(directory_);
}

fs::path PartFiles::PlaceOf(const fs::path& directory, std::string_view name) {
  return directory / name.substr(0, kFanOutDigits) / name;
}

std::string PartFiles::NewName() const {
  const auto folder = static_cast<char>(made_++ / kFilesInTurn % kFolders);
  return base::ToHex({&folder, 1}) + base::RandomHex(kNameBytes - 1);
}

fs::path PartFiles::NewIncoming() const { return Incoming(directory_) / NewName(); }

// The name is the incoming file's own, which ends at random: no two can meet in one place. It is moved first and
// flushed then. A file system with a journal (ext4, xfs) so brings both to the disk at once, and has nothing left to do
// for the directory. A crash between leaves a file that no row names, as one a moment later would.
std::string PartFiles::Keep(IncomingFile& incoming) {
  const std::string name = incoming.path().filename().string();
  const fs::path place = PathOf(name);
  MakeFanOut(place.parent_path());
  base::MoveUnflushed(incoming.path(), place);
  incoming.HasMovedTo(place);
  try {
    incoming.Sync();
    flush_folder_(place.parent_path());
  } catch (...) {
    Remove({name});
    throw;
  }
  return name;
}

std::vector<std::string> PartFiles::Duplicate(const std::vector<std::string>& names) {
  std::vector<std::string> made;
  std::set<fs::path> folders;
  try {
    for (const std::string& name : names) {
      const std::string copy = NewName();
      MakeFanOut(PathOf(copy).parent_path());
      LinkOrCopy(PathOf(name), PathOf(copy));
      made.push_back(copy);
      folders.insert(PathOf(copy).parent_path());
    }
    for (const fs::path& folder : folders) flush_folder_(folder);
  } catch (...) {
    Remove(made);
    throw;
  }
  return made;
}

// Under the mutex: whoever finds the directory made may count on its entry being on the disk.
void PartFiles::MakeFanOut(const fs::path& directory) {
  const base::MutexLock lock(directories_mutex_);
  base::MakePrivateDirectory(directory);
}

std::optional<PartFiles::Reading> PartFiles::Read(const std::vector<std::string>& names) {
  if (!readers_.Enter(names)) return std::nullopt;
  return Reading(*this, names);
}

void PartFiles::Remove(const std::vector<std::string>& names) { RemoveNow(readers_.BeginRemoval(names)); }

// Never throws: whoever removes has committed already and must not report a failure.
void PartFiles::RemoveNow(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    std::error_code failed;
    fs::remove(PathOf(name), failed);
    if (failed) base::LogWarning("objects.file_kept", {{"file", name}, {"error", failed.message()}});
  }
  readers_.EndRemoval(names);
}

std::vector<std::string> PartFiles::List() const {
  std::vector<std::string> names;
  ForEachFile(directory_, [&](std::string name) {
    names.push_back(std::move(name));
    return true;
  });
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<fs::path> PartFiles::PathsOf(const std::vector<std::string>& names) const {
  std::vector<fs::path> paths;
  for (const std::string& name : names) paths.push_back(PathOf(name));
  return paths;
}

Quarantine::Figures PartFiles::SetAside(const std::vector<std::string>& names) const {
  return quarantine_.Take(PathsOf(names));
}

std::vector<std::string> PartFiles::GiveBack(const std::vector<std::string>& names) const {
  return quarantine_.GiveBack(PathsOf(names));
}

// A person may have put others there, in folders or under names of their own.
std::vector<std::string> PartFiles::ListSetAside() const {
  std::vector<std::string> names;
  if (!fs::exists(quarantine_.folder())) return names;
  for (const auto& file : fs::directory_iterator(quarantine_.folder())) {
    const std::string name = file.path().filename().string();
    if (name.size() == 2 * kNameBytes && file.is_regular_file()) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

void PartFiles::CheckSpace(std::uint64_t bytes, std::uint64_t reserve) const {
  // Asked first: what is written meanwhile is counted twice rather than not at all.
  const std::uint64_t kept = reserve + promised_bytes_;
  std::error_code failed;
  const fs::space_info space = fs::space(directory_, failed);
  if (failed) throw base::Error(base::ErrorCode::kInputOutput, "cannot ask for free space: " + failed.message());
  if (space.available >= kept && space.available - kept >= bytes) return;
  throw base::Error(base::ErrorCode::kInsufficientStorage,
                    "the disk is nearly full: free some space, or lower data.keep_free (" +
                        std::to_string(space.available) + " bytes are free, " + std::to_string(kept) + " are kept)");
}

void PartFiles::RequireSpace(std::uint64_t bytes, std::uint64_t reserve) const {
  const base::MutexLock lock(space_mutex_);
  CheckSpace(bytes, reserve);
}

SpacePromise PartFiles::PromiseSpace(std::uint64_t bytes, std::uint64_t reserve) {
  const base::MutexLock lock(space_mutex_);
  CheckSpace(bytes, reserve);
  return SpacePromise(promised_bytes_, bytes);
}

}  // namespace clipbox::objectstore
