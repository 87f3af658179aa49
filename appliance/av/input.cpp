#include "av/input.h"

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
constexpr int kMostDamagedReads = 1000;

int RefuseToOpen(AVFormatContext*, AVIOContext**, const char*, int, AVDictionary**) { return AVERROR(EPERM); }

const AVInputFormat& Recognise(SourceIo& io) {
  const AVInputFormat* format = nullptr;
  const int score = av_probe_input_buffer2(io.context(), &format, "", nullptr, 0, 0);
  io.Rethrow();
  if (score < 0 || format == nullptr || (score < kCertainScore && !IsAllowedFormat(*format))) {
    throw base::Error(base::ErrorCode::kNotAVideo, "this file is not a video that clipbox knows: its content matches no container");
  }
  if (!IsAllowedFormat(*format)) {
    throw base::Error(base::ErrorCode::kUnsupportedFormat,
                      std::string("this file is of the format \"") + (format->long_name ? format->long_name : format->name) +
                          "\", which clipbox does not read; give it an MP4, MOV, MKV, WebM, TS, AVI, FLV or OGG file");
  }
  return *format;
}

// Times are added and subtracted everywhere; those of a damaged file may lie where that overflows.
void ForgetAbsurdTimes(AVPacket& packet) {
  constexpr std::int64_t kMost = std::int64_t{1} << 60;
  for (std::int64_t* time : {&packet.pts, &packet.dts}) {
    if (*time > kMost || *time < -kMost) *time = AV_NOPTS_VALUE;
  }
  if (packet.duration < 0 || packet.duration > kMost) packet.duration = 0;
}

Dictionary OpenOptions() {
  return {{"format_whitelist", kAllowedFormats},
          {"codec_whitelist", kAllowedDecoders},
          {"protocol_whitelist", ""}};
}

}  // namespace

Input::Input(base::ByteSource& source, const InputOptions& options)
    : io_(std::make_unique<SourceIo>(source, options.stop)) {
  QuietLibav();
  io_->SetDeadline(std::chrono::steady_clock::now() + options.open_deadline);
  Open(Recognise(*io_), options);
  const int result = avformat_find_stream_info(format_.get(), nullptr);
  io_->Rethrow();
  if (result == AVERROR(ENOMEM)) Check(result, "avformat_find_stream_info");
  if (result < 0) {
    throw base::Error(base::ErrorCode::kTruncated, "what this file says of its picture and sound cannot be read (" + ReasonOf(result) +
                                                       "); it may be damaged or not fully copied");
  }
  io_->SetDeadline(std::nullopt);
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
                      std::string("this file begins like ") + format.name + " but its head cannot be read (" + ReasonOf(result) +
                          "); it may be damaged or not fully copied");
  }
  if (stream_count() > options.max_streams) {
    throw base::Error(base::ErrorCode::kTooLarge, "this file has " + std::to_string(stream_count()) + " streams; at most " +
                                                      std::to_string(options.max_streams) + " are read");
  }
}

bool Input::Read(Packet& packet) {
  packet.Unref();
  for (int damaged = 0; damaged < kMostDamagedReads; ++damaged) {
    const int result = av_read_frame(format_.get(), packet.get());
    io_->Rethrow();
    if (result >= 0) {
      ForgetAbsurdTimes(*packet.get());
      return true;
    }
    if (result == AVERROR_EOF) return false;
    if (result == AVERROR(ENOMEM)) Check(result, "av_read_frame");
    // libav tells the end of a cut-off file as I/O or data errors too; ours were thrown above, so this is the file's own.
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
  const AVIndexEntry* end = avformat_index_get_entry_from_timestamp(&stream(index), ticks, 0);
  io_->SetExpectedEnd(end == nullptr ? std::nullopt : std::optional(end->pos));
}

void Input::KeepOnly(int video, int audio) {
  for (int i = 0; i < stream_count(); ++i) {
    stream(i).discard = i == video || i == audio ? AVDISCARD_DEFAULT : AVDISCARD_ALL;
  }
}

}  // namespace clipbox::av
