#include "jobs/job_json.h"

#include "base/clock.h"
#include "base/error.h"

namespace clipbox::jobs {
namespace {

using base::FindIn;
using base::Json;
using base::OrNull;

MetadataVia ViaOf(const std::string& text) {
  for (const MetadataVia via : {MetadataVia::kOembed, MetadataVia::kDataApi}) {
    if (text == ToText(via)) return via;
  }
  return MetadataVia::kManual;
}

// 0.1.0 wrote milliseconds into its rows.
base::Timestamp TimeOf(const Json& json) {
  if (json.is_number()) return base::FromMillis(json.get<std::int64_t>());
  const auto time = base::FromIso8601(json.get<std::string>());
  if (!time) throw base::Error(base::ErrorCode::kInternal, "the database holds no time: " + json.get<std::string>());
  return *time;
}

std::string LabelOf(const Json& json) { return FindIn<std::string>(json, "label").value_or(""); }

std::optional<base::TimeRange> RangeOf(const Json& json) {
  const auto start = FindIn<double>(json, "start");
  return start ? std::optional(base::TimeRange{*start, json.at("end").get<double>()}) : std::nullopt;
}

}  // namespace

std::string_view ToText(MetadataVia via) {
  switch (via) {
    case MetadataVia::kOembed: return "oembed";
    case MetadataVia::kDataApi: return "data_api";
    case MetadataVia::kManual: return "manual";
  }
  return "";
}

Json ToJson(const SourceMeta& meta) {
  return {{"title", base::TextOrNull(meta.title)},
          {"authorName", OrNull(meta.author_name)},
          {"authorUrl", OrNull(meta.author_url)},
          {"thumbnailUrl", OrNull(meta.thumbnail_url)},
          {"durationSeconds", OrNull(meta.duration_seconds)},
          {"description", OrNull(meta.description)},
          {"chapters", ToJson(meta.chapters)},
          {"fetchedAt", base::ToIso8601(meta.fetched_at)},
          {"via", ToText(meta.via)},
          {"limited", meta.limited}};
}

Json ToJson(const std::vector<Chapter>& chapters) {
  Json list = Json::array();
  for (const Chapter& chapter : chapters) {
    list.push_back({{"start", chapter.start}, {"end", OrNull(chapter.end)}, {"title", chapter.title}});
  }
  return list;
}

Json ToJson(const std::vector<Warning>& warnings) {
  Json list = Json::array();
  for (const Warning& warning : warnings) {
    list.push_back({{"code", warning.code},
                    {"message", warning.message},
                    {"output", warning.output},
                    {"clip", OrNull(warning.clip)}});
  }
  return list;
}

Json ToJson(const std::vector<base::TimeRange>& ranges) {
  Json list = Json::array();
  for (const base::TimeRange& range : ranges) list.push_back({{"start", range.start}, {"end", range.end}});
  return list;
}

Json ToJson(const std::vector<SpanProgress>& spans) {
  Json list = Json::array();
  for (const SpanProgress& span : spans) {
    list.push_back({{"start", OrNull(base::StartOf(span.range))},
                    {"end", OrNull(base::EndOf(span.range))},
                    {"label", base::TextOrNull(span.label)},
                    {"fraction", span.fraction}});
  }
  return list;
}

Json ToJson(const std::vector<OutputName>& outputs) {
  Json list = Json::array();
  for (const OutputName& output : outputs) {
    list.push_back({{"type", ToText(output.type)},
                    {"label", base::TextOrNull(output.label)},
                    {"start", OrNull(base::StartOf(output.range))},
                    {"end", OrNull(base::EndOf(output.range))}});
  }
  return list;
}

Json ToJson(const Artifact& artifact) {
  return {{"type", ToText(artifact.type)},
          {"label", base::TextOrNull(artifact.label)},
          {"start", OrNull(base::StartOf(artifact.range))},
          {"end", OrNull(base::EndOf(artifact.range))},
          {"durationSeconds", OrNull(artifact.duration_seconds)},
          {"width", OrNull(artifact.width)},
          {"height", OrNull(artifact.height)},
          {"sizeBytes", artifact.size_bytes},
          {"contentType", artifact.content_type},
          {"sha256", artifact.sha256},
          {"method", ToText(artifact.method)},
          {"reason", OrNull(artifact.reason)},
          {"variant", nullptr},  // of a recipe with variants, and of one with joined clips: there are none yet
          {"parts", nullptr}};
}

Json ProbeJson(const SourceFile& source) {
  return {{"durationSeconds", OrNull(source.duration_seconds)},
          {"width", OrNull(source.width)},
          {"height", OrNull(source.height)},
          {"frameRate", OrNull(source.frame_rate)},
          {"videoCodec", OrNull(source.video_codec)},
          {"audioCodec", OrNull(source.audio_codec)},
          {"rotation", OrNull(source.rotation)},
          {"container", OrNull(source.container)},
          {"bytesRead", source.bytes_read},
          {"requests", source.requests}};
}

SourceMeta SourceMetaOf(const Json& json) {
  SourceMeta meta;
  meta.title = FindIn<std::string>(json, "title").value_or("");
  meta.author_name = FindIn<std::string>(json, "authorName");
  meta.author_url = FindIn<std::string>(json, "authorUrl");
  meta.thumbnail_url = FindIn<std::string>(json, "thumbnailUrl");
  meta.duration_seconds = FindIn<double>(json, "durationSeconds");
  meta.description = FindIn<std::string>(json, "description");
  meta.chapters = ChaptersOf(json.at("chapters"));
  meta.fetched_at = TimeOf(json.at("fetchedAt"));
  meta.via = ViaOf(json.at("via").get<std::string>());
  meta.limited = json.at("limited").get<bool>();
  return meta;
}

std::vector<Chapter> ChaptersOf(const Json& json) {
  std::vector<Chapter> chapters;
  for (const Json& each : json) {
    chapters.push_back(
        {each.at("start").get<double>(), FindIn<double>(each, "end"), each.at("title").get<std::string>()});
  }
  return chapters;
}

std::vector<Warning> WarningsOf(const Json& json) {
  std::vector<Warning> warnings;
  for (const Json& each : json) {
    warnings.push_back({each.at("code").get<std::string>(), each.at("message").get<std::string>(),
                        each.at("output").get<std::string>(), FindIn<std::string>(each, "clip")});
  }
  return warnings;
}

std::vector<SpanProgress> SpansOf(const Json& json) {
  std::vector<SpanProgress> spans;
  for (const Json& each : json) spans.push_back({RangeOf(each), LabelOf(each), each.at("fraction").get<double>()});
  return spans;
}

std::vector<OutputName> OutputNamesOf(const Json& json) {
  std::vector<OutputName> outputs;
  for (const Json& each : json)
    outputs.push_back({ArtifactTypeFromText(each.at("type").get<std::string>()).value(), LabelOf(each), RangeOf(each)});
  return outputs;
}

void ReadProbe(const Json& json, SourceFile& into) {
  into.duration_seconds = FindIn<double>(json, "durationSeconds");
  into.width = FindIn<int>(json, "width");
  into.height = FindIn<int>(json, "height");
  into.frame_rate = FindIn<double>(json, "frameRate");
  into.video_codec = FindIn<std::string>(json, "videoCodec");
  into.audio_codec = FindIn<std::string>(json, "audioCodec");
  into.rotation = FindIn<int>(json, "rotation");
  into.container = FindIn<std::string>(json, "container");
  into.bytes_read = json.value("bytesRead", std::uint64_t{0});
  into.requests = json.value("requests", std::uint64_t{0});
}

}  // namespace clipbox::jobs
