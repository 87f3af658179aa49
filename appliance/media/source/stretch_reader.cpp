#include "media/source/stretch_reader.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "av/time.h"

namespace clipbox::media {
namespace {

// Sound decoders need a little of what came before (AAC overlaps two frames, Opus settles in 80 ms).
constexpr double kSoundLeadSeconds = 0.2;
// How much later than the pictures sound may lie in the file and still belong to them.
constexpr double kInterleaveSeconds = 5;
constexpr std::size_t kMostPendingBytes = std::size_t{48} << 20;
// Seconds before the start to try when the key frame that was found turned out to come after it.
constexpr std::array<double, 3> kBackoffs = {0, 2, 12};
// H.264 and HEVC let no more pictures than this come before another and be shown behind it.
constexpr int kMostReordered = 16;

AVRational TimeBase(const TickLength& tick) { return {tick.num, tick.den}; }

std::int64_t TimeOf(const av::Packet& packet) { return packet->pts != av::kNoTime ? packet->pts : packet->dts; }

// Start and end lie on ticks of the video, for the sound too, or it would be off by up to half a tick: 20 ms in an AVI.
StretchRequest OnTicks(StretchRequest request, const SourceInfo& info) {
  if (!info.video) return request;
  const AVRational tick = TimeBase(info.video->tick);
  for (double* time : {&request.start, &request.end}) *time = av::ToSeconds(av::ToTicks(*time, tick), tick);
  return request;
}

}  // namespace

StretchReader::StretchReader(av::Input& input, const SourceInfo& info, const Limits& limits,
                             const StretchRequest& request, const StretchCallbacks& callbacks)
    : input_(input),
      info_(info),
      limits_(limits),
      request_(OnTicks(request, info)),
      callbacks_(callbacks),
      has_video_((request.pictures || request.video_packets) && info.video.has_value()),
      has_sound_((request.sound || request.sound_packets) && info.audio.has_value()) {
  if (info.video) {
    const AVRational tick = TimeBase(info.video->tick);
    start_ticks_ = info.video->zero_ticks + av::ToTicks(request_.start, tick);
    end_ticks_ = info.video->zero_ticks + av::ToTicks(request_.end, tick);
  }
  if (info.audio) {
    const AVRational tick = TimeBase(info.audio->tick);
    sound_start_ticks_ = av::ToTicks(info.zero_seconds() + request_.start, tick);
    sound_end_ticks_ = av::ToTicks(info.zero_seconds() + request_.end, tick);
  }
  input_.KeepOnly(has_video_ ? info.video->index : -1, has_sound_ ? info.audio->index : -1);
  if (has_video_) input_.WillReadUntil(info.video->index, end_ticks_);
}

void StretchReader::Run() {
  if (!has_video_ && !has_sound_) return;
  if (request_.start > 1) {
    for (const double backoff : kBackoffs) {
      if (ReadFrom(backoff, false) == Outcome::kDone) return;
    }
    input_.SeekToStart();
  }
  ReadFrom(0, true);
}

StretchReader::Outcome StretchReader::ReadFrom(double backoff_seconds, bool from_beginning) {
  from_beginning_ = from_beginning;
  Restart();
  start_is_certain_ = from_beginning || !has_video_;
  if (!from_beginning) {
    const int stream = has_video_ ? info_.video->index : info_.audio->index;
    const AVRational tick = TimeBase(has_video_ ? info_.video->tick : info_.audio->tick);
    const std::int64_t start = has_video_ ? start_ticks_ : sound_start_ticks_;
    key_limit_ticks_ = start - av::ToTicks(backoff_seconds, tick);
    if (!input_.SeekBefore(stream, key_limit_ticks_ - av::ToTicks(kSoundLeadSeconds, tick)))
      return Outcome::kMissedStart;
  } else {
    key_limit_ticks_ = start_ticks_;
  }
  av::Packet packet;
  while (!Finished() && input_.Read(packet)) {
    if (callbacks_.go_on && !callbacks_.go_on(FractionOf(packet))) return Outcome::kDone;
    if (has_video_ && packet->stream_index == info_.video->index) TakePicturePacket(packet);
    if (has_sound_ && packet->stream_index == info_.audio->index) TakeSoundPacket(packet);
    if (missed_start_) return Outcome::kMissedStart;
  }
  SendPending();
  if (has_video_ && !pictures_done_ && !missed_start_ && !key_frames_only_) DecodePictures(nullptr);
  if (missed_start_ || (has_video_ && !start_is_certain_)) return Outcome::kMissedStart;
  ReleaseSound();
  if (has_sound_ && request_.sound) {
    if (!sound_done_) DecodeSound(nullptr);
    const SoundFormat format = SoundFormatFor(*info_.audio);
    aligner_->Finish(format.channels, format.sample_rate);
  }
  return Outcome::kDone;
}

void StretchReader::Restart() {
  picture_decoder_.reset();
  mid_film_ = !from_beginning_;
  if (has_sound_ && request_.sound) {
    sound_decoder_.emplace(input_.stream(info_.audio->index), av::DecoderOptions{});
    sound_graph_.reset();
    const int rate = SoundFormatFor(*info_.audio).sample_rate;
    const auto origin = std::llround((info_.zero_seconds() + request_.start) * rate);
    aligner_.emplace(origin, std::llround((request_.end - request_.start) * rate), rate, callbacks_.sound);
  }
  pending_pictures_.clear();
  pending_bytes_ = 0;
  picture_packets_ = sound_packets_ = 0;
  pending_sound_.clear();
  pending_copies_.clear();
  packets_behind_end_ = 0;
  sent_pictures_ = missed_start_ = sound_done_ = key_frames_only_ = false;
  pictures_done_ = !request_.pictures;
  packets_done_ = !request_.video_packets;
  last_picture_pts_ = -1;
  last_time_.reset();
}

bool StretchReader::mostly_damaged() const {
  return picture_decoder_ && picture_decoder_->damaged_packets() * 2 > picture_packets_;
}

bool StretchReader::sound_mostly_damaged() const {
  return sound_decoder_ && sound_decoder_->damaged_packets() * 2 > sound_packets_;
}

bool StretchReader::Finished() const {
  return ((pictures_done_ && packets_done_) || !has_video_) && (sound_done_ || !has_sound_);
}

double StretchReader::FractionOf(const av::Packet& packet) const {
  const std::int64_t time = TimeOf(packet);
  if (time == av::kNoTime || request_.end <= request_.start) return 0;
  const double seconds = av::ToSeconds(time, input_.stream(packet->stream_index).time_base) - info_.zero_seconds();
  return std::clamp((seconds - request_.start) / (request_.end - request_.start), 0.0, 1.0);
}

// Only the packets from the last key frame at or before the start on are worth decoding. Which one that is shows when a
// packet comes whose decoding time lies behind it: no later packet can be shown earlier than it is decoded.
void StretchReader::TakePicturePacket(av::Packet& packet) {
  const std::int64_t time = TimeOf(packet);
  if (pictures_done_ && packets_done_) {
    const auto slack = av::ToTicks(kInterleaveSeconds, TimeBase(info_.video->tick));
    if (time != av::kNoTime && time > end_ticks_ + slack) sound_done_ = true;
    return;
  }
  if (sent_pictures_) return UsePicturePacket(packet);
  const std::int64_t decoded_at = packet->dts != av::kNoTime ? packet->dts : packet->pts;
  const bool past = decoded_at != av::kNoTime && decoded_at > key_limit_ticks_;
  // AVI says of H.264 only when it is decoded: it may be shown as many pictures later as may come out of order.
  const double rate = info_.video->frame_rate > 0 ? info_.video->frame_rate : 25;
  const std::int64_t later =
      packet->pts != av::kNoTime ? 0 : av::ToTicks(kMostReordered / rate, TimeBase(info_.video->tick));
  if (packet.is_key() && !past && time != av::kNoTime && time + later <= key_limit_ticks_) {
    mid_film_ = mid_film_ || !pending_pictures_.empty();
    pending_pictures_.clear();
    pending_bytes_ = 0;
  }
  pending_bytes_ += static_cast<std::size_t>(packet->size);
  pending_pictures_.push_back(packet.Take());
  if (past || pending_bytes_ > kMostPendingBytes) SendPending();
}

void StretchReader::SendPending() {
  sent_pictures_ = true;
  if (has_video_ && request_.pictures && !picture_decoder_) {
    const av::DecoderOptions options{
        .threads = request_.threads, .max_pixels = limits_.max_pixels, .mid_film = mid_film_};
    picture_decoder_.emplace(input_.stream(info_.video->index), options);
  }
  if (has_video_ && !start_is_certain_) {
    // Pictures would come out of what does not begin with a key frame, too, but wrong ones.
    missed_start_ = pending_pictures_.empty() || !pending_pictures_[0].is_key();
    if (!request_.pictures) missed_start_ = missed_start_ || TimeOf(pending_pictures_[0]) > start_ticks_;
    if (!request_.pictures && !missed_start_) BeCertainOfStart();
  }
  for (const av::Packet& packet : pending_pictures_) {
    if (!missed_start_) UsePicturePacket(packet);
  }
  pending_pictures_.clear();
}

void StretchReader::UsePicturePacket(const av::Packet& packet) {
  if (!packets_done_) HandOut(packet);
  if (!pictures_done_) DecodeAsWished(packet);
  if (!LiesBehindEnd(packet)) return;
  packets_done_ = true;
  pictures_done_ = pictures_done_ || key_frames_only_;
}

void StretchReader::HandOut(const av::Packet& packet) {
  av::Packet copy = packet.Ref();
  if (copy->pts != av::kNoTime) copy->pts -= start_ticks_;
  if (copy->dts != av::kNoTime) copy->dts -= start_ticks_;
  if (start_is_certain_) {
    callbacks_.video_packet(copy);
  } else {
    pending_copies_.push_back(std::move(copy));
  }
}

// True from the packet on behind which none can be shown before the end.
bool StretchReader::LiesBehindEnd(const av::Packet& packet) {
  // What an edit list hides may lie anywhere.
  const bool hidden = (packet->flags & AV_PKT_FLAG_DISCARD) != 0;
  if (hidden || packet->pts == av::kNoTime || packet->pts < end_ticks_) return false;
  const bool decoded_later = packet->dts != av::kNoTime && packet->dts >= end_ticks_;
  return ++packets_behind_end_ > kMostReordered || decoded_later;
}

void StretchReader::DecodeAsWished(const av::Packet& packet) {
  const PictureWish wish = start_is_certain_ && callbacks_.wish ? callbacks_.wish() : PictureWish::kAll;
  switch (wish) {
    case PictureWish::kAll: return DecodePictures(&packet);
    case PictureWish::kKeyFrames: return DecodeKeyFrame(packet);
    case PictureWish::kNone: pictures_done_ = true;
  }
}

// Each by itself: what lies between two is never decoded.
void StretchReader::DecodeKeyFrame(const av::Packet& packet) {
  if (!key_frames_only_) DecodePictures(nullptr);
  key_frames_only_ = true;
  if (!packet.is_key() || pictures_done_) return;
  picture_decoder_->Flush();
  DecodePictures(&packet);
  if (!pictures_done_) DecodePictures(nullptr);
}

void StretchReader::BeCertainOfStart() {
  start_is_certain_ = true;
  for (const av::Packet& packet : pending_copies_) callbacks_.video_packet(packet);
  pending_copies_.clear();
  ReleaseSound();
}

void StretchReader::DecodePictures(const av::Packet* packet) {
  picture_decoder_->Send(packet);
  if (packet != nullptr) ++picture_packets_;
  av::Frame frame;
  while (!pictures_done_ && !missed_start_ && picture_decoder_->Receive(frame)) TakePicture(frame);
}

// The last frames of an AVI come out of the decoder without a time: they follow the one before.
std::int64_t StretchReader::TimeOfPicture(const AVFrame& frame) {
  std::int64_t time = av::TimeOf(frame);
  if (time == av::kNoTime && last_time_ && info_.video->frame_rate > 0) {
    time =
        *last_time_ + std::max<std::int64_t>(1, av::ToTicks(1 / info_.video->frame_rate, TimeBase(info_.video->tick)));
  }
  if (time != av::kNoTime) last_time_ = time;
  return time;
}

void StretchReader::TakePicture(av::Frame& frame) {
  const std::int64_t time = TimeOfPicture(*frame);
  if (time == av::kNoTime) return;
  if (!start_is_certain_) {
    // The decoder began behind the start: frames are missing, so look for an earlier key frame.
    missed_start_ = time > start_ticks_;
    if (missed_start_) return;
    BeCertainOfStart();
  }
  if (time < start_ticks_) return;
  if (time >= end_ticks_) {
    pictures_done_ = true;
    return;
  }
  frame->pts = std::max(time - start_ticks_, last_picture_pts_ + 1);
  last_picture_pts_ = frame->pts;
  if (callbacks_.picture) callbacks_.picture(frame);
}

void StretchReader::TakeSoundPacket(av::Packet& packet) {
  const std::int64_t time = TimeOf(packet);
  if (sound_done_ || time == av::kNoTime) return;
  const std::int64_t lead = av::ToTicks(kSoundLeadSeconds, TimeBase(info_.audio->tick));
  if (time < sound_start_ticks_ - lead) return;
  if (!start_is_certain_) {
    pending_sound_.push_back(packet.Take());
  } else {
    UseSoundPacket(packet);
  }
}

void StretchReader::ReleaseSound() {
  for (av::Packet& packet : pending_sound_) {
    if (callbacks_.go_on && !callbacks_.go_on(FractionOf(packet))) sound_done_ = true;
    UseSoundPacket(packet);
  }
  pending_sound_.clear();
}

void StretchReader::UseSoundPacket(av::Packet& packet) {
  if (sound_done_) return;
  const std::int64_t time = TimeOf(packet);
  if (time >= sound_end_ticks_) {
    // Decoders may hold one frame back: it comes out when the decoder is drained.
    if (request_.sound) DecodeSound(nullptr);
    sound_done_ = true;
    return;
  }
  if (request_.sound) DecodeSound(&packet);
  if (request_.sound_packets && time + 2 * packet->duration > sound_start_ticks_) {
    packet->pts = time - sound_start_ticks_;
    packet->dts = packet->pts;
    callbacks_.sound_packet(packet);
  }
}

void StretchReader::DecodeSound(const av::Packet* packet) {
  sound_decoder_->Send(packet);
  if (packet != nullptr) ++sound_packets_;
  av::Frame frame;
  while (sound_decoder_->Receive(frame)) {
    frame->pts = av::TimeOf(*frame);
    if (frame->pts != av::kNoTime) AlignSound(&frame);
  }
  if (packet == nullptr) AlignSound(nullptr);
}

void StretchReader::AlignSound(const av::Frame* frame) {
  av::Frame converted;
  const auto drain = [&] {
    while (sound_graph_->Pull(converted)) aligner_->Feed(converted);
  };
  const bool over = frame == nullptr || (sound_graph_ && !sound_graph_->Fits(**frame));
  if (over && sound_graph_) {
    sound_graph_->Push(nullptr);
    drain();
    sound_graph_.reset();
  }
  if (frame == nullptr) return;
  if (!sound_graph_) {
    sound_graph_ = av::Graph::ForAudio(**frame, TimeBase(info_.audio->tick), FiltersFor(SoundFormatFor(*info_.audio)));
  }
  sound_graph_->Push(frame->get());
  drain();
  if (aligner_->complete() && !request_.sound_packets) sound_done_ = true;
}

}  // namespace clipbox::media
