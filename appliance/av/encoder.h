// Frames to packets. Move-only; one thread at a time, while the codec may run threads of its own.
#pragma once

#include <functional>
#include <memory>

#include "av/dictionary.h"
#include "av/frame.h"
#include "av/packet.h"

namespace clipbox::av {

class Encoder {
 public:
  using Configure = std::function<void(AVCodecContext&)>;
  using Sink = std::function<void(Packet&)>;

  // `configure` sets sizes, formats and rates before the codec is opened. Throws: Error kUnsupportedCodec where libav
  // was built without it.
  Encoder(const char* name, const Configure& configure, Dictionary options);

  // Null: the end; gives out everything that is held back. `sink` gets each packet, times in context().time_base.
  void Encode(const AVFrame* frame, const Sink& sink);

  const AVCodecContext& context() const { return *context_; }

 private:
  struct Free {
    void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
  };
  std::unique_ptr<AVCodecContext, Free> context_;
};

}  // namespace clipbox::av
