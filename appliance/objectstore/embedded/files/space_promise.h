// Space on the disk that a body on its way was promised. Of several that arrive together none then counts on what
// another will take. Held by IncomingFile, which uses it up as it writes; what is left goes back with it. Made by
// PartFiles, which outlives it. One thread.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <utility>

namespace clipbox::objectstore {

class SpacePromise {
 public:
  // `total`: bytes of all promises that are not written yet.
  SpacePromise(std::atomic<std::uint64_t>& total, std::uint64_t bytes) : total_(&total), left_bytes_(bytes) {
    *total_ += bytes;
  }
  SpacePromise(SpacePromise&& other) noexcept
      : total_(other.total_), left_bytes_(std::exchange(other.left_bytes_, 0)) {}
  SpacePromise& operator=(SpacePromise&&) = delete;
  ~SpacePromise() { *total_ -= left_bytes_; }

  std::uint64_t left_bytes() const { return left_bytes_; }
  // Takes over what another promise of the same disk has left.
  void Add(SpacePromise more) { left_bytes_ += std::exchange(more.left_bytes_, 0); }

  // These bytes are on the file system now, and are missing from its free space by themselves.
  void Use(std::uint64_t bytes) {
    const std::uint64_t used = std::min(bytes, left_bytes_);
    left_bytes_ -= used;
    *total_ -= used;
  }

 private:
  std::atomic<std::uint64_t>* total_;
  std::uint64_t left_bytes_;
};

}  // namespace clipbox::objectstore
