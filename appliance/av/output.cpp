#include "av/output.h"

#include <exception>

#include "av/error.h"
#include "av/log.h"
#include "av/time.h"
#include "base/error.h"

namespace clipbox::av {

Output::Output(const std::filesystem::path& path, const std::string& format) : path_(path) {
  QuietLibav();
  // The prefix keeps a colon in a path from being read as another protocol.
  const std::string url = "file:" + path.string();
  AVFormatContext* context = nullptr;
  Check(avformat_alloc_output_context2(&context, nullptr, format.empty() ? nullptr : format.c_str(), url.c_str()),
        "avformat_alloc_output_context2 for " + format);
  format_.reset(context);
  if (const int result = avio_open(&format_->pb, url.c_str(), AVIO_FLAG_WRITE); result < 0) {
    throw base::Error(CodeOf(result), "cannot create " + path.string() + ": " + ReasonOf(result));
  }
}

int Output::ReserveStream() {
  return CheckAllocated(avformat_new_stream(format_.get(), nullptr), "avformat_new_stream")->index;
}

int Output::AddStream(const Encoder& encoder) {
  const int index = ReserveStream();
  Describe(index, encoder);
  return index;
}

void Output::Describe(int stream_index, const Encoder& encoder) {
  AVStream& described = stream(stream_index);
  Check(avcodec_parameters_from_context(described.codecpar, &encoder.context()), "avcodec_parameters_from_context");
  described.time_base = encoder.context().time_base;
  described.avg_frame_rate = encoder.context().framerate;
  described.sample_aspect_ratio = encoder.context().sample_aspect_ratio;
}

void Output::Hold() {
  holds_all_ = true;
  if (!hold_) hold_.emplace(path_.parent_path());
}

void Output::Replace(int stream_index, const Encoder& encoder) {
  hold_->Forget(stream_index);
  Describe(stream_index, encoder);
}

int Output::AddStream(const AVCodecParameters& parameters, AVRational time_base) {
  AVStream* stream = CheckAllocated(avformat_new_stream(format_.get(), nullptr), "avformat_new_stream");
  Check(avcodec_parameters_copy(stream->codecpar, &parameters), "avcodec_parameters_copy");
  // A tag belongs to the container it came from; the muxer chooses its own.
  stream->codecpar->codec_tag = 0;
  stream->time_base = time_base;
  return stream->index;
}

void Output::AddChapter(double start, double end, const std::string& title) {
  auto* chapter = static_cast<AVChapter*>(CheckAllocated(av_mallocz(sizeof(AVChapter)), "av_mallocz"));
  chapter->id = format_->nb_chapters;
  chapter->time_base = {1, 1000};
  chapter->start = ToTicks(start, chapter->time_base);
  chapter->end = ToTicks(end, chapter->time_base);
  if (av_dynarray_add_nofree(&format_->chapters, reinterpret_cast<int*>(&format_->nb_chapters), chapter) < 0) {
    av_free(chapter);
    ThrowOutOfMemory("av_dynarray_add_nofree");
  }
  Check(av_dict_set(&chapter->metadata, "title", title.c_str(), 0), "av_dict_set");
}

// What encoders give always has a place; what is copied from a damaged file may not.
void Output::WriteHeader(Dictionary options) try {
  if (holds_all_) {
    held_options_ = std::move(options);
    return;
  }
  CheckWritten(avformat_write_header(format_.get(), options.address()), "avformat_write_header");
  wrote_header_ = true;
  ReleaseHeld();
} catch (const base::Error& error) {
  if (error.code() != base::ErrorCode::kInternal) throw;
  std::throw_with_nested(base::Error(
      base::ErrorCode::kTruncated, "what this file says of its picture or sound cannot be copied; it may be damaged"));
}

void Output::ReleaseHeld() {
  if (!hold_) return;
  PacketHold hold = std::move(*hold_);
  hold_.reset();
  hold.Release(
      [this](Packet& packet, int stream_index, AVRational time_base) { Write(packet, stream_index, time_base); });
}

void Output::Write(Packet& packet, int stream_index, AVRational time_base) {
  if (!wrote_header_ && !hold_) hold_.emplace(path_.parent_path());
  if (hold_) return hold_->Keep(packet, stream_index, time_base);
  packet->stream_index = stream_index;
  packet->pos = -1;
  av_packet_rescale_ts(packet.get(), time_base, stream(stream_index).time_base);
  CheckWritten(av_interleaved_write_frame(format_.get(), packet.get()), "av_interleaved_write_frame");
}

void Output::Finish() {
  if (holds_all_) {
    holds_all_ = false;
    WriteHeader(std::move(held_options_));
  }
  CheckWritten(av_write_trailer(format_.get()), "av_write_trailer");
  CheckWritten(avio_closep(&format_->pb), "avio_closep");
}

// Where it is the disk's doing, a person is told the file, not libav's call.
void Output::CheckWritten(int result, std::string_view call) const {
  if (result >= 0) return;
  const base::ErrorCode code = CodeOf(result);
  if (code != base::ErrorCode::kStorageFull && code != base::ErrorCode::kInputOutput) Check(result, call);
  throw base::Error(code, "cannot write " + path_.string() + ": " + ReasonOf(result));
}

}  // namespace clipbox::av
