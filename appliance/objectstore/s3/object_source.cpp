#include "objectstore/s3/object_source.h"

#include <algorithm>

#include "objectstore/s3/calls.h"

namespace clipbox::objectstore::s3 {
namespace {

constexpr std::size_t kMaxRangeBytes = 16 << 20;  // of one request; a broken one costs no more than this

}  // namespace

std::size_t ObjectSource::ReadAt(std::uint64_t offset, std::span<std::byte> into) {
  if (offset >= size_) return 0;
  into = into.first(static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), size_ - offset)));
  for (std::size_t done = 0; done < into.size(); done += kMaxRangeBytes) {
    const auto wanted = into.subspan(done, std::min(kMaxRangeBytes, into.size() - done));
    GetObject(client_, key_, {etag_, size_, offset + done, wanted});
  }
  return into.size();
}

}  // namespace clipbox::objectstore::s3
