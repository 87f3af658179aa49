#include "media/picture/jpeg.h"

#include "av/encoder.h"
#include "media/maker/small_file.h"

namespace clipbox::media {

std::string EncodeJpeg(const av::Frame& picture, int quality) {
  std::string jpeg;
  av::Encoder encoder("mjpeg",
                      [&](AVCodecContext& codec) {
                        codec.width = picture->width;
                        codec.height = picture->height;
                        codec.pix_fmt = static_cast<AVPixelFormat>(picture->format);
                        codec.color_range = AVCOL_RANGE_JPEG;
                        codec.time_base = {1, 25};
                        codec.flags |= AV_CODEC_FLAG_QSCALE;
                        codec.global_quality = quality * FF_QP2LAMBDA;
                        codec.thread_count = 1;
                      },
                      {});
  const av::Frame still = picture.Ref();
  still->pts = 0;
  still->pict_type = AV_PICTURE_TYPE_NONE;
  still->quality = quality * FF_QP2LAMBDA;
  const auto take = [&](av::Packet& packet) {
    jpeg.append(reinterpret_cast<const char*>(packet->data), static_cast<std::size_t>(packet->size));
  };
  encoder.Encode(still.get(), take);
  encoder.Encode(nullptr, take);
  return jpeg;
}

void WriteJpeg(const av::Frame& picture, int quality, const std::filesystem::path& path) {
  const std::string jpeg = EncodeJpeg(picture, quality);
  WriteSmallFile(path, jpeg.data(), jpeg.size());
}

}  // namespace clipbox::media
