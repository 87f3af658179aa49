// What libav may open: containers and decoders that the product names, nothing else. A container's name alone is not
// enough: a rarely used decoder inside an allowed container is how uploaded files have run code (CVE-2026-8461).
// Constant; any thread.
#pragma once

#include <string>
#include <string_view>

#include "av/libav.h"

namespace clipbox::av {

inline constexpr const char* kAllowedFormats = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpegts,avi,flv,ogg";

// Names of decoders, as codec_whitelist wants them.
inline constexpr const char* kAllowedDecoders =
    "h264,hevc,vp8,vp9,av1,libdav1d,mpeg4,mpeg2video,mpeg1video,mjpeg,prores,theora,flv,"
    "aac,mp3,mp3float,mp2,mp2float,opus,libopus,vorbis,flac,ac3,eac3,alac,"
    "pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,pcm_f32le,pcm_f32be,pcm_u8,pcm_s8,pcm_alaw,pcm_mulaw";

bool IsAllowedFormat(const AVInputFormat& format);

// The decoder for a codec, or null where none is built in or none is allowed.
const AVCodec* FindAllowedDecoder(AVCodecID codec);

// `h264`; `unknown` if libav has no name for it.
std::string CodecName(AVCodecID codec);

}  // namespace clipbox::av
