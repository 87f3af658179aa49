// One stretch of a source from front to end, in blocks. Any thread.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/byte_source.h"
#include "base/error.h"

namespace clipbox::objectstore {

// Calls `take` with [from, from + bytes) of `source`, piece by piece. Throws: Error kInputOutput where the source ends
// before; what `source` and `take` throw.
template <class Take>
void ReadBlocks(base::ByteSource& source, std::uint64_t from, std::uint64_t bytes, const Take& take) {
  constexpr std::uint64_t kPieceBytes = 1 << 20;
  std::vector<std::byte> piece(static_cast<std::size_t>(std::min(kPieceBytes, bytes)));
  for (std::uint64_t done = 0; done < bytes;) {
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), bytes - done));
    const std::size_t got = source.ReadAt(from + done, std::span(piece).first(wanted));
    if (got == 0)
      throw base::Error(base::ErrorCode::kInputOutput, "cannot copy " + source.name() + ": it became shorter");
    take(std::string_view(reinterpret_cast<const char*>(piece.data()), got));
    done += got;
  }
}

}  // namespace clipbox::objectstore
