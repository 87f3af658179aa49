// Small whole films of every container and the common codecs, to be damaged.
#pragma once

#include <string>
#include <vector>

namespace clipbox::fuzz {

// Their bytes. What this machine's libavcodec cannot encode is left out.
std::vector<std::string> MakeSeeds();

}  // namespace clipbox::fuzz
