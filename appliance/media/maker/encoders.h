// Which encoders wrote a file that was made, with their versions: for receipts. Any thread.
#pragma once

#include <string>
#include <vector>

#include "media/maker/span.h"

namespace clipbox::media {

// `libx264 (x264 core 164 r3095 baee400)`, `aac (Lavc 59.37.100)`; none where everything was copied or is text; of
// sound and pictures only those that were encoded.
std::vector<std::string> EncodersOf(const Made& made);

}  // namespace clipbox::media
