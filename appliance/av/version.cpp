#include "av/version.h"

extern "C" {
#include <libavutil/avutil.h>
}

namespace clipbox::av {

std::string VersionText() { return std::string("FFmpeg ") + av_version_info(); }

}  // namespace clipbox::av
