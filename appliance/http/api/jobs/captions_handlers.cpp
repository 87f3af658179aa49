#include <algorithm>

#include "base/clock.h"
#include "base/error.h"
#include "base/json.h"
#include "base/text.h"
#include "http/api/api.h"
#include "http/api/job_calls.h"
#include "jobs/captions.h"

namespace clipbox::http {
namespace {

using base::Error;
using base::ErrorCode;
using base::Json;

constexpr std::uint64_t kMaxCaptionBytes = 2 << 20;
constexpr std::size_t kMaxLanguageBytes = 35;  // RFC 5646, 4.4.1

// `en`, `pt-BR`: subtags of letters and digits, the first of letters.
bool IsLanguage(std::string_view text) {
  const auto is_letter = [](char c) { return base::IsLetterOrDigit(c) && !base::IsDigit(c); };
  const auto is_part = [](char c) { return base::IsLetterOrDigit(c) || c == '-'; };
  const std::string_view first = text.substr(0, text.find('-'));
  return text.size() <= kMaxLanguageBytes && first.size() >= 2 && first.size() <= 8 &&
         std::all_of(first.begin(), first.end(), is_letter) && std::all_of(text.begin(), text.end(), is_part) &&
         text.back() != '-' && text.find("--") == std::string_view::npos;
}

std::string LanguageOf(const Request& request) {
  const std::string language = request.Query("language").value_or("und");
  if (!IsLanguage(language))
    throw Error(ErrorCode::kInvalidField, "Give language as a tag like en or pt-BR.", {.pointer = "/language"});
  return language;
}

// Of the captions as the clips will have them: a point or a comma, tags and pictures left out.
Response ShowCaptions(const Api& api, const Request& request, const jobs::Job& job) {
  const std::string format = request.Query("format").value_or("vtt");
  if (format != "vtt" && format != "srt")
    throw Error(ErrorCode::kInvalidField, "Give format as vtt or srt.", {.pointer = "/format"});
  const auto cues = jobs::ParseCaptions(api.store.captions.Get(UserOf(request), job.id, LanguageOf(request)));
  Response response = format == "vtt" ? TextResponse(jobs::ToWebVtt(cues), "text/vtt; charset=utf-8")
                                      : TextResponse(jobs::ToSubRip(cues), "application/x-subrip; charset=utf-8");
  response.headers.Set("Cache-Control", "no-store");
  return response;
}

Response ListCaptions(const Api& api, Request& request) {
  const jobs::Job job = GetJob(api, request);
  if (request.Query("language")) return ShowCaptions(api, request, job);
  Json items = Json::array();
  for (const store::CaptionFileRow& file : api.store.captions.List(UserOf(request), job.id)) {
    items.push_back({{"language", file.language},
                     {"sizeBytes", file.size_bytes},
                     {"putAt", base::ToIso8601(file.put_at)},
                     {"used", items.empty()}});
  }
  const work::CaptionSources beside = api.planner.Captions(job);
  return JsonResponse({{"items", std::move(items)},
                       {"nextCursor", nullptr},
                       {"embedded", base::OrNull(beside.embedded)},
                       {"speech", beside.speech}});
}

Response DeleteCaptions(const Api& api, Request& request) {
  api.store.captions.Delete(UserOf(request), JobIdOf(request), LanguageOf(request));
  return NoContent();
}

Response PutCaptions(const Api& api, Request& request) {
  const jobs::Job job = GetJob(api, request);
  const std::string language = LanguageOf(request);
  const std::string text = request.Text(kMaxCaptionBytes);
  jobs::ParseCaptions(text);  // refuses what later nothing could be made of
  api.store.captions.Put(UserOf(request), job.id, {language, text});
  return NoContent();
}

}  // namespace

void AddCaptionRoutes(Router& router, const Api& api) {
  const ApiRoutes routes{router, api, "jobs"};
  routes.Add("GET", "/api/v1/jobs/{id}/captions", "listCaptions", ListCaptions,
             {.summary = "The captions beside the file and where else some can come from; with `language` their text, "
                         "as WebVTT or (`format=srt`) SubRip",
              .response_schema = "CaptionList",
              .query = {"language", "format"}});
  routes.Add("DELETE", "/api/v1/jobs/{id}/captions", "deleteCaptions", DeleteCaptions,
             {.summary = "Delete the captions of a language", .success = 204, .query = {"language"}});
  routes.Add("PUT", "/api/v1/jobs/{id}/captions", "putCaptions", PutCaptions,
             {.summary = "Put captions beside the file: SubRip or WebVTT, at most 2 MiB",
              .success = 204,
              .query = {"language"}});
}

}  // namespace clipbox::http
