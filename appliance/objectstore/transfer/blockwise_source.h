// Reads a source that is far away in large blocks, whatever its reader asks for: a request for each few kilobytes would
// take hours. Holds one block. One thread.
#pragma once

#include <memory>
#include <vector>

#include "base/byte_source.h"

namespace clipbox::objectstore {

class BlockwiseSource final : public base::ByteSource {
 public:
  explicit BlockwiseSource(std::unique_ptr<base::ByteSource> source) : source_(std::move(source)) {}

  std::uint64_t size() const override { return source_->size(); }
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> into) override;
  std::string name() const override { return source_->name(); }
  std::string etag() const override { return source_->etag(); }

 private:
  static constexpr std::uint64_t kBlockBytes = 8 << 20;

  std::unique_ptr<base::ByteSource> source_;
  std::vector<std::byte> block_;
  std::uint64_t block_at_ = 0;  // of the object
};

}  // namespace clipbox::objectstore
