#include "objectstore/transfer/place.h"

#include <algorithm>

namespace clipbox::objectstore {
namespace {

// A store may add headers, and turn a disposition into one that is safe to show; none of what was there may be missing.
bool HasHeaders(const ObjectHead& kept, const ObjectHead& wanted) {
  return std::ranges::all_of(wanted.headers, [&](const auto& header) {
    const auto found = kept.headers.find(header.first);
    return found != kept.headers.end() && (found->second == header.second || header.first == "Content-Disposition");
  });
}

}  // namespace

bool IsSame(const CarriedObject& kept, const CarriedObject& wanted) {
  return kept.size_bytes == wanted.size_bytes && kept.etag == wanted.etag &&
         kept.head.content_type == wanted.head.content_type && kept.head.metadata == wanted.head.metadata &&
         HasHeaders(kept.head, wanted.head);
}

bool Place::Holds(const CarriedObject& object) {
  const auto kept = Find(object.key);
  return kept && IsSame(*kept, object);
}

}  // namespace clipbox::objectstore
