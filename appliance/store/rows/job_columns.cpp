// The columns of video_jobs that hold JSON: bags of values that no statement looks into.
#include "store/rows/job_row.h"

namespace clipbox::store {
namespace {

using base::Json;
using base::OrNull;

template <class T>
std::optional<T> Optional(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) return std::nullopt;
  return found->get<T>();
}

Json ChaptersToJson(const std::vector<jobs::Chapter>& chapters) {
  Json list = Json::array();
  for (const jobs::Chapter& chapter : chapters) {
    list.push_back({{"start", chapter.start}, {"end", OrNull(chapter.end)}, {"title", chapter.title}});
  }
  return list;
}

std::vector<jobs::Chapter> ChaptersOf(const Json& list) {
  std::vector<jobs::Chapter> chapters;
  for (const Json& each : list) {
    chapters.push_back(
        {each.at("start").get<double>(), Optional<double>(each, "end"), each.at("title").get<std::string>()});
  }
  return chapters;
}

jobs::MetadataVia ViaOf(const std::string& text) {
  for (const auto via : {jobs::MetadataVia::kOembed, jobs::MetadataVia::kDataApi}) {
    if (text == ToColumn(via)) return via;
  }
  return jobs::MetadataVia::kManual;
}

}  // namespace

std::string_view ToColumn(jobs::MetadataVia via) {
  switch (via) {
    case jobs::MetadataVia::kOembed: return "oembed";
    case jobs::MetadataVia::kDataApi: return "data_api";
    case jobs::MetadataVia::kManual: return "manual";
  }
  return "";
}

std::optional<std::string> ToColumn(const std::optional<jobs::SourceMeta>& meta) {
  if (!meta) return std::nullopt;
  return base::DumpJson({{"title", meta->title},
                         {"authorName", OrNull(meta->author_name)},
                         {"authorUrl", OrNull(meta->author_url)},
                         {"thumbnailUrl", OrNull(meta->thumbnail_url)},
                         {"durationSeconds", OrNull(meta->duration_seconds)},
                         {"description", OrNull(meta->description)},
                         {"chapters", ChaptersToJson(meta->chapters)},
                         {"fetchedAt", base::ToMillis(meta->fetched_at)},
                         {"via", ToColumn(meta->via)},
                         {"limited", meta->limited}});
}

jobs::SourceMeta MetaOfColumn(const std::string& text) {
  const Json json = Json::parse(text);
  jobs::SourceMeta meta;
  meta.title = json.at("title").get<std::string>();
  meta.author_name = Optional<std::string>(json, "authorName");
  meta.author_url = Optional<std::string>(json, "authorUrl");
  meta.thumbnail_url = Optional<std::string>(json, "thumbnailUrl");
  meta.duration_seconds = Optional<double>(json, "durationSeconds");
  meta.description = Optional<std::string>(json, "description");
  meta.chapters = ChaptersOf(json.at("chapters"));
  meta.fetched_at = base::FromMillis(json.at("fetchedAt").get<std::int64_t>());
  meta.via = ViaOf(json.at("via").get<std::string>());
  meta.limited = json.at("limited").get<bool>();
  return meta;
}

std::string ProbeToColumn(const jobs::SourceFile& source) {
  return base::DumpJson({{"durationSeconds", OrNull(source.duration_seconds)},
                         {"width", OrNull(source.width)},
                         {"height", OrNull(source.height)},
                         {"frameRate", OrNull(source.frame_rate)},
                         {"videoCodec", OrNull(source.video_codec)},
                         {"audioCodec", OrNull(source.audio_codec)},
                         {"rotation", OrNull(source.rotation)},
                         {"container", OrNull(source.container)},
                         {"bytesRead", source.bytes_read},
                         {"requests", source.requests}});
}

void ReadProbe(const std::string& text, jobs::SourceFile& into) {
  const Json json = Json::parse(text);
  into.duration_seconds = Optional<double>(json, "durationSeconds");
  into.width = Optional<int>(json, "width");
  into.height = Optional<int>(json, "height");
  into.frame_rate = Optional<double>(json, "frameRate");
  into.video_codec = Optional<std::string>(json, "videoCodec");
  into.audio_codec = Optional<std::string>(json, "audioCodec");
  into.rotation = Optional<int>(json, "rotation");
  into.container = Optional<std::string>(json, "container");
  into.bytes_read = json.value("bytesRead", std::uint64_t{0});
  into.requests = json.value("requests", std::uint64_t{0});
}

std::string ToColumn(const std::vector<jobs::Warning>& warnings) {
  Json list = Json::array();
  for (const jobs::Warning& each : warnings) {
    list.push_back(
        {{"code", each.code}, {"message", each.message}, {"output", each.output}, {"clip", OrNull(each.clip)}});
  }
  return base::DumpJson(list);
}

std::vector<jobs::Warning> WarningsOfColumn(const std::string& text) {
  std::vector<jobs::Warning> warnings;
  for (const Json& each : Json::parse(text)) {
    warnings.push_back({each.at("code").get<std::string>(), each.at("message").get<std::string>(),
                        each.at("output").get<std::string>(), Optional<std::string>(each, "clip")});
  }
  return warnings;
}

}  // namespace clipbox::store
