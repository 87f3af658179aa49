// Reads all files of one object, or of an upload that is open, and holds them to what its rows say. That is the MD5 of
// each part, which is its ETag, and each checksum that is kept. It is sizes too, and how the whole follows from its
// parts. Any thread.
#pragma once

#include <vector>

#include "objectstore/scrub/damage.h"
#include "objectstore/view/embedded_view.h"

namespace clipbox::objectstore {

struct Examined {
  std::vector<Damage> damages;  // by part; empty: it is well
  std::uint64_t bytes = 0;      // that were read
};

// Throws: Error kInputOutput where a file cannot be opened for another reason than that it is gone.
Examined Examine(const EmbeddedView& view, const Holding& holding);

}  // namespace clipbox::objectstore
