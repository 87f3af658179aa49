#include "base/files.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>

#include "base/error.h"
#include "base/id.h"

namespace clipbox::base {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kOwnerOnly = 0700;

// Makes a call until no signal interrupts it.
template <class Call>
ssize_t Uninterrupted(Call call) {
  for (;;) {
    const ssize_t result = call();
    if (result >= 0 || errno != EINTR) return result;
  }
}

fs::path ParentOf(const fs::path& path) {
  const fs::path parent = path.has_filename() ? path.parent_path() : path.parent_path().parent_path();
  return parent.empty() ? "." : parent;
}

fs::path MakeFolder(const fs::path& folder) {
  if (::mkdir(folder.c_str(), kOwnerOnly) != 0) ThrowErrno("make the folder", folder.string());
  return folder;
}

}  // namespace

void SyncToDisk(const fs::path& file_or_directory) {
  const UniqueFd fd(::open(file_or_directory.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd || ::fsync(fd.get()) != 0) ThrowErrno("flush", file_or_directory.string());
}

void SyncFileSystem(const fs::path& path) {
  const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd || ::syncfs(fd.get()) != 0) ThrowErrno("flush the disk of", path.string());
}

void MakePrivateDirectory(const fs::path& directory) {
  if (directory.empty() || fs::is_directory(directory)) return;
  MakePrivateDirectory(ParentOf(directory));
  if (::mkdir(directory.c_str(), kOwnerOnly) != 0) {
    if (errno == EEXIST && fs::is_directory(directory)) return;
    ThrowErrno("make the directory", directory.string());
  }
  // Without this the new name may be gone after a power cut, and all that was put below it.
  SyncToDisk(ParentOf(directory));
}

bool MakePrivateFile(const fs::path& file) {
  const UniqueFd fd(::open(file.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600));
  if (fd) return true;
  if (errno == EEXIST) return false;
  ThrowErrno("make the file", file.string());
}

void MoveUnflushed(const fs::path& file, const fs::path& place) {
  if (::rename(file.c_str(), place.c_str()) != 0) ThrowErrno("put a finished file at", place.string());
}

void MoveIntoPlace(const fs::path& file, const fs::path& place) {
  MoveUnflushed(file, place);
  SyncToDisk(ParentOf(place));
}

void WriteAll(const UniqueFd& file, std::string_view bytes, const std::string& name) {
  while (!bytes.empty()) {
    const ssize_t written = Uninterrupted([&] { return ::write(file.get(), bytes.data(), bytes.size()); });
    if (written < 0) ThrowErrno("write", name);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void KeepFile(const fs::path& file, std::string_view bytes) {
  const fs::path written = file.string() + ".new";
  {
    const UniqueFd fd(::open(written.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (!fd) ThrowErrno("make the file", written.string());
    WriteAll(fd, bytes, written.string());
  }
  SyncToDisk(written);
  MoveIntoPlace(written, file);
}

std::optional<std::string> ReadFile(const fs::path& file, std::size_t max_bytes) {
  const UniqueFd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  std::string text;
  std::array<char, 64 << 10> block;
  while (fd && text.size() <= max_bytes) {
    const std::size_t wanted = std::min(block.size(), max_bytes + 1 - text.size());
    const ssize_t got = Uninterrupted([&] { return ::read(fd.get(), block.data(), wanted); });
    if (got < 0) return std::nullopt;
    if (got == 0) return text;
    text.append(block.data(), static_cast<std::size_t>(got));
  }
  return fd ? std::optional(std::move(text)) : std::nullopt;
}

TempFolder::TempFolder(const fs::path& parent, const std::string& prefix)
    : path_(MakeFolder(parent / (prefix + RandomHex(8)))) {}

void TempFolder::Remove() const noexcept {
  constexpr int kTries = 100;  // a file that is made meanwhile keeps the folder
  std::error_code failure;
  for (int i = 0; i < kTries; ++i) {
    fs::remove_all(path_, failure);
    if (!failure) return;
  }
}

ScratchFile::ScratchFile(const fs::path& directory)
    : name_("a file for intermediate results in " + directory.string()) {
  std::string name = (directory / ".scratch-XXXXXX").string();
  fd_ = UniqueFd(::mkostemp(name.data(), O_CLOEXEC));
  if (!fd_) ThrowErrno("create", name_);
  ::unlink(name.c_str());
}

std::uint64_t ScratchFile::Append(const void* data, std::size_t size) {
  const std::uint64_t begin = size_;
  for (std::size_t done = 0; done < size;) {
    const ssize_t put = Uninterrupted([&] {
      return ::pwrite(fd_.get(), static_cast<const char*>(data) + done, size - done, static_cast<off_t>(begin + done));
    });
    if (put < 0) ThrowErrno("write", name_);
    done += static_cast<std::size_t>(put);
  }
  size_ += size;
  return begin;
}

void ScratchFile::Read(std::uint64_t offset, void* into, std::size_t size) const {
  for (std::size_t done = 0; done < size;) {
    const ssize_t got = Uninterrupted([&] {
      return ::pread(fd_.get(), static_cast<char*>(into) + done, size - done, static_cast<off_t>(offset + done));
    });
    if (got < 0) ThrowErrno("read", name_);
    if (got == 0) throw Error(ErrorCode::kInputOutput, "cannot read " + name_ + ": it ends too early");
    done += static_cast<std::size_t>(got);
  }
}

void ScratchFile::Clear() {
  if (::ftruncate(fd_.get(), 0) != 0) ThrowErrno("empty", name_);
  size_ = 0;
}

FileSource::FileSource(const std::filesystem::path& path)
    : name_(path.string()), fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
  if (!fd_) ThrowErrno("open", name_);
  struct stat status {};
  if (::fstat(fd_.get(), &status) != 0) ThrowErrno("inspect", name_);
  if (!S_ISREG(status.st_mode))
    throw Error(ErrorCode::kInputOutput, "cannot read " + name_ + ": it is not a regular file");
  size_ = static_cast<std::uint64_t>(status.st_size);
}

std::size_t FileSource::ReadAt(std::uint64_t offset, std::span<std::byte> into) {
  std::size_t done = 0;
  while (done < into.size()) {
    const ssize_t got = Uninterrupted(
        [&] { return ::pread(fd_.get(), into.data() + done, into.size() - done, static_cast<off_t>(offset + done)); });
    if (got == 0) break;
    if (got < 0) ThrowErrno("read", name_);
    done += static_cast<std::size_t>(got);
  }
  return done;
}

}  // namespace clipbox::base
