// Which FFmpeg the process runs on, as loaded, not as compiled against: its version, what it can do, how old it is. For
// `--version`, receipts and `clipbox doctor`. Any thread.
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"

namespace clipbox::av {

// `FFmpeg 5.1.9-0+deb12u1`.
std::string VersionText();

// An encoder and what it is: `aac (Lavc 59.37.100)`. x264 is a library of its own, told by the version it writes into
// its streams: `libx264 (x264 core 164 r3095 baee400)`.
std::string EncoderText(const std::string& name);

bool HasEncoder(const std::string& name);
bool HasDecoder(const std::string& name);

// When the file that libavcodec was loaded from was last changed: for a distribution's package, when it was built.
std::optional<base::Timestamp> LibraryDate();

}  // namespace clipbox::av
