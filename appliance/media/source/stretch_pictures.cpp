#include "media/source/stretch_pictures.h"

#include <algorithm>

namespace clipbox::media {
namespace {

// How much later than the pictures sound may lie in the file and still belong to them.
constexpr double kInterleaveSeconds = 5;
constexpr std::size_t kMaxWaitingBytes = std::size_t{48} << 20;
// H.264 and HEVC let no more pictures than this come before another and be shown behind it.
constexpr int kMaxReordered = 16;
constexpr double kUsualRate = 25;

std::int64_t TicksAt(double seconds, const VideoStream& video, const AVStream& stream) {
  return video.zero_ticks + av::ToTicks(seconds, stream.time_base);
}

}  // namespace

StretchPictures::StretchPictures(const StretchTask& task, double backoff_seconds, Start start,
                                 std::function<void()> certain)
    : task_(task),
      stream_(task.input.stream(task.info.video->index)),
      start_ticks_(TicksAt(task.request.range.start, *task.info.video, stream_)),
      end_ticks_(TicksAt(task.request.range.end, *task.info.video, stream_)),
      key_limit_(start_ticks_ - av::ToTicks(backoff_seconds, stream_.time_base)),
      certain_(std::move(certain)),
      start_(start),
      wants_pictures_(task.request.pictures),
      wants_packets_(task.request.video_packets),
      mid_film_(start == Start::kUnknown) {}

std::int64_t StretchPictures::TicksOfFrames(int frames) const {
  const double rate = task_.info.video->frame_rate > 0 ? task_.info.video->frame_rate : kUsualRate;
  return av::ToTicks(frames / rate, stream_.time_base);
}

bool StretchPictures::LiesFarBehind(const av::Packet& packet) const {
  const std::int64_t time = av::TimeOf(packet);
  return time != av::kNoTime && time > end_ticks_ + av::ToTicks(kInterleaveSeconds, stream_.time_base);
}

// Only the packets from the last key frame at or before the start on are worth decoding. Which one that is shows when a
// packet comes whose decoding time lies behind it. No later packet can be shown earlier than it is decoded.
void StretchPictures::Take(av::Packet& packet) {
  if (stage_ != Stage::kFindingKey) return Use(packet);
  const std::int64_t decoded_at = packet->dts != av::kNoTime ? packet->dts : packet->pts;
  const bool past = decoded_at != av::kNoTime && decoded_at > key_limit_;
  const std::int64_t time = av::TimeOf(packet);
  // AVI says of H.264 only when it is decoded: it may be shown as many pictures later as may come out of order.
  const std::int64_t later = packet->pts != av::kNoTime ? 0 : TicksOfFrames(kMaxReordered);
  if (packet.is_key() && !past && time != av::kNoTime && time + later <= key_limit_) {
    mid_film_ = mid_film_ || !waiting_.empty();
    waiting_.clear();
    waiting_bytes_ = 0;
  }
  Remember(packet);
  if (past || waiting_bytes_ > kMaxWaitingBytes) BeginDecoding();
}

void StretchPictures::Remember(av::Packet& packet) {
  waiting_bytes_ += static_cast<std::size_t>(packet->size);
  waiting_.push_back(packet.Take());
}

void StretchPictures::BeginDecoding() {
  if (stage_ == Stage::kFindingKey) stage_ = Stage::kAllPictures;
  if (task_.request.pictures && !decoder_) {
    decoder_.emplace(
        stream_, av::DecoderOptions{
                     .threads = task_.request.threads, .max_pixels = task_.limits.max_pixels, .mid_film = mid_film_});
  }
  if (start_ == Start::kUnknown) JudgeStart();
  for (const av::Packet& packet : waiting_) {
    if (start_ != Start::kMissed) Use(packet);
  }
  waiting_.clear();
}

// Pictures would come out of what does not begin with a key frame, too, but wrong ones.
void StretchPictures::JudgeStart() {
  if (waiting_.empty() || !waiting_[0].is_key()) {
    start_ = Start::kMissed;
  } else if (!task_.request.pictures) {
    if (av::TimeOf(waiting_[0]) > start_ticks_) {
      start_ = Start::kMissed;
    } else {
      BeCertain();
    }
  }
}

void StretchPictures::Finish() {
  BeginDecoding();
  if (wants_pictures_ && start_ != Start::kMissed && stage_ != Stage::kKeyFrames) Decode(nullptr);
}

void StretchPictures::Use(const av::Packet& packet) {
  if (wants_packets_) HandOut(packet);
  if (wants_pictures_) DecodeAsWished(packet);
  if (!LiesBehindEnd(packet)) return;
  wants_packets_ = false;
  wants_pictures_ = wants_pictures_ && stage_ != Stage::kKeyFrames;
}

void StretchPictures::HandOut(const av::Packet& packet) {
  av::Packet copy = packet.Ref();
  if (copy->pts != av::kNoTime) copy->pts -= start_ticks_;
  if (copy->dts != av::kNoTime) copy->dts -= start_ticks_;
  if (start_ == Start::kCertain) {
    task_.callbacks.video_packet(copy);
  } else {
    copies_.push_back(std::move(copy));
  }
}

// True from the packet on behind which none can be shown before the end.
bool StretchPictures::LiesBehindEnd(const av::Packet& packet) {
  // What an edit list hides may lie anywhere.
  const bool hidden = (packet->flags & AV_PKT_FLAG_DISCARD) != 0;
  if (hidden || packet->pts == av::kNoTime || packet->pts < end_ticks_) return false;
  const bool decoded_later = packet->dts != av::kNoTime && packet->dts >= end_ticks_;
  return ++packets_behind_end_ > kMaxReordered || decoded_later;
}

void StretchPictures::DecodeAsWished(const av::Packet& packet) {
  const bool asked = start_ == Start::kCertain && task_.callbacks.wish;
  switch (asked ? task_.callbacks.wish() : PictureWish::kAll) {
    case PictureWish::kAll: return Decode(&packet);
    case PictureWish::kKeyFrames: return DecodeKeyFrame(packet);
    case PictureWish::kNone: wants_pictures_ = false;
  }
}

// Each by itself: what lies between two is never decoded.
void StretchPictures::DecodeKeyFrame(const av::Packet& packet) {
  if (stage_ != Stage::kKeyFrames) Decode(nullptr);
  stage_ = Stage::kKeyFrames;
  if (!packet.is_key() || !wants_pictures_) return;
  decoder_->Flush();
  Decode(&packet);
  if (wants_pictures_) Decode(nullptr);
}

void StretchPictures::BeCertain() {
  start_ = Start::kCertain;
  for (const av::Packet& packet : copies_) task_.callbacks.video_packet(packet);
  copies_.clear();
  certain_();
}

void StretchPictures::Decode(const av::Packet* packet) {
  decoder_->Send(packet);
  if (packet != nullptr) ++packets_;
  av::Frame frame;
  while (wants_pictures_ && start_ != Start::kMissed && decoder_->Receive(frame)) TakePicture(frame);
}

// The last frames of an AVI come out of the decoder without a time: they follow the one before.
std::int64_t StretchPictures::TimeOfPicture(const AVFrame& frame) {
  std::int64_t time = av::TimeOf(frame);
  if (time == av::kNoTime && last_time_ && task_.info.video->frame_rate > 0)
    time = *last_time_ + std::max<std::int64_t>(1, TicksOfFrames(1));
  if (time != av::kNoTime) last_time_ = time;
  return time;
}

void StretchPictures::TakePicture(av::Frame& frame) {
  const std::int64_t time = TimeOfPicture(*frame);
  if (time == av::kNoTime) return;
  if (start_ == Start::kUnknown) {
    // The decoder began behind the start: frames are missing, so look for an earlier key frame.
    if (time > start_ticks_) start_ = Start::kMissed;
    if (start_ == Start::kMissed) return;
    BeCertain();
  }
  if (time < start_ticks_) return;
  if (time >= end_ticks_) {
    wants_pictures_ = false;
    return;
  }
  frame->pts = std::max(time - start_ticks_, last_pts_ + 1);
  last_pts_ = frame->pts;
  if (task_.callbacks.picture) task_.callbacks.picture(frame);
}

}  // namespace clipbox::media
