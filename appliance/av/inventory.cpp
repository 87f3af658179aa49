#include "av/inventory.h"

#include <dlfcn.h>
#include <sys/stat.h>

#include <algorithm>
#include <string_view>

#include "av/encoder.h"
#include "av/libav.h"

namespace clipbox::av {
namespace {

constexpr int kSide = 64;

// Encodes one grey picture: nothing else tells the version of the library that was loaded.
std::string FirstPacketOfX264() {
  Encoder encoder("libx264",
                  [](AVCodecContext& context) {
                    context.width = context.height = kSide;
                    context.pix_fmt = AV_PIX_FMT_YUV420P;
                    context.time_base = {1, 25};
                  },
                  {{"preset", "ultrafast"}});
  const Frame picture = NewPicture(AV_PIX_FMT_YUV420P, kSide, kSide);
  for (int plane = 0; plane < 3; ++plane) {
    const int rows = plane == 0 ? kSide : kSide / 2;
    std::fill_n(picture->data[plane], static_cast<std::ptrdiff_t>(picture->linesize[plane]) * rows, std::uint8_t{128});
  }
  picture->pts = 0;
  std::string bytes;
  const auto take = [&](Packet& packet) {
    bytes.append(reinterpret_cast<const char*>(packet->data), static_cast<std::size_t>(packet->size));
  };
  encoder.Encode(picture.get(), take);
  encoder.Encode(nullptr, take);
  return bytes;
}

// `x264 - core 164 r3095 baee400 - H.264/MPEG-4 AVC codec - …` stands in the stream's first user data.
std::string X264Version() {
  constexpr std::string_view kMark = "x264 - core ";
  const std::string bytes = FirstPacketOfX264();
  const std::size_t mark = bytes.find(kMark);
  if (mark == std::string::npos) return "x264";
  const std::size_t from = mark + kMark.size();
  return "x264 core " + bytes.substr(from, bytes.find(" - ", from) - from);
}

std::string LavcVersion() {
  const unsigned version = avcodec_version();
  return "Lavc " + std::to_string(AV_VERSION_MAJOR(version)) + "." + std::to_string(AV_VERSION_MINOR(version)) + "." +
         std::to_string(AV_VERSION_MICRO(version));
}

}  // namespace

bool HasEncoder(const std::string& name) { return avcodec_find_encoder_by_name(name.c_str()) != nullptr; }
bool HasDecoder(const std::string& name) { return avcodec_find_decoder_by_name(name.c_str()) != nullptr; }

std::optional<base::Timestamp> LibraryDate() {
  Dl_info where{};
  struct stat status {};
  if (::dladdr(reinterpret_cast<const void*>(&avcodec_version), &where) == 0 || ::stat(where.dli_fname, &status) != 0)
    return std::nullopt;
  return base::FromMillis(static_cast<std::int64_t>(status.st_mtime) * 1000);
}

std::string VersionText() { return std::string("FFmpeg ") + av_version_info(); }

std::string EncoderText(const std::string& name) {
  if (name != "libx264") return name + " (" + LavcVersion() + ")";
  static const std::string version = X264Version();
  return name + " (" + version + ")";
}

}  // namespace clipbox::av
