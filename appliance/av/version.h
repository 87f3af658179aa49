// Which FFmpeg the process runs on, for `clipbox --version`.
#pragma once

#include <string>

namespace clipbox::av {

// `FFmpeg 5.1.9-0+deb12u1`, as loaded, not as compiled against.
std::string VersionText();

}  // namespace clipbox::av
