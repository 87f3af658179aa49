// Encodes the pictures of a smart cut before the first key frame that can be copied. It does so as the source's own
// encoder would have: profile, level, references, entropy coding, colours, shape. The parameter sets have ids that the
// source does not use. One thread; x264 runs `threads` of its own.
#pragma once

#include <functional>

#include "av/encoder.h"
#include "media/cut/avc/avc_parameters.h"

namespace clipbox::media {

struct LeadSettings {
  AVRational tick{1, 1};  // of the pictures' times
  double frame_rate = 25;
  int threads = 1;
};

class SmartLead {
 public:
  // `first` is the first picture, `source` what the copied packets follow. Throws: FallBack `parameter_ids`,
  // `pixel_format`.
  SmartLead(const AvcParameters& source, const AVFrame& first, const LeadSettings& settings);

  // The lead's own sets.
  const AvcParameters& parameters() const { return parameters_; }

  // Null: the end. `sink` gets packets with lengths of four bytes, shown in the order in which they are decoded.
  void Encode(const AVFrame* picture, const std::function<void(av::Packet&)>& sink);

 private:
  av::Encoder encoder_;
  AvcParameters parameters_;
};

}  // namespace clipbox::media
