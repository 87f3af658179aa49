// Files as whoever keeps something on a disk needs them: private ones, durable ones, small ones whole, and those that
// are gone with their owner. A path names its file in every message. Throws, all of them: Error kInputOutput,
// kStorageFull.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/byte_source.h"
#include "base/unique_fd.h"

namespace clipbox::base {

// Flushes a file, or the entries of a directory, to the disk.
void SyncToDisk(const std::filesystem::path& file_or_directory);

// Flushes all that is written on the file system of `path`, at the cost of one file where many were written.
void SyncFileSystem(const std::filesystem::path& path);

// Makes the directory and its missing parents, 0700 each, durably. An existing one is left as it is.
void MakePrivateDirectory(const std::filesystem::path& directory);
// Makes an empty file, 0600; false if there was one.
bool MakePrivateFile(const std::filesystem::path& file);

// Gives `file` the name `place`, whatever had it, and flushes the directory. After a power cut the older file stands
// there or the whole new one. Requires: both lie on one file system, and what `file` holds was flushed.
void MoveIntoPlace(const std::filesystem::path& file, const std::filesystem::path& place);

// The same before anything is flushed: whoever calls it flushes file and directory then.
void MoveUnflushed(const std::filesystem::path& file, const std::filesystem::path& place);

// A small private file, durable on return. After a power cut or a kill the older one stands there or the whole new one.
// What was left beside it by one is written over. Requires: nobody else writes it.
void KeepFile(const std::filesystem::path& file, std::string_view bytes);

// All of `bytes` at the end of what was written to `file`, which `name` stands for in a message.
void WriteAll(const UniqueFd& file, std::string_view bytes, const std::string& name);

// The whole file. Of one that is longer than `max_bytes` it gives a byte more than allowed, by which it is known.
// Returns nullopt if it cannot be read.
std::optional<std::string> ReadFile(const std::filesystem::path& file,
                                    std::size_t max_bytes = std::numeric_limits<std::size_t>::max() - 1);

// A private folder with a name of its own, gone with this object and with everything in it. Any thread.
class TempFolder {
 public:
  explicit TempFolder(const std::filesystem::path& parent, const std::string& prefix = "");
  ~TempFolder() { Remove(); }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  // Before the process ends by force: the folder is gone, though somebody may still write there.
  void Remove() const noexcept;

 private:
  const std::filesystem::path path_;
};

// A file without a name, for what does not fit the memory: gone with this object, however the process ends. Move-only;
// one thread at a time.
class ScratchFile {
 public:
  // On the disk of `directory`.
  explicit ScratchFile(const std::filesystem::path& directory);

  // Gives the offset at which the bytes begin.
  std::uint64_t Append(const void* data, std::size_t size);
  // Requires: [offset, offset + size) was appended.
  void Read(std::uint64_t offset, void* into, std::size_t size) const;
  // Forgets everything.
  void Clear();

  std::uint64_t size() const { return size_; }

 private:
  std::string name_;  // for messages
  UniqueFd fd_;
  std::uint64_t size_ = 0;
};

// Some bytes of an open file: for a sender who has them handed over by the system instead of reading them. A value.
struct FileBytes {
  std::shared_ptr<const UniqueFd> file;
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

// A local file as a ByteSource, read by pread. Safe to share between threads.
class FileSource : public ByteSource {
 public:
  // Throws: Error kInputOutput when the file cannot be opened or is not a regular file.
  explicit FileSource(const std::filesystem::path& path);

  std::uint64_t size() const override { return size_; }
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> into) override;
  std::string name() const override { return name_; }

 private:
  std::string name_;
  UniqueFd fd_;
  std::uint64_t size_ = 0;
};

}  // namespace clipbox::base
