#include "media/source/stretch_reader.h"

#include <array>

namespace clipbox::media {
namespace {

using Start = StretchPictures::Start;

// Seconds before the start to try when the key frame that was found turned out to come after it.
constexpr std::array<double, 3> kBackoffs = {0, 2, 12};
// A stretch that begins earlier than this is read from the beginning of the file.
constexpr double kMinToSeek = 1;

AVRational TickOf(const VideoStream& video) { return {video.tick.num, video.tick.den}; }

// Start and end lie on ticks of the video, for the sound too, or it would be off by up to half a tick. In an AVI that
// is 20 ms.
StretchRequest OnTicks(StretchRequest request, const SourceInfo& info) {
  if (!info.video) return request;
  const AVRational tick = TickOf(*info.video);
  for (double* time : {&request.range.start, &request.range.end}) *time = av::ToSeconds(av::ToTicks(*time, tick), tick);
  return request;
}

}  // namespace

StretchReader::StretchReader(av::Input& input, const SourceInfo& info, const Limits& limits,
                             const StretchRequest& request, const StretchCallbacks& callbacks)
    : task_{input, info, limits, OnTicks(request, info), callbacks},
      has_video_((request.pictures || request.video_packets) && info.video.has_value()),
      has_sound_((request.sound || request.sound_packets) && info.audio.has_value()) {
  input.KeepOnly(has_video_ ? info.video->index : -1, has_sound_ ? info.audio->index : -1);
  if (!has_video_) return;
  input.WillReadUntil(info.video->index,
                      info.video->zero_ticks + av::ToTicks(task_.request.range.end, TickOf(*info.video)));
}

void StretchReader::Run() {
  if (!has_video_ && !has_sound_) return;
  if (task_.request.range.start > kMinToSeek) {
    for (const double backoff : kBackoffs) {
      if (TryFrom(backoff) == Outcome::kDone) return;
    }
    task_.input.SeekToStart();
  }
  TryFromBeginning();
}

StretchReader::Outcome StretchReader::TryFrom(double backoff_seconds) {
  Begin(backoff_seconds, Start::kUnknown);
  const AVStream& stream = task_.input.stream(has_video_ ? task_.info.video->index : task_.info.audio->index);
  const std::int64_t start = has_video_ ? pictures_->start_ticks() : sound_->start_ticks();
  const std::int64_t at = start - av::ToTicks(backoff_seconds, stream.time_base) -
                          av::ToTicks(StretchSound::kLeadSeconds, stream.time_base);
  return task_.input.SeekBefore(stream.index, at) ? Read() : Outcome::kMissedStart;
}

StretchReader::Outcome StretchReader::TryFromBeginning() {
  Begin(0, Start::kCertain);
  return Read();
}

void StretchReader::Begin(double backoff_seconds, Start start) {
  if (has_sound_) sound_.emplace(task_);
  if (has_video_) {
    pictures_.emplace(task_, backoff_seconds, start, [this] {
      if (sound_) sound_->Release();
    });
  }
  if (sound_ && (!has_video_ || start == Start::kCertain)) sound_->Release();
}

StretchReader::Outcome StretchReader::Read() {
  av::Packet packet;
  while (!Finished() && task_.input.Read(packet)) {
    if (!task_.GoOn(packet)) return Outcome::kDone;
    Take(packet);
    if (MissedStart()) return Outcome::kMissedStart;
  }
  if (pictures_) pictures_->Finish();
  if (pictures_ && pictures_->start() != Start::kCertain) return Outcome::kMissedStart;
  if (sound_) sound_->Finish();
  return Outcome::kDone;
}

void StretchReader::Take(av::Packet& packet) {
  if (sound_ && packet->stream_index == task_.info.audio->index) return sound_->Take(packet);
  if (!pictures_ || packet->stream_index != task_.info.video->index) return;
  if (!pictures_->done()) {
    pictures_->Take(packet);
  } else if (sound_ && pictures_->LiesFarBehind(packet)) {
    sound_->Stop();
  }
}

bool StretchReader::Finished() const { return (!pictures_ || pictures_->done()) && (!sound_ || sound_->done()); }

}  // namespace clipbox::media
