// An object of an S3 store as a ByteSource, read by ranged GETs on kept connections. The ETag found at opening is
// pinned: an object that is replaced meanwhile is an error, never a mixture. Thread-safe; several reads at once take a
// connection each.
#pragma once

#include <string>

#include "base/byte_source.h"
#include "objectstore/s3/client.h"

namespace clipbox::objectstore::s3 {

class ObjectSource final : public base::ByteSource {
 public:
  // `client` outlives the source.
  ObjectSource(Client& client, std::string key, std::string etag, std::uint64_t size_bytes)
      : client_(client), key_(std::move(key)), etag_(std::move(etag)), size_(size_bytes) {}

  std::uint64_t size() const override { return size_; }
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> into) override;
  std::string name() const override { return key_; }
  std::string etag() const override { return etag_; }
  // A public report has 1.6 to 3.1 MB/s with one range after the other and 96 MB/s with eight at once.
  int useful_reads() const override { return 8; }

 private:
  Client& client_;
  const std::string key_;
  const std::string etag_;
  const std::uint64_t size_;
};

}  // namespace clipbox::objectstore::s3
