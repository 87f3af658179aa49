// Owns one AVFrame (its buffers are counted references). Move-only; one thread at a time.
#pragma once

#include <cstdint>
#include <memory>

#include "av/error.h"
#include "av/libav.h"

namespace clipbox::av {

class Frame {
 public:
  Frame() : frame_(CheckAllocated(av_frame_alloc(), "av_frame_alloc")) {}

  // Another reference to the same picture or sound. Throws: Error kOutOfMemory.
  Frame Ref() const {
    Frame copy;
    Check(av_frame_ref(copy.get(), get()), "av_frame_ref");
    return copy;
  }

  AVFrame* get() const { return frame_.get(); }
  AVFrame* operator->() const { return frame_.get(); }
  AVFrame& operator*() const { return *frame_; }
  void Unref() { av_frame_unref(frame_.get()); }

 private:
  struct Free {
    void operator()(AVFrame* frame) const { av_frame_free(&frame); }
  };
  std::unique_ptr<AVFrame, Free> frame_;
};

// Buffers for a picture. Throws: Error kOutOfMemory.
inline Frame NewPicture(AVPixelFormat format, int width, int height) {
  Frame frame;
  frame->format = format;
  frame->width = width;
  frame->height = height;
  Check(av_frame_get_buffer(frame.get(), 0), "av_frame_get_buffer");
  return frame;
}

// Buffers for `samples` of sound. Throws: Error kOutOfMemory.
inline Frame NewSound(AVSampleFormat format, const AVChannelLayout& layout, int sample_rate, int samples) {
  Frame frame;
  frame->format = format;
  frame->sample_rate = sample_rate;
  frame->nb_samples = samples;
  Check(av_channel_layout_copy(&frame->ch_layout, &layout), "av_channel_layout_copy");
  Check(av_frame_get_buffer(frame.get(), 0), "av_frame_get_buffer");
  return frame;
}

}  // namespace clipbox::av
