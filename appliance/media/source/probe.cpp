#include "media/source/probe.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "av/allowed.h"
#include "av/decoder.h"
#include "av/input.h"
#include "av/time.h"
#include "av/upright.h"
#include "base/error.h"
#include "base/text.h"
#include "media/source/container_check.h"
#include "media/source/memory_estimate.h"

namespace clipbox::media {
namespace {

using base::Error;
using base::ErrorCode;

constexpr std::size_t kMaxTitleBytes = 200;
constexpr int kMaxChapters = 1000;
constexpr double kMaxStillSeconds = 1;  // seconds
// A decoder that shows nothing after so many packets will not begin to.
constexpr int kMaxPacketsToFirstFrame = 600;

av::InputOptions OptionsFor(const Limits& limits, std::stop_token stop) {
  return {std::move(stop), limits.max_streams, limits.open_deadline};
}

bool IsPicture(const AVStream& stream) { return (stream.disposition & AV_DISPOSITION_ATTACHED_PIC) != 0; }

std::string KindOf(const AVStream& stream) {
  const AVMediaType type = stream.codecpar->codec_type;
  if (type == AVMEDIA_TYPE_VIDEO) return IsPicture(stream) ? "picture" : "video";
  if (type == AVMEDIA_TYPE_AUDIO) return "audio";
  return type == AVMEDIA_TYPE_SUBTITLE ? "subtitle" : "data";
}

// A decoder of sound is opened to see: it may refuse what the file says of its stream. That of the picture is opened
// for the first frame anyway.
bool CanDecode(const AVStream& stream) try {
  if (av::FindAllowedDecoder(stream.codecpar->codec_id) == nullptr) return false;
  if (stream.codecpar->codec_type == AVMEDIA_TYPE_AUDIO) av::Decoder(stream, {});
  return true;
} catch (const Error& error) {
  if (error.code() != ErrorCode::kUnsupportedCodec) throw;
  return false;
}

// Of the streams of a kind the one marked as default, else the first; those that can be decoded come before those that
// cannot.
const AVStream* Choose(const av::Input& input, const std::string& kind) {
  const AVStream* best = nullptr;
  int best_rank = -1;
  for (int i = 0; i < input.stream_count(); ++i) {
    const AVStream& stream = input.stream(i);
    if (KindOf(stream) != kind) continue;
    const int rank = (CanDecode(stream) ? 2 : 0) + ((stream.disposition & AV_DISPOSITION_DEFAULT) != 0 ? 1 : 0);
    if (rank > best_rank) best = &stream, best_rank = rank;
  }
  return best;
}

std::vector<StreamLine> ListStreams(const av::Input& input, const AVStream* video, const AVStream* audio) {
  std::vector<StreamLine> lines;
  for (int i = 0; i < input.stream_count(); ++i) {
    const AVStream& stream = input.stream(i);
    StreamLine line{i, KindOf(stream), av::CodecName(stream.codecpar->codec_id), ""};
    if (line.kind == "picture") line.note = "cover art";
    if ((line.kind == "video" || line.kind == "audio") && &stream != video && &stream != audio)
      line.note = "another track is used";
    if ((line.kind == "video" || line.kind == "audio") && !CanDecode(stream)) line.note = "codec not supported";
    lines.push_back(std::move(line));
  }
  return lines;
}

TickLength TickOf(const AVStream& stream) { return {stream.time_base.num, stream.time_base.den}; }

VideoStream DescribeVideo(av::Input& input, const AVStream& stream) {
  const AVCodecParameters& parameters = *stream.codecpar;
  VideoStream video;
  video.index = stream.index;
  video.codec = av::CodecName(parameters.codec_id);
  video.width = parameters.width;
  video.height = parameters.height;
  video.rotation = av::RotationOf(stream);
  video.tick = TickOf(stream);
  const AVRational rate = stream.avg_frame_rate.num > 0 ? stream.avg_frame_rate : stream.r_frame_rate;
  video.frame_rate = av::ToDouble(rate);
  const double aspect =
      av::ToDouble(av_guess_sample_aspect_ratio(&input.format(), const_cast<AVStream*>(&stream), nullptr));
  if (aspect > 0.1 && aspect < 10) video.pixel_aspect = aspect;
  const AVPixFmtDescriptor* format = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(parameters.format));
  if (format != nullptr) {
    video.pixel_format = format->name;
    video.bit_depth = format->comp[0].depth;
  }
  if (parameters.color_space != AVCOL_SPC_UNSPECIFIED) {
    const char* matrix = av_color_space_name(parameters.color_space);
    video.color_matrix = matrix != nullptr ? matrix : "";
  }
  video.hdr = parameters.color_trc == AVCOL_TRC_SMPTE2084 || parameters.color_trc == AVCOL_TRC_ARIB_STD_B67;
  return video;
}

AudioStream DescribeAudio(const AVStream& stream) {
  AudioStream audio;
  audio.index = stream.index;
  audio.codec = av::CodecName(stream.codecpar->codec_id);
  audio.sample_rate = stream.codecpar->sample_rate;
  audio.channels = stream.codecpar->ch_layout.nb_channels;
  audio.tick = TickOf(stream);
  audio.zero_ticks = stream.start_time == av::kNoTime ? 0 : stream.start_time;
  return audio;
}

void RefuseLarge(const SourceInfo& info, const Limits& limits) {
  const VideoStream& video = *info.video;
  const std::int64_t pixels = std::int64_t{video.width} * video.height;
  const std::string size = std::to_string(video.width) + "×" + std::to_string(video.height);
  if (pixels <= 0)
    throw Error(ErrorCode::kTruncated, "this file does not say how large its picture is; it may be damaged");
  if (pixels > limits.max_pixels) {
    throw Error(ErrorCode::kTooLarge, "the picture is " + size + " = " + std::to_string(pixels) + " pixels; at most " +
                                          std::to_string(limits.max_pixels) + " are allowed (media.max_pixels)");
  }
  const std::uint64_t memory = ChooseMeans(info, 1, limits.max_memory_bytes).bytes;
  if (memory > limits.max_memory_bytes) {
    throw Error(ErrorCode::kTooLarge, "a picture of " + size + " needs about " + std::to_string(memory >> 20) +
                                          " MiB of memory; at most " + std::to_string(limits.max_memory_bytes >> 20) +
                                          " MiB are allowed (media.max_memory)");
  }
}

// A frame of a damaged file may have no time at all.
std::int64_t TimeOrZero(const AVFrame& frame) { return av::TimeOf(frame) == av::kNoTime ? 0 : av::TimeOf(frame); }

// Position zero: the time stamp of the first frame that the decoder gives, after the edit list.
std::int64_t FirstFrameTicks(av::Input& input, const AVStream& stream, const Limits& limits) {
  av::Decoder decoder(stream, {.threads = 1, .max_pixels = limits.max_pixels});
  input.KeepOnly(stream.index, -1);
  av::Packet packet;
  av::Frame frame;
  for (int packets = 0; packets < kMaxPacketsToFirstFrame && input.Read(packet);) {
    if (packet->stream_index != stream.index) continue;
    ++packets;
    decoder.Send(&packet);
    if (decoder.Receive(frame)) return TimeOrZero(*frame);
  }
  decoder.Send(nullptr);
  if (decoder.Receive(frame)) return TimeOrZero(*frame);
  throw Error(ErrorCode::kTruncated, "not one picture of this file can be decoded: it is damaged or cut off (" +
                                         std::to_string(decoder.damaged_packets()) + " damaged packets)");
}

// For files that do not say how long they are (a browser's recording): the end of the last packet.
double ScanForEnd(av::Input& input, int stream, double frame_seconds) {
  input.SeekToStart();
  input.KeepOnly(stream, -1);
  const AVRational tick = input.stream(stream).time_base;
  av::Packet packet;
  double end = 0;
  while (input.Read(packet)) {
    const std::int64_t time = av::TimeOf(packet);
    if (packet->stream_index != stream || time == av::kNoTime) continue;
    const double length = packet->duration > 0 ? av::ToSeconds(packet->duration, tick) : frame_seconds;
    end = std::max(end, av::ToSeconds(time, tick) + length);
  }
  return end;
}

bool IsMatroska(const av::Input& input) { return std::strstr(input.format().iformat->name, "matroska") != nullptr; }

// Where the stream ends on the file's own clock.
double EndSeconds(av::Input& input, const AVStream& stream, double frame_seconds) {
  if (stream.duration > 0) {  // av::kNoTime is below
    const std::int64_t start = stream.start_time == av::kNoTime ? 0 : stream.start_time;
    return av::ToSeconds(start, stream.time_base) + av::ToSeconds(stream.duration, stream.time_base);
  }
  const AVFormatContext& format = input.format();
  const bool told = format.duration > 0 && format.duration_estimation_method != AVFMT_DURATION_FROM_BITRATE;
  if (!told) return ScanForEnd(input, stream.index, frame_seconds);
  // Matroska counts its length from time zero, not from its first frame; parts of a film that was split count their
  // own.
  const bool from_zero = format.start_time == av::kNoTime || (IsMatroska(input) && format.duration > format.start_time);
  return av::ToSeconds(from_zero ? 0 : format.start_time, av::kMicroseconds) +
         av::ToSeconds(format.duration, av::kMicroseconds);
}

std::vector<jobs::Chapter> ListChapters(const av::Input& input, double zero_seconds, double duration) {
  std::vector<jobs::Chapter> chapters;
  const AVFormatContext& format = input.format();
  for (unsigned i = 0; i < format.nb_chapters && chapters.size() < kMaxChapters; ++i) {
    const AVChapter& from = *format.chapters[i];
    const double start = std::max(0.0, av::ToSeconds(from.start, from.time_base) - zero_seconds);
    const double end =
        from.end == av::kNoTime ? duration : std::min(duration, av::ToSeconds(from.end, from.time_base) - zero_seconds);
    if (start >= duration || end <= start) continue;
    const AVDictionaryEntry* title = av_dict_get(from.metadata, "title", nullptr, 0);
    chapters.push_back({start, end, base::PlainLine(title == nullptr ? "" : title->value, kMaxTitleBytes)});
  }
  return chapters;
}

// MP4's index holds decoding times: a key frame is shown this many ticks later. Matroska's holds times of presentation.
std::int64_t IndexDelay(av::Input& input, const SourceInfo& info) {
  if (info.container.find("mp4") == std::string::npos) return 0;
  av::Packet packet;
  input.KeepOnly(info.video->index, -1);
  while (input.Read(packet)) {
    const bool timed = packet->pts != av::kNoTime && packet->dts != av::kNoTime;
    if (packet->stream_index == info.video->index && packet.is_key() && timed) return packet->pts - packet->dts;
  }
  return 0;
}

void RefuseLong(double seconds, const Limits& limits) {
  if (seconds <= static_cast<double>(limits.max_duration.count())) return;
  throw Error(ErrorCode::kTooLong, "this video is " + std::to_string(std::lround(seconds)) + " s long; at most " +
                                       std::to_string(limits.max_duration.count()) +
                                       " s are allowed (media.max_duration)");
}

// By the container's own count, or by the average rate of the frames that were looked at.
void RefuseManyFrames(const AVStream& stream, double seconds, const Limits& limits) {
  const double frames =
      stream.nb_frames > 0 ? static_cast<double>(stream.nb_frames) : av::ToDouble(stream.avg_frame_rate) * seconds;
  if (frames > limits.max_frames) ThrowTooManyFrames(static_cast<std::uint64_t>(frames), limits);
}

void RefuseWithoutStreams(const AVStream* video, const AVStream* audio) {
  if (video == nullptr && audio == nullptr) {
    throw Error(ErrorCode::kNotAVideo, "this file is not a video: it has neither a picture nor a sound track");
  }
  const AVStream* leading = video != nullptr ? video : audio;
  if (CanDecode(*leading)) return;
  throw Error(ErrorCode::kUnsupportedCodec, std::string("the ") + (video != nullptr ? "picture" : "sound") +
                                                " of this file is coded as " +
                                                av::CodecName(leading->codecpar->codec_id) +
                                                ", which clipbox does not decode; export it as H.264 or H.265");
}

}  // namespace

SourceInfo Probe(base::ByteSource& source, const Limits& limits, std::stop_token stop) {
  if (source.size() > limits.max_size_bytes) {
    throw Error(ErrorCode::kTooLarge, "this file has " + std::to_string(source.size()) + " bytes; at most " +
                                          std::to_string(limits.max_size_bytes) + " are allowed (media.max_size)");
  }
  RefuseWhatIsNoFilm(source);
  RefusePromisedFrames(source, limits);
  av::Input input(source, OptionsFor(limits, std::move(stop)));
  const AVStream* video = Choose(input, "video");
  const AVStream* audio = Choose(input, "audio");
  RefuseWithoutStreams(video, audio);
  SourceInfo info;
  info.container = input.format().iformat->name;
  info.size_bytes = source.size();
  info.streams = ListStreams(input, video, audio);
  if (audio != nullptr && CanDecode(*audio)) info.audio = DescribeAudio(*audio);
  double frame_seconds = 0;
  if (video != nullptr) {
    info.video = DescribeVideo(input, *video);
    RefuseLarge(info, limits);
    info.video->zero_ticks = FirstFrameTicks(input, *video, limits);
    if (info.video->frame_rate > 0) frame_seconds = 1 / info.video->frame_rate;
  }
  info.duration_seconds = EndSeconds(input, video != nullptr ? *video : *audio, frame_seconds) - info.zero_seconds();
  RefuseLong(info.duration_seconds, limits);
  if (video != nullptr) RefuseManyFrames(*video, info.duration_seconds, limits);
  // A single picture has no length of its own, and a rate of one in many hours is none.
  info.duration_seconds =
      std::max(info.duration_seconds, frame_seconds > 0 ? std::min(frame_seconds, kMaxStillSeconds) : 0.001);
  info.chapters = ListChapters(input, info.zero_seconds(), info.duration_seconds);
  return info;
}

std::vector<double> KeyFramePositions(base::ByteSource& source, const SourceInfo& info, const Limits& limits,
                                      std::size_t most, std::stop_token stop) {
  std::vector<double> positions;
  if (!info.video) return positions;
  av::Input input(source, OptionsFor(limits, std::move(stop)));
  AVStream& stream = input.stream(info.video->index);
  const std::int64_t delay = IndexDelay(input, info);
  // Matroska's index lies at its end, and is read by the first seek.
  if (IsMatroska(input)) input.SeekBefore(stream.index, info.video->zero_ticks);
  const int entries = avformat_index_get_entries_count(&stream);
  for (int i = 0; i < entries && positions.size() < most; ++i) {
    const AVIndexEntry* entry = avformat_index_get_entry(&stream, i);
    const std::int64_t ticks = entry->timestamp + delay - info.video->zero_ticks;
    if ((entry->flags & AVINDEX_KEYFRAME) != 0 && ticks >= 0)
      positions.push_back(av::ToSeconds(ticks, stream.time_base));
  }
  return positions;
}

}  // namespace clipbox::media
