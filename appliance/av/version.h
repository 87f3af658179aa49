// Which FFmpeg the process runs on, for `clipbox --version` and receipts. Any thread.
#pragma once

#include <string>

namespace clipbox::av {

// `FFmpeg 5.1.9-0+deb12u1`, as loaded, not as compiled against.
std::string VersionText();

// An encoder and what it is: `aac (Lavc 59.37.100)`; x264, a library of its own, by the version it writes into its
// streams: `libx264 (x264 core 164 r3095 baee400)`.
std::string EncoderText(const std::string& name);

}  // namespace clipbox::av
