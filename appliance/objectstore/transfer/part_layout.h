// The parts that an object was sent in: its ETag follows from them, and is the same wherever they are. Values; pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/md5.h"

namespace clipbox::objectstore {

struct PartLayout {
  std::vector<std::uint64_t> sizes;  // of the parts, in order; of an object that was put in one go one
  bool in_parts = false;             // the ETag is one of parts, also where they are one

  std::uint64_t size_bytes() const;
  bool operator==(const PartLayout&) const = default;
};

// Of an object of `size_bytes` in equal parts, but for the last.
PartLayout EqualParts(std::uint64_t size_bytes, std::uint64_t part_bytes);

// How many parts its ETag says that the object has; 0 where it was put in one go.
int PartsByEtag(std::string_view etag);

// Reckons the ETag of bytes that come one behind the other.
class EtagReckoner {
 public:
  // `layout` outlives this.
  explicit EtagReckoner(const PartLayout& layout) : layout_(layout) {}

  // Requires: no more comes than the layout holds.
  void Update(std::string_view bytes);
  // Requires: all of it came. To be called once.
  std::string Finish();

 private:
  void EndPart();

  const PartLayout& layout_;
  std::size_t part_ = 0;
  std::uint64_t of_part_ = 0;  // bytes of it that came
  crypto::Md5 md5_;
  std::string digests_;  // of the parts that are complete, raw
};

}  // namespace clipbox::objectstore
