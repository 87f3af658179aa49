#include "av/log.h"

#include <array>
#include <cstdarg>

#include "av/libav.h"
#include "base/log.h"
#include "base/text.h"

namespace clipbox::av {
namespace {

void Forward(void* object, int level, const char* format, va_list arguments) noexcept {
  // A hostile file can make libav warn for every byte: only its errors are worth a line.
  if (level > AV_LOG_ERROR) return;
  try {
    std::array<char, 512> line{};
    int prefix = 1;
    av_log_format_line2(object, level, format, arguments, line.data(), static_cast<int>(line.size()), &prefix);
    base::LogDebug("libav", {{"message", base::PlainText(line.data(), line.size())}});
  } catch (...) {
    // A message that cannot be logged is no reason to fail the work that it was about.
  }
}

}  // namespace

void QuietLibav() {
  static const bool installed = [] {
    av_log_set_callback(&Forward);
    return true;
  }();
  static_cast<void>(installed);
}

}  // namespace clipbox::av
