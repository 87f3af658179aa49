// Thrown by a maker that finds on its way that the source does not let it do its work as planned: the output is then
// made as `exact`, with this reason. Caught by MakerSet. Plain.
#pragma once

#include <string>

namespace clipbox::media {

struct FallBack {
  std::string reason;  // a word for the artifact: `open_gop`
};

}  // namespace clipbox::media
