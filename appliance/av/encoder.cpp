#include "av/encoder.h"

#include "av/log.h"
#include "base/error.h"

namespace clipbox::av {

Encoder::Encoder(const char* name, const Configure& configure, Dictionary options) {
  QuietLibav();
  const AVCodec* codec = avcodec_find_encoder_by_name(name);
  if (codec == nullptr) {
    throw base::Error(base::ErrorCode::kUnsupportedCodec,
                      std::string("the installed libavcodec has no encoder ") + name);
  }
  context_.reset(CheckAllocated(avcodec_alloc_context3(codec), "avcodec_alloc_context3"));
  configure(*context_);
  Check(avcodec_open2(context_.get(), codec, options.address()), std::string("avcodec_open2 for encoder ") + name);
}

void Encoder::Encode(const AVFrame* frame, const Sink& sink) {
  Check(avcodec_send_frame(context_.get(), frame), "avcodec_send_frame");
  Packet packet;
  while (true) {
    const int result = avcodec_receive_packet(context_.get(), packet.get());
    if (result == AVERROR(EAGAIN) || result == AVERROR_EOF) return;
    Check(result, "avcodec_receive_packet");
    sink(packet);
    packet.Unref();
  }
}

}  // namespace clipbox::av
