#include "media/sound/coded_peak.h"

namespace clipbox::media {

void CodedPeak::Feed(const av::Packet& packet) {
  decoder_.Send(&packet);
  Listen();
}

double CodedPeak::Finish() {
  decoder_.Send(nullptr);
  Listen();
  return meter_.Finish().peak_db;
}

void CodedPeak::Listen() {
  av::Frame sound;
  while (decoder_.Receive(sound)) {
    sound->pts = samples_;
    samples_ += sound->nb_samples;
    meter_.Feed(sound);
  }
}

}  // namespace clipbox::media
