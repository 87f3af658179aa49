// What a person is shown of the uploaded film: pictures, rows of them, the shape of its sound.
#include <cmath>

#include "base/error.h"
#include "base/text.h"
#include "base/time_range.h"
#include "http/api/api.h"
#include "http/api/job_calls.h"

namespace clipbox::http {
namespace {

using base::Error;
using base::ErrorCode;

constexpr int kMaxPoints = 4000;

[[noreturn]] void RefuseQuery(const std::string& name, const std::string& wanted) {
  throw Error(ErrorCode::kInvalidField, "Give " + name + " as " + wanted + ".", {.pointer = "/" + name});
}

// Throws: Error kInvalidField, where it is missing too.
double SecondsOf(const Request& request, const std::string& name) {
  const auto text = request.Query(name);
  if (const auto number = text ? base::ParseNumber<double>(*text, 0, base::kMaxSeconds) : std::nullopt) return *number;
  RefuseQuery(name, "seconds, not negative");
}

// Throws: Error kInvalidField outside the bounds.
int CountOf(const Request& request, const std::string& name, int least, int most, int otherwise) {
  const auto text = request.Query(name);
  if (!text) return otherwise;
  if (const auto number = base::ParseNumber<int>(*text, least, most)) return *number;
  RefuseQuery(name, "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
}

base::TimeRange RangeOf(const Request& request) {
  const base::TimeRange range{SecondsOf(request, "start"), SecondsOf(request, "end")};
  if (range.end > range.start) return range;
  throw Error(ErrorCode::kInvalidField, "Give an end behind the start.", {.pointer = "/end"});
}

// Shortest text that reads back as the same number.
std::string TimeText(const std::optional<double>& seconds) { return seconds ? base::DumpJson(*seconds) : ""; }

// An address that names the version of the source (`v=`) always gives the same picture.
Response PictureResponse(const Request& request, std::string jpeg) {
  Response response = TextResponse(jpeg, "image/jpeg");
  if (request.Query("v")) response.headers.Set("Cache-Control", "private, max-age=31536000, immutable");
  return response;
}

Response ShowFrame(const Api& api, Request& request) {
  const jobs::Job job = GetJobWithSource(api, request, "look at");
  const double seconds = SecondsOf(request, "t");
  const int height = CountOf(request, "height", 90, 1080, 360);
  work::PreviewFrame frame = api.preview.Frame(job, seconds, height, request.stop);
  Response response = PictureResponse(request, std::move(frame.jpeg));
  response.headers.Add("X-Frame-Time", TimeText(frame.time));
  response.headers.Add("X-Previous-Frame", TimeText(frame.previous));
  response.headers.Add("X-Next-Frame", TimeText(frame.next));
  return response;
}

Response ShowStrip(const Api& api, Request& request) {
  const jobs::Job job = GetJobWithSource(api, request, "look at");
  const base::TimeRange range = RangeOf(request);
  const int count = CountOf(request, "count", 1, 60, 20);
  const int height = CountOf(request, "height", 24, 360, 90);
  work::PreviewStrip strip = api.preview.Strip(job, range, count, height, request.stop);
  Response response = PictureResponse(request, std::move(strip.jpeg));
  std::string times;
  for (const double time : strip.times) times += (times.empty() ? "" : ",") + TimeText(time);
  response.headers.Add("X-Times", times);
  return response;
}

// To three digits: more than a pixel shows.
base::Json Rounded(const std::vector<float>& values) {
  base::Json list = base::Json::array();
  for (const float value : values) list.push_back(std::round(static_cast<double>(value) * 1000) / 1000);
  return list;
}

Response ShowPeaks(const Api& api, Request& request) {
  const jobs::Job job = GetJobWithSource(api, request, "look at");
  const base::TimeRange range = RangeOf(request);
  const int points = CountOf(request, "points", 1, kMaxPoints, 1000);
  const work::PreviewSound sound = api.preview.Sound(job, range, static_cast<std::size_t>(points), request.stop);
  return JsonResponse({{"min", Rounded(sound.min)}, {"max", Rounded(sound.max)}});
}

}  // namespace

void AddPreviewRoutes(Router& router, const Api& api) {
  const ApiRoutes routes{router, api, "jobs"};
  routes.Add("GET", "/api/v1/jobs/{id}/frame", "getFrame", ShowFrame,
             {.summary = "The picture with which a clip from `t` on begins, as a JPEG; X-Frame-Time, X-Previous-Frame "
                         "and X-Next-Frame are its own time and its neighbours'",
              .query = {"t", "height", "v"}});
  routes.Add("GET", "/api/v1/jobs/{id}/strip", "getStrip", ShowStrip,
             {.summary = "Pictures side by side at equal steps, as a JPEG; X-Times says what each one shows",
              .query = {"start", "end", "count", "height", "v"}});
  routes.Add("GET", "/api/v1/jobs/{id}/peaks", "getPeaks", ShowPeaks,
             {.summary = "The least and the greatest sample of each of many stretches of equal length",
              .response_schema = "SoundPeaks",
              .query = {"start", "end", "points"}});
}

}  // namespace clipbox::http
