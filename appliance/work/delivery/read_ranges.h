// Which bytes of a source were read, for receipts: stands between a source and who reads it. Thread-safe, as every
// ByteSource. The source must outlive it.
#pragma once

#include <map>
#include <vector>

#include "base/byte_source.h"
#include "base/mutex.h"

namespace clipbox::work {

struct ByteRange {
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
  bool operator==(const ByteRange&) const = default;
};

class RecordedSource final : public base::ByteSource {
 public:
  explicit RecordedSource(base::ByteSource& source) : source_(source) {}

  std::uint64_t size() const override { return source_.size(); }
  std::string name() const override { return source_.name(); }
  std::string etag() const override { return source_.etag(); }
  int useful_reads() const override { return source_.useful_reads(); }
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> into) override;
  std::size_t ReadOrStop(std::uint64_t offset, std::span<std::byte> into, const std::stop_token& stop) override;
  void WillRead(std::uint64_t offset, std::uint64_t bytes) override { source_.WillRead(offset, bytes); }
  void OthersWillRead(std::uint64_t offset, std::uint64_t bytes) override { source_.OthersWillRead(offset, bytes); }

  // What was read so far, ascending; ranges that touch are one.
  std::vector<ByteRange> Ranges() const EXCLUDES(mutex_);

 private:
  void Add(std::uint64_t from, std::uint64_t to) EXCLUDES(mutex_);

  base::ByteSource& source_;
  mutable base::Mutex mutex_;
  std::map<std::uint64_t, std::uint64_t> ends_ GUARDED_BY(mutex_);  // by where a range begins
};

}  // namespace clipbox::work
