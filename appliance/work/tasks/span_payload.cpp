#include "work/tasks/span_payload.h"

#include <algorithm>

#include "base/error.h"
#include "base/json.h"

namespace clipbox::work {
namespace {

using base::Json;

Json ToJson(const media::Clip& clip) {
  const Json focus = clip.focus ? Json{clip.focus->x, clip.focus->y} : Json();
  return {{"start", clip.start}, {"end", clip.end}, {"to", clip.to}, {"label", clip.label}, {"focus", focus}};
}

media::Clip ClipFromJson(const Json& json) {
  media::Clip clip{{json.at("start"), json.at("end")}, json.at("to"), json.at("label")};
  const Json focus = json.value("focus", Json());  // 0.1.0 wrote none
  if (!focus.is_null()) clip.focus = {focus.at(0), focus.at(1)};
  return clip;
}

jobs::ArtifactType TypeFromJson(const Json& json) {
  const auto type = jobs::ArtifactTypeFromText(json.get<std::string>());
  if (!type)
    throw base::Error(base::ErrorCode::kInternal, "cannot read a span task: unknown output " + json.get<std::string>());
  return *type;
}

// A storyboard of a whole film costs about what a short clip does: it reads key frames only.
double Weight(const media::Span& span, double duration_seconds) {
  constexpr double kWholeVideoShare = 0.02;
  return 1 + (span.clip ? span.clip->to - span.clip->start : duration_seconds * kWholeVideoShare);
}

}  // namespace

std::string ToPayloadJson(const SpanPayload& payload) {
  Json outputs = Json::array();
  for (const jobs::ArtifactType type : payload.span.outputs) outputs.push_back(jobs::ToText(type));
  const Json clip = payload.span.clip ? ToJson(*payload.span.clip) : Json();
  return base::DumpJson({{"clip", clip},
                         {"outputs", outputs},
                         {"fileStem", payload.span.file_stem},
                         {"share", payload.share},
                         {"sourceEtag", payload.source_etag}});
}

SpanPayload ParsePayload(const std::string& text) {
  try {
    const Json json = Json::parse(text);
    SpanPayload payload;
    if (!json.at("clip").is_null()) payload.span.clip = ClipFromJson(json.at("clip"));
    for (const Json& output : json.at("outputs")) payload.span.outputs.push_back(TypeFromJson(output));
    payload.span.file_stem = json.at("fileStem");
    payload.share = json.at("share");
    payload.source_etag = json.value("sourceEtag", "");
    return payload;
  } catch (const Json::exception& error) {
    throw base::Error(base::ErrorCode::kInternal, std::string("cannot read a span task: ") + error.what());
  }
}

std::vector<SpanPayload> MakePayloads(const media::Plan& plan, double duration_seconds,
                                      const std::string& source_etag) {
  double total = 0;
  for (const media::Span& span : plan.spans) total += Weight(span, duration_seconds);
  std::vector<SpanPayload> payloads;
  for (const media::Span& span : plan.spans)
    payloads.push_back({span, Weight(span, duration_seconds) / std::max(total, 1.0), source_etag});
  return payloads;
}

}  // namespace clipbox::work
