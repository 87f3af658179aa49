#include "media/picture/tile_sheet.h"

#include <cstring>

namespace clipbox::media {

av::Frame NewBlack(PictureSize size) {
  av::Frame picture = av::NewPicture(AV_PIX_FMT_YUVJ420P, size.width, size.height);
  std::memset(picture->data[0], 0,
              static_cast<std::size_t>(picture->linesize[0]) * static_cast<std::size_t>(size.height));
  for (const int plane : {1, 2}) {
    std::memset(picture->data[plane], 128,
                static_cast<std::size_t>(picture->linesize[plane]) * static_cast<std::size_t>((size.height + 1) / 2));
  }
  return picture;
}

void PlaceTile(const av::Frame& tile, PictureSize size, av::Frame& sheet, int x, int y) {
  for (int plane = 0; plane < 3; ++plane) {
    const int shift = plane == 0 ? 0 : 1;
    std::uint8_t* into = sheet->data[plane] + (y >> shift) * sheet->linesize[plane] + (x >> shift);
    av_image_copy_plane(into, sheet->linesize[plane], tile->data[plane], tile->linesize[plane], size.width >> shift,
                        size.height >> shift);
  }
}

}  // namespace clipbox::media
