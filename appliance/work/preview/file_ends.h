// A film of whose file only the first and the last bytes are here: enough to say of many that they are refused. What
// was judged without a byte that is missing is judged as the whole file will be. Thread-safe.
#pragma once

#include <atomic>
#include <string>

#include "base/byte_source.h"

namespace clipbox::work {

class FileEnds final : public base::ByteSource {
 public:
  // Requires: head and tail together are no longer than `size`.
  FileEnds(std::string head, std::string tail, std::uint64_t size)
      : head_(std::move(head)), tail_(std::move(tail)), size_(size) {}

  std::uint64_t size() const override { return size_; }
  std::string name() const override { return "the file's ends"; }
  // Throws: Error kStoreUnavailable for a byte between them.
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> into) override;

  // Whether a byte between them was asked for.
  bool missed() const { return missed_; }

 private:
  const std::string head_;
  const std::string tail_;
  const std::uint64_t size_;
  std::atomic<bool> missed_ = false;
};

}  // namespace clipbox::work
