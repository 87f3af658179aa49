#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "http/api/api.h"
#include "http/api/job_calls.h"
#include "jobs/captions.h"

namespace clipbox::http {
namespace {

using base::Error;
using base::ErrorCode;

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
  routes.Add("PUT", "/api/v1/jobs/{id}/captions", "putCaptions", PutCaptions,
             {.summary = "Put captions beside the file: SubRip or WebVTT, at most 2 MiB",
              .success = 204,
              .query = {"language"}});
}

}  // namespace clipbox::http
