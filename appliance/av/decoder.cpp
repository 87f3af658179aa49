#include "av/decoder.h"

#include "av/allowed.h"
#include "av/dictionary.h"
#include "av/log.h"
#include "base/error.h"

namespace clipbox::av {

Decoder::Decoder(const AVStream& stream, const DecoderOptions& options)
    : mid_film_(options.mid_film), awaits_whole_(options.mid_film) {
  QuietLibav();
  const AVCodec* codec = FindAllowedDecoder(stream.codecpar->codec_id);
  const std::string name = CodecName(stream.codecpar->codec_id);
  if (codec == nullptr) {
    throw base::Error(base::ErrorCode::kUnsupportedCodec,
                      "this file uses the codec " + name + ", which clipbox does not decode");
  }
  context_.reset(CheckAllocated(avcodec_alloc_context3(codec), "avcodec_alloc_context3"));
  Check(avcodec_parameters_to_context(context_.get(), stream.codecpar), "avcodec_parameters_to_context");
  context_->pkt_timebase = stream.time_base;
  context_->thread_count = options.threads;
  if (options.max_pixels > 0) context_->max_pixels = options.max_pixels;
  if (options.roughly) context_->skip_loop_filter = AVDISCARD_ALL;
  if (options.mid_film) context_->flags |= AV_CODEC_FLAG_OUTPUT_CORRUPT;
  if (options.strict) context_->err_recognition |= AV_EF_EXPLODE | AV_EF_CRCCHECK | AV_EF_BITSTREAM | AV_EF_BUFFER;
  Dictionary dictionary{{"codec_whitelist", kAllowedDecoders}};
  const int result = avcodec_open2(context_.get(), codec, dictionary.address());
  if (result == AVERROR(ENOMEM)) Check(result, "avcodec_open2 for " + name);
  if (result < 0) {
    throw base::Error(base::ErrorCode::kUnsupportedCodec,
                      "the " + name + " stream of this file cannot be decoded (" + ReasonOf(result) + ")");
  }
}

void Decoder::Send(const Packet* packet) {
  const int result = avcodec_send_packet(context_.get(), packet == nullptr ? nullptr : packet->get());
  if (result == AVERROR(ENOMEM)) Check(result, "avcodec_send_packet");
  if (result < 0 && result != AVERROR_EOF) ++damaged_packets_;
}

bool Decoder::Receive(Frame& frame) {
  while (true) {
    frame.Unref();
    const int result = avcodec_receive_frame(context_.get(), frame.get());
    if (result >= 0 && awaits_whole_ && (frame->flags & AV_FRAME_FLAG_CORRUPT) != 0) continue;
    if (result >= 0) {
      awaits_whole_ = false;
      return true;
    }
    if (result == AVERROR(EAGAIN) || result == AVERROR_EOF) return false;
    if (result == AVERROR(ENOMEM)) Check(result, "avcodec_receive_frame");
    // With threads a damaged packet shows up here, and a good frame may wait behind it.
    ++damaged_packets_;
  }
}

}  // namespace clipbox::av
