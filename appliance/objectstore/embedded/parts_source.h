// An object's bytes, read from its part files as if they were one. Keeps a few files open; a part is opened when it is
// first read. Thread-safe. An object that is deleted or replaced meanwhile is read to its end: its files stay that
// long.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/byte_source.h"
#include "base/files.h"
#include "base/mutex.h"
#include "objectstore/embedded/files/part_files.h"

namespace clipbox::objectstore {

struct PartPlace {
  std::filesystem::path path;
  std::uint64_t size_bytes = 0;
};

class PartsSource : public base::ByteSource {
 public:
  // Opens the first part, so that a missing object is told at once. Without a `reading` another process may remove the
  // files meanwhile, which ReadAt tells. Throws: Error kNoSuchKey, kInputOutput.
  PartsSource(std::string key, std::string etag, std::vector<PartPlace> parts,
              std::optional<PartFiles::Reading> reading);

  std::uint64_t size() const override { return ends_.empty() ? 0 : ends_.back(); }
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> into) override;
  // The bytes from `offset` to the end of their part, in its file. Requires: offset < size(). Throws: Error
  // kInputOutput if it cannot be opened; that it is shorter than it was, whoever reads it finds.
  base::FileBytes Locate(std::uint64_t offset) const;
  std::string name() const override { return key_; }
  std::string etag() const override { return etag_; }

 private:
  using File = std::shared_ptr<base::FileSource>;
  struct Opened {
    std::size_t part;
    File file;
  };
  static constexpr std::size_t kMaxOpen = 16;

  std::size_t PartAt(std::uint64_t offset) const;
  // Where the part's bytes begin in the object.
  std::uint64_t StartOf(std::size_t part) const { return ends_[part] - parts_[part].size_bytes; }
  File GetFile(std::size_t part) EXCLUDES(mutex_);
  File OpenPart(std::size_t part) const;

  const std::optional<PartFiles::Reading> reading_;
  const std::string key_;
  const std::string etag_;
  const std::vector<PartPlace> parts_;
  const std::vector<std::uint64_t> ends_;  // ends_[i]: where part i ends in the object

  base::Mutex mutex_;
  std::vector<Opened> opened_ GUARDED_BY(mutex_);  // the longest unused first
};

}  // namespace clipbox::objectstore
