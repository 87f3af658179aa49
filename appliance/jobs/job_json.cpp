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

}  // namespace clipbox::jobs
