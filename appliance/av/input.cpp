#include "av/input.h"

#include <algorithm>

#include "av/allowed.h"
#include "av/dictionary.h"
#include "av/error.h"
#include "av/log.h"
#include "base/error.h"

namespace clipbox::av {
namespace {

// Below it libav is guessing (a stray byte pattern that looks like MP3): not worth naming to a person.
constexpr int kCertainScore = AVPROBE_SCORE_EXTENSION;
// A stretch of damage this long is not skipped any more; it only burns time.
constexpr int kMaxDamagedReads = 1000;
// Sound that lies further from its picture is not read in one run with it.
constexpr std::int64_t kMaxApart = 1 << 20;

int RefuseToOpen(AVFormatContext*, AVIOContext**, const char*, int, AVDictionary**) { return AVERROR(EPERM); }

const AVInputFormat& Recognise(SourceIo& io) {
  const AVInputFormat* format = nullptr;
  const int score = av_probe_input_buffer2(io.context(), &format, "", nullptr, 0, 0);
  io.Rethrow();
  if (score < 0 || format == nullptr || (score < kCertainScore && !IsAllowedFormat(*format))) {
    throw base::Error(base::ErrorCode::kNotAVideo,
                      "this file is not a video that clipbox knows: its content matches no container");
  }
  if (!IsAllowedFormat(*format)) {
    throw base::Error(base::ErrorCode::kUnsupportedFormat,
                      std::string("this file is of the format \"") +
                          (format->long_name ? format->long_name : format->name) +
                          "\", which clipbox does not read; give it an MP4, MOV, MKV, WebM, TS, AVI, FLV or OGG file");
  }
  return *format;
}

// A damaged index may point where adding overflows.
std::int64_t EndOf(const AVIndexEntry& entry) {
  return std::clamp<std::int64_t>(entry.pos, 0, INT64_MAX / 2) + entry.size;
}

// Times are added and subtracted everywhere; those of a damaged file may lie where that overflows.
void ForgetAbsurdTimes(AVPacket& packet) {
  constexpr std::int64_t kMax = std::int64_t{1} << 60;
  for (std::int64_t* time : {&packet.pts, &packet.dts}) {
    if (*time > kMax || *time < -kMax) *time = AV_NOPTS_VALUE;
  }
  if (packet.duration < 0 || packet.duration > kMax) packet.duration = 0;
}

Dictionary OpenOptions() {
  return {{"format_whitelist", kAllowedFormats}, {"codec_whitelist", kAllowedDecoders}, {"protocol_whitelist", ""}};
}

}  // namespace

Input::Input(base::ByteSource& source, const InputOptions& options)
    : io_(std::make_unique<SourceIo>(source, options.stop)) {
  QuietLibav();
  io_->SetDeadline(std::chrono::steady_clock::now() + options.open_deadline);
  io_->SetOpening(true);
  Open(Recognise(*io_), options);
  const int result = avformat_find_stream_info(format_.get(), nullptr);
  io_->Rethrow();
  if (result == AVERROR(ENOMEM)) Check(result, "avformat_find_stream_info");
  if (result < 0) {
    throw base::Error(base::ErrorCode::kTruncated, "what this file says of its picture and sound cannot be read (" +
                                                       ReasonOf(result) + "); it may be damaged or not fully copied");
  }
  io_->SetDeadline(std::nullopt);
  io_->SetOpening(false);
}

void Input::Open(const AVInputFormat& format, const InputOptions& options) {
  AVFormatContext* context = CheckAllocated(avformat_alloc_context(), "avformat_alloc_context");
  context->pb = io_->context();
  context->flags |= AVFMT_FLAG_CUSTOM_IO;
  context->io_open = &RefuseToOpen;
  context->interrupt_callback = io_->interrupt_callback();
  Dictionary dictionary = OpenOptions();
  // On failure libav frees the context itself.
  const int result = avformat_open_input(&context, nullptr, &format, dictionary.address());
  if (result >= 0) format_.reset(context);
  io_->Rethrow();
  if (result < 0) {
    throw base::Error(result == AVERROR(ENOMEM) ? base::ErrorCode::kOutOfMemory : base::ErrorCode::kNotAVideo,
                      std::string("this file begins like ") + format.name + " but its head cannot be read (" +
                          ReasonOf(result) + "); it may be damaged or not fully copied");
  }
  if (stream_count() > options.max_streams) {
    throw base::Error(base::ErrorCode::kTooLarge, "this file has " + std::to_string(stream_count()) +
                                                      " streams; at most " + std::to_string(options.max_streams) +
                                                      " are read");
  }
}

bool Input::Read(Packet& packet) {
  packet.Unref();
  for (int damaged = 0; damaged < kMaxDamagedReads; ++damaged) {
    const int result = av_read_frame(format_.get(), packet.get());
    io_->Rethrow();
    if (result >= 0) {
      ForgetAbsurdTimes(*packet.get());
      return true;
    }
    if (result == AVERROR_EOF) return false;
    if (result == AVERROR(ENOMEM)) Check(result, "av_read_frame");
    // libav tells the end of a cut-off file as I/O or data errors too; ours were thrown above, so this is the file's
    // own.
    if (avio_feof(format_->pb)) return false;
  }
  return false;
}

bool Input::SeekBefore(int stream, std::int64_t ticks) {
  int result = avformat_seek_file(format_.get(), stream, INT64_MIN, ticks, ticks, 0);
  io_->Rethrow();
  if (result < 0) {
    result = av_seek_frame(format_.get(), stream, ticks, AVSEEK_FLAG_BACKWARD);
    io_->Rethrow();
  }
  return result >= 0;
}

bool Input::SeekToStart() {
  const std::int64_t start = format_->start_time == AV_NOPTS_VALUE ? 0 : format_->start_time;
  // Far enough before the first time stamp that no stream begins earlier.
  int result = avformat_seek_file(format_.get(), -1, INT64_MIN, start - AV_TIME_BASE, start, 0);
  io_->Rethrow();
  if (result < 0) {
    result = av_seek_frame(format_.get(), -1, 0, AVSEEK_FLAG_BYTE);
    io_->Rethrow();
  }
  return result >= 0;
}

void Input::WillReadUntil(int index, std::int64_t ticks) {
  std::optional<std::int64_t> expected;
  for (int i = 0; i < stream_count(); ++i) {
    if (i != index && stream(i).discard == AVDISCARD_ALL) continue;
    const std::int64_t there = av_rescale_q(ticks, stream(index).time_base, stream(i).time_base);
    // The packet that shows that the end is past is read as well. An index of key frames alone names the one behind it.
    const AVIndexEntry* end = avformat_index_get_entry_from_timestamp(&stream(i), there, AVSEEK_FLAG_ANY);
    if (end == nullptr || (expected && EndOf(*end) > *expected + kMaxApart)) continue;
    expected = std::max(expected.value_or(0), EndOf(*end));
  }
  io_->SetExpectedEnd(expected);
}

const AVIndexEntry* Input::PacketBefore(int index, std::int64_t ticks) const {
  const AVIndexEntry* entry = avformat_index_get_entry_from_timestamp(&stream(index), ticks, AVSEEK_FLAG_BACKWARD);
  return entry == nullptr || entry->size <= 0 ? nullptr : entry;
}

void Input::WillReadOne(int index, std::int64_t ticks) {
  const AVIndexEntry* entry = PacketBefore(index, ticks);
  io_->SetExpectedEnd(entry == nullptr ? std::nullopt : std::optional(EndOf(*entry)));
}

void Input::WillWant(int index, std::int64_t ticks) {
  if (const AVIndexEntry* entry = PacketBefore(index, ticks)) io_->WillRead(entry->pos, entry->size);
}

void Input::KeepOnly(int video, int audio) {
  for (int i = 0; i < stream_count(); ++i) {
    stream(i).discard = i == video || i == audio ? AVDISCARD_DEFAULT : AVDISCARD_ALL;
  }
}

}  // namespace clipbox::av
