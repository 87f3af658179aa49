// Opaque identifiers, sortable by creation: 26 characters of Crockford's base 32 (48 bits of milliseconds, 80 random),
// as ULID. A tag makes a type of each kind, so that a job's id is not taken for an artifact's. Values; NewIdText is
// thread-safe.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace clipbox::base {

template <class Tag>
struct Id {
  std::string value;
  auto operator<=>(const Id&) const = default;
  bool empty() const { return value.empty(); }
};

// Ids made later compare greater; within one millisecond of one process too.
std::string NewIdText(Timestamp now);

template <class IdType>
IdType NewId(Timestamp now) {
  return IdType{NewIdText(now)};
}

// `bytes` random bytes from the kernel, as lower-case hex. For secrets as well. Throws: Error kInternal.
std::string RandomHex(std::size_t bytes);

}  // namespace clipbox::base
