#include "media/source/stretch_sound.h"

#include <cmath>

#include "media/source/sound_format.h"

namespace clipbox::media {

StretchSound::StretchSound(const StretchTask& task)
    : task_(task),
      stream_(task.input.stream(task.info.audio->index)),
      start_ticks_(av::ToTicks(task.info.zero_seconds() + task.request.range.start, stream_.time_base)),
      end_ticks_(av::ToTicks(task.info.zero_seconds() + task.request.range.end, stream_.time_base)) {
  if (!task.request.sound) {
    sample_.emplace(stream_);
    return;
  }
  decoder_.emplace(stream_, av::DecoderOptions{});
  const int rate = SoundFormatFor(*task.info.audio).sample_rate;
  const auto origin = std::llround((task.info.zero_seconds() + task.request.range.start) * rate);
  aligner_.emplace(origin, std::llround((task.request.range.end - task.request.range.start) * rate), rate,
                   task.callbacks.sound);
}

void StretchSound::Take(av::Packet& packet) {
  const std::int64_t time = av::TimeOf(packet);
  if (done_ || time == av::kNoTime || time < start_ticks_ - av::ToTicks(kLeadSeconds, stream_.time_base)) return;
  if (!released_) {
    waiting_.push_back(packet.Take());
  } else {
    Use(packet);
  }
}

void StretchSound::Release() {
  released_ = true;
  for (av::Packet& packet : waiting_) {
    if (!task_.GoOn(packet)) done_ = true;
    Use(packet);
  }
  waiting_.clear();
}

void StretchSound::Finish() {
  if (!aligner_) return;
  if (!done_) Decode(nullptr);
  const SoundFormat format = SoundFormatFor(*task_.info.audio);
  aligner_->Finish(format.channels, format.sample_rate);
}

void StretchSound::Use(av::Packet& packet) {
  if (done_) return;
  const std::int64_t time = av::TimeOf(packet);
  if (time >= end_ticks_) {
    // Decoders may hold one frame back: it comes out when the decoder is drained.
    if (decoder_) Decode(nullptr);
    done_ = true;
    return;
  }
  if (decoder_) Decode(&packet);
  if (task_.request.sound_packets && time + 2 * packet->duration > start_ticks_) {
    if (sample_) sample_->Take(packet);
    packet->pts = packet->dts = time - start_ticks_;
    task_.callbacks.sound_packet(packet);
  }
}

void StretchSound::Decode(const av::Packet* packet) {
  decoder_->Send(packet);
  if (packet != nullptr) ++packets_;
  av::Frame frame;
  while (decoder_->Receive(frame)) {
    frame->pts = av::TimeOf(*frame);
    if (frame->pts != av::kNoTime) Align(&frame);
  }
  if (packet == nullptr) Align(nullptr);
}

void StretchSound::Align(const av::Frame* frame) {
  av::Frame converted;
  const auto drain = [&] {
    while (graph_->Pull(converted)) aligner_->Feed(converted);
  };
  const bool over = frame == nullptr || (graph_ && !graph_->Fits(**frame));
  if (over && graph_) {
    graph_->Push(nullptr);
    drain();
    graph_.reset();
  }
  if (frame == nullptr) return;
  if (!graph_) graph_ = av::Graph::ForAudio(**frame, stream_.time_base, FiltersFor(SoundFormatFor(*task_.info.audio)));
  graph_->Push(frame->get());
  drain();
  if (aligner_->complete() && !task_.request.sound_packets) done_ = true;
}

}  // namespace clipbox::media
