// The files of the embedded store: one per part, under DIR/objects/xx/, with opaque names that never come from a key. A
// new file is written under DIR/objects/incoming/ and moved to its place only when it is whole. Its row is written once
// both are on the disk, and only then is anything acknowledged. So no row ever named what lies under incoming/, and a
// start deletes it. What lies in place may have had a row: no start deletes it (repair.h). Thread-safe.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/files.h"
#include "base/mutex.h"
#include "objectstore/embedded/files/file_readers.h"
#include "objectstore/embedded/files/folder_flush.h"
#include "objectstore/embedded/files/incoming_file.h"
#include "objectstore/embedded/files/quarantine.h"
#include "objectstore/embedded/files/space_promise.h"

namespace clipbox::objectstore {

// Whether a part's file lies below `directory` (DIR/objects), in its place. Throws: filesystem_error.
bool HoldsPartFiles(const std::filesystem::path& directory);

class PartFiles {
 public:
  // Makes `directory` and what is above it where they are missing, and throws away what a crash left under incoming/.
  explicit PartFiles(std::filesystem::path directory);

  // Where a file of that name lies, or will lie, below the folder of the store's files.
  static std::filesystem::path PlaceOf(const std::filesystem::path& directory, std::string_view name);
  std::filesystem::path PathOf(std::string_view name) const { return PlaceOf(directory_, name); }

  // A path under incoming/ that no file has.
  std::filesystem::path NewIncoming() const;

  // Moves the file to its place and returns its name. Durable on return: it, its directory and every newly made one
  // above are fsynced. Nothing is left of a failure. Requires: it was sealed. Throws: Error kInputOutput, kStorageFull.
  std::string Keep(IncomingFile& incoming) EXCLUDES(directories_mutex_);

  // Gives each of these files a second name, durable on return, so that a copy of an object costs none of its bytes.
  // Files never change once they are in place. Where the file system has no hard links they are copied. Throws: Error
  // kNoSuchKey when one is gone meanwhile; kInputOutput, kStorageFull. Nothing is left of a failure.
  std::vector<std::string> Duplicate(const std::vector<std::string>& names) EXCLUDES(directories_mutex_);

  // Holds files in their places while they are read. Move-only; the PartFiles outlives it. Any thread.
  class Reading {
   public:
    Reading(PartFiles& files, std::vector<std::string> names) : files_(&files), names_(std::move(names)) {}
    Reading(Reading&& other) noexcept : files_(std::exchange(other.files_, nullptr)), names_(std::move(other.names_)) {}
    Reading& operator=(Reading&&) = delete;
    ~Reading() {
      if (files_ != nullptr) files_->RemoveNow(files_->readers_.Leave(names_));
    }

   private:
    PartFiles* files_;
    std::vector<std::string> names_;
  };
  // Returns nullopt if one of them is being removed: its rows are gone or others by now.
  std::optional<Reading> Read(const std::vector<std::string>& names);

  // Removes files whose rows were just removed; those that are being read, when their last reader has let go. One that
  // is gone already is no error. One that cannot be removed is logged and stays.
  void Remove(const std::vector<std::string>& names);

  // The names of all files in their places, sorted. What else lies under `directory` is not the store's.
  std::vector<std::string> List() const;

  // Moves files that no row names into the quarantine, and what rows name out of it. For the start, before anyone
  // reads.
  Quarantine::Figures SetAside(const std::vector<std::string>& names) const;
  std::vector<std::string> GiveBack(const std::vector<std::string>& names) const;

  // The names of the store's files that lie in the quarantine, sorted; and where one of that name does.
  std::vector<std::string> ListSetAside() const;
  std::filesystem::path AsidePathOf(const std::string& name) const { return quarantine_.folder() / name; }

  // Flushes all that was written below the directory. Throws: Error kInputOutput.
  void SyncAll() const { base::SyncFileSystem(directory_); }

  // Throws: Error kInsufficientStorage unless `bytes` more, beside all that is promised, would leave `reserve` free on
  // the file system.
  void RequireSpace(std::uint64_t bytes, std::uint64_t reserve) const EXCLUDES(space_mutex_);
  // The same, and keeps the space for the caller. This outlives the promise.
  SpacePromise PromiseSpace(std::uint64_t bytes, std::uint64_t reserve) EXCLUDES(space_mutex_);

 private:
  void RemoveNow(const std::vector<std::string>& names);
  std::string NewName() const;
  void MakeFanOut(const std::filesystem::path& directory) EXCLUDES(directories_mutex_);

  std::vector<std::filesystem::path> PathsOf(const std::vector<std::string>& names) const;
  void CheckSpace(std::uint64_t bytes, std::uint64_t reserve) const REQUIRES(space_mutex_);

  const std::filesystem::path directory_;
  const Quarantine quarantine_;
  FileReaders readers_;
  FolderFlush flush_folder_{base::SyncToDisk};
  mutable std::atomic<std::uint64_t> made_;  // names of new files so far, counted from anywhere
  base::Mutex directories_mutex_;
  mutable base::Mutex space_mutex_;  // one asks and is promised at a time
  std::atomic<std::uint64_t> promised_bytes_ = 0;
};

}  // namespace clipbox::objectstore
