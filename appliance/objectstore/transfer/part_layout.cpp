#include "objectstore/transfer/part_layout.h"

#include <algorithm>
#include <numeric>

#include "base/encoding.h"
#include "base/text.h"

namespace clipbox::objectstore {

std::uint64_t PartLayout::size_bytes() const { return std::accumulate(sizes.begin(), sizes.end(), std::uint64_t{0}); }

PartLayout EqualParts(std::uint64_t size_bytes, std::uint64_t part_bytes) {
  PartLayout layout{{}, true};
  for (std::uint64_t at = 0; at < size_bytes || layout.sizes.empty(); at += part_bytes)
    layout.sizes.push_back(std::min(part_bytes, size_bytes - at));
  return layout;
}

int PartsByEtag(std::string_view etag) {
  const std::size_t dash = etag.find('-');
  return dash == std::string_view::npos ? 0 : base::ParseNumber<int>(etag.substr(dash + 1), 1).value_or(0);
}

void EtagReckoner::Update(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto taken =
        static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), layout_.sizes.at(part_) - of_part_));
    md5_.Update(bytes.substr(0, taken));
    bytes.remove_prefix(taken);
    of_part_ += taken;
    if (of_part_ == layout_.sizes[part_]) EndPart();
  }
}

void EtagReckoner::EndPart() {
  digests_ += md5_.Finish();
  of_part_ = 0;
  ++part_;
}

std::string EtagReckoner::Finish() {
  if (part_ < layout_.sizes.size()) EndPart();  // of no bytes
  if (!layout_.in_parts) return base::ToHex(digests_);
  return crypto::Md5Hex(digests_) + "-" + std::to_string(layout_.sizes.size());
}

}  // namespace clipbox::objectstore
