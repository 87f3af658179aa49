// Which encoders wrote an artifact, with their versions: for receipts. Any thread.
#pragma once

#include <string>
#include <vector>

#include "jobs/artifact.h"

namespace clipbox::media {

// `libx264 (x264 core 164 r3095 baee400)`, `aac (Lavc 59.37.100)`; none where everything was copied or is text.
std::vector<std::string> EncodersOf(const jobs::Artifact& artifact);

}  // namespace clipbox::media
