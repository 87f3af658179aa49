#include "av/allowed.h"

extern "C" {
#include <libavutil/avstring.h>
}

namespace clipbox::av {

bool IsAllowedFormat(const AVInputFormat& format) { return av_match_list(format.name, kAllowedFormats, ',') > 0; }

const AVCodec* FindAllowedDecoder(AVCodecID codec) {
  const AVCodec* decoder = avcodec_find_decoder(codec);
  if (decoder == nullptr || av_match_list(decoder->name, kAllowedDecoders, ',') <= 0) return nullptr;
  return decoder;
}

std::string CodecName(AVCodecID codec) { return codec == AV_CODEC_ID_NONE ? "unknown" : avcodec_get_name(codec); }

}  // namespace clipbox::av
