#include "media/source/embedded_captions.h"

#include <algorithm>
#include <set>
#include <string>

#include "av/allowed.h"
#include "av/input.h"
#include "av/time.h"
#include "base/error.h"

namespace clipbox::media {
namespace {

// A cue is hardly shown for longer: so much earlier than the stretch reading begins.
constexpr double kLeadSeconds = 30;
constexpr double kMaxCueSeconds = 3600;
constexpr int kAssFieldsBeforeText = 8;

bool IsText(const std::string& codec) {
  static const std::set<std::string> codecs = {"subrip", "text", "webvtt", "mov_text", "ass", "ssa"};
  return codecs.contains(codec);
}

const AVStream* Choose(const av::Input& input) {
  const AVStream* first = nullptr;
  for (int i = 0; i < input.stream_count(); ++i) {
    const AVStream& stream = input.stream(i);
    if (!IsText(av::CodecName(stream.codecpar->codec_id))) continue;
    if ((stream.disposition & AV_DISPOSITION_DEFAULT) != 0) return &stream;
    if (first == nullptr) first = &stream;
  }
  return first;
}

// Two bytes of length, the text, and boxes with styles (3GPP TS 26.245).
std::string_view TimedText(std::string_view bytes) {
  if (bytes.size() < 2) return {};
  const std::size_t length =
      static_cast<std::uint8_t>(bytes[0]) * std::size_t{256} + static_cast<std::uint8_t>(bytes[1]);
  return bytes.substr(2, length);
}

// `ReadOrder,Layer,Style,Name,MarginL,MarginR,MarginV,Effect,Text`, with \N for a new line.
std::string AssText(std::string_view bytes) {
  for (int i = 0; i < kAssFieldsBeforeText && !bytes.empty(); ++i)
    bytes.remove_prefix(std::min(bytes.find(','), bytes.size() - 1) + 1);
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char next = bytes[i] == '\\' && i + 1 < bytes.size() ? bytes[i + 1] : '\0';
    const bool break_here = next == 'N' || next == 'n';
    if (break_here || next == 'h') {
      text += break_here ? '\n' : ' ';
      ++i;
    } else {
      text += bytes[i];
    }
  }
  return text;
}

std::string TextOf(const av::Packet& packet, AVCodecID codec) {
  const std::string_view bytes(reinterpret_cast<const char*>(packet->data),
                               static_cast<std::size_t>(std::max(0, packet->size)));
  if (codec == AV_CODEC_ID_MOV_TEXT) return jobs::PlainCueText(TimedText(bytes));
  if (codec == AV_CODEC_ID_ASS || codec == AV_CODEC_ID_SSA) return jobs::PlainCueText(AssText(bytes));
  return jobs::PlainCueText(bytes);
}

// The stream whose packets tell how far the reading has come where subtitles are few; -1 where the index leads from one
// to the next.
int ClockStream(const SourceInfo& info) {
  if (info.container.find("mp4") != std::string::npos) return -1;
  if (info.video) return info.video->index;
  return info.audio ? info.audio->index : -1;
}

void SeekTo(av::Input& input, const SourceInfo& info, double seconds) {
  if (seconds <= 0) return;
  const int stream = info.video ? info.video->index : info.audio ? info.audio->index : -1;
  if (stream < 0) return;
  if (!input.SeekBefore(stream, av::ToTicks(seconds + info.zero_seconds(), input.stream(stream).time_base)))
    input.SeekToStart();
}

}  // namespace

bool HasEmbeddedCaptions(const SourceInfo& info) {
  return std::any_of(info.streams.begin(), info.streams.end(),
                     [](const StreamLine& line) { return line.kind == "subtitle" && IsText(line.codec); });
}

std::vector<jobs::Cue> ReadEmbeddedCaptions(base::ByteSource& source, const SourceInfo& info, const Limits& limits,
                                            const base::TimeRange& range, std::stop_token stop) {
  av::Input input(source, {stop, limits.max_streams, limits.open_deadline});
  const AVStream* subtitles = Choose(input);
  std::vector<jobs::Cue> cues;
  if (subtitles == nullptr) return cues;
  SeekTo(input, info, range.start - kLeadSeconds);
  input.KeepOnly(ClockStream(info), subtitles->index);
  av::Packet packet;
  while (input.Read(packet)) {
    if (stop.stop_requested()) throw base::Error(base::ErrorCode::kCancelled, "reading the captions was cancelled");
    if (packet->pts == av::kNoTime) continue;
    const AVRational tick = input.stream(packet->stream_index).time_base;
    const double at = av::ToSeconds(packet->pts, tick) - info.zero_seconds();
    if (at >= range.end + 1) break;  // pictures come a little out of order
    if (packet->stream_index != subtitles->index) continue;
    const double seconds = std::clamp(av::ToSeconds(packet->duration, tick), 0.0, kMaxCueSeconds);
    cues.push_back({{at, at + seconds}, TextOf(packet, subtitles->codecpar->codec_id)});
  }
  std::erase_if(cues, [](const jobs::Cue& cue) { return cue.text.empty(); });
  std::stable_sort(cues.begin(), cues.end(), [](const jobs::Cue& a, const jobs::Cue& b) { return a.start < b.start; });
  return jobs::CutCues(cues, range);
}

}  // namespace clipbox::media
