#include "media/source/source_info.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "jobs/job_json.h"

namespace clipbox::media {
namespace {

using base::Json;

Json ToJson(const TickLength& tick) { return {{"num", tick.num}, {"den", tick.den}}; }

Json ToJson(const VideoStream& video) {
  return {{"index", video.index},
          {"codec", video.codec},
          {"width", video.width},
          {"height", video.height},
          {"rotation", video.rotation},
          {"frameRate", video.frame_rate},
          {"pixelAspect", video.pixel_aspect},
          {"pixelFormat", video.pixel_format},
          {"colorMatrix", video.color_matrix},
          {"bitDepth", video.bit_depth},
          {"hdr", video.hdr},
          {"tick", ToJson(video.tick)},
          {"zeroTicks", video.zero_ticks}};
}

Json ToJson(const AudioStream& audio) {
  return {{"index", audio.index},       {"codec", audio.codec},       {"sampleRate", audio.sample_rate},
          {"channels", audio.channels}, {"tick", ToJson(audio.tick)}, {"zeroTicks", audio.zero_ticks}};
}

TickLength TickFromJson(const Json& json) { return {json.at("num").get<int>(), json.at("den").get<int>()}; }

VideoStream VideoFromJson(const Json& json) {
  VideoStream video;
  video.index = json.at("index").get<int>();
  video.codec = json.at("codec").get<std::string>();
  video.width = json.at("width").get<int>();
  video.height = json.at("height").get<int>();
  video.rotation = json.at("rotation").get<int>();
  video.frame_rate = json.at("frameRate").get<double>();
  video.pixel_aspect = json.at("pixelAspect").get<double>();
  video.pixel_format = json.at("pixelFormat").get<std::string>();
  video.color_matrix = json.at("colorMatrix").get<std::string>();
  video.bit_depth = json.at("bitDepth").get<int>();
  video.hdr = json.at("hdr").get<bool>();
  video.tick = TickFromJson(json.at("tick"));
  video.zero_ticks = json.at("zeroTicks").get<std::int64_t>();
  return video;
}

AudioStream AudioFromJson(const Json& json) {
  AudioStream audio;
  audio.index = json.at("index").get<int>();
  audio.codec = json.at("codec").get<std::string>();
  audio.sample_rate = json.at("sampleRate").get<int>();
  audio.channels = json.at("channels").get<int>();
  audio.tick = TickFromJson(json.at("tick"));
  audio.zero_ticks = json.at("zeroTicks").get<std::int64_t>();
  return audio;
}

SourceInfo ReadInfo(const Json& json) {
  SourceInfo info;
  info.container = json.at("container").get<std::string>();
  info.size_bytes = json.at("sizeBytes").get<std::uint64_t>();
  info.duration_seconds = json.at("durationSeconds").get<double>();
  if (!json.at("video").is_null()) info.video = VideoFromJson(json.at("video"));
  if (!json.at("audio").is_null()) info.audio = AudioFromJson(json.at("audio"));
  info.chapters = jobs::ChaptersOf(json.at("chapters"));
  for (const Json& item : json.at("streams")) {
    info.streams.push_back({item.at("index").get<int>(), item.at("kind").get<std::string>(),
                            item.at("codec").get<std::string>(), item.at("note").get<std::string>()});
  }
  return info;
}

}  // namespace

int SourceInfo::upright_width() const {
  const double square = video->width * video->pixel_aspect;
  return std::max(1, static_cast<int>(std::lround(video->rotation % 180 == 0 ? square : video->height)));
}

int SourceInfo::upright_height() const {
  const double square = video->width * video->pixel_aspect;
  return std::max(1, static_cast<int>(std::lround(video->rotation % 180 == 0 ? video->height : square)));
}

double SourceInfo::zero_seconds() const {
  const auto seconds = [](std::int64_t ticks, TickLength tick) {
    return static_cast<double>(ticks) * tick.num / tick.den;
  };
  if (video) return seconds(video->zero_ticks, video->tick);
  return audio ? seconds(audio->zero_ticks, audio->tick) : 0;
}

std::optional<std::string> SourceInfo::unused_sound() const {
  if (audio) return std::nullopt;
  const auto line =
      std::find_if(streams.begin(), streams.end(), [](const StreamLine& each) { return each.kind == "audio"; });
  return line == streams.end() ? std::nullopt : std::optional(line->codec);
}

Json ToJson(const SourceInfo& info) {
  Json streams = Json::array();
  for (const StreamLine& line : info.streams) {
    streams.push_back({{"index", line.index}, {"kind", line.kind}, {"codec", line.codec}, {"note", line.note}});
  }
  return {{"container", info.container},
          {"sizeBytes", info.size_bytes},
          {"durationSeconds", info.duration_seconds},
          {"video", info.video ? ToJson(*info.video) : Json(nullptr)},
          {"audio", info.audio ? ToJson(*info.audio) : Json(nullptr)},
          {"chapters", jobs::ToJson(info.chapters)},
          {"streams", std::move(streams)}};
}

SourceInfo SourceInfoFromJson(const Json& json) {
  try {
    return ReadInfo(json);
  } catch (const Json::exception& error) {
    throw base::Error(base::ErrorCode::kInternal,
                      std::string("reading a stored source analysis failed: ") + error.what());
  }
}

void FillSourceFile(const SourceInfo& info, jobs::SourceFile& file) {
  file.duration_seconds = info.duration_seconds;
  file.container = info.container;
  if (info.video) {
    file.width = info.video->width;
    file.height = info.video->height;
    file.rotation = info.video->rotation;
    if (info.video->frame_rate > 0) file.frame_rate = info.video->frame_rate;
    file.video_codec = info.video->codec;
  }
  if (info.audio) file.audio_codec = info.audio->codec;
}

}  // namespace clipbox::media
