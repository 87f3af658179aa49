#include "av/version.h"

#include "av/libav.h"

namespace clipbox::av {

std::string VersionText() { return std::string("FFmpeg ") + av_version_info(); }

}  // namespace clipbox::av
