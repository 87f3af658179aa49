#include "media/maker/measure.h"

#include <exception>
#include <utility>

#include "av/input.h"
#include "av/time.h"
#include "av/upright.h"
#include "base/error.h"
#include "base/files.h"

namespace clipbox::media {

Measured MeasureFile(const std::filesystem::path& path) try {
  base::FileSource source(path);
  const av::Input input(source, {});
  Measured measured{av::ToSeconds(input.format().duration, av::kMicroseconds)};
  for (int i = 0; i < input.stream_count(); ++i) {
    const AVCodecParameters& parameters = *input.stream(i).codecpar;
    if (parameters.codec_type != AVMEDIA_TYPE_VIDEO) continue;
    measured.width = parameters.width;
    measured.height = parameters.height;
    if (av::RotationOf(input.stream(i)) % 180 != 0) std::swap(measured.width, measured.height);
  }
  return measured;
} catch (const base::Error&) {
  std::throw_with_nested(
      base::Error(base::ErrorCode::kInternal, "a finished file cannot be opened again: " + path.filename().string()));
}

void DescribeClip(const std::filesystem::path& path, Made& made) {
  const Measured measured = MeasureFile(path);
  made.duration_seconds = measured.duration_seconds;
  made.width = measured.width;
  made.height = measured.height;
  made.content_type = "video/mp4";
}

}  // namespace clipbox::media
