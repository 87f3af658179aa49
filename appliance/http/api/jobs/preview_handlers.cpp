// What a person is shown of the uploaded film: pictures, rows of them, the shape of its sound.
#include <cmath>

#include "base/error.h"
#include "base/text.h"
#include "http/api/api.h"
#include "http/api/job_calls.h"

namespace clipbox::http {
namespace {

using base::Error;
using base::ErrorCode;

constexpr int kMaxPoints = 4000;

// A number of the query. Throws: Error kInvalidField outside the bounds, and where it is missing without `otherwise`.
template <class Number>
Number NumberOf(const Request& request, const std::string& name, Number least, Number most,
                std::optional<Number> otherwise = std::nullopt) {
  const auto text = request.Query(name);
  if (!text && otherwise) return *otherwise;
  if (const auto number = text ? base::ParseNumber<Number>(*text, least, most) : std::nullopt) return *number;
  const std::string bounds = most < Number{1'000'000} ? " from " + std::to_string(static_cast<int>(least)) + " to " +
                                                            std::to_string(static_cast<int>(most))
                                                      : ", not negative";
  throw Error(ErrorCode::kInvalidField, "Give " + name + " as a number" + bounds + ".", {.pointer = "/" + name});
}

constexpr double kMaxPosition = 1e9;

base::TimeRange RangeOf(const Request& request) {
  const base::TimeRange range{NumberOf<double>(request, "start", 0, kMaxPosition),
                              NumberOf<double>(request, "end", 0, kMaxPosition)};
  if (range.end > range.start) return range;
  throw Error(ErrorCode::kInvalidField, "Give an end behind the start.", {.pointer = "/end"});
}

jobs::Job GetJobWithSource(const Api& api, const Request& request) {
  jobs::Job job = GetJob(api, request);
  if (!job.source_key) throw Error(ErrorCode::kSourceMissing, "There is no file to look at yet: upload it first.");
  return job;
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
  const jobs::Job job = GetJobWithSource(api, request);
  const auto seconds = NumberOf<double>(request, "t", 0, kMaxPosition);
  const int height = NumberOf<int>(request, "height", 90, 1080, 360);
  work::PreviewFrame frame = api.preview.Frame(job, seconds, height, request.stop);
  Response response = PictureResponse(request, std::move(frame.jpeg));
  response.headers.Add("X-Frame-Time", TimeText(frame.time));
  response.headers.Add("X-Previous-Frame", TimeText(frame.previous));
  response.headers.Add("X-Next-Frame", TimeText(frame.next));
  return response;
}

Response ShowStrip(const Api& api, Request& request) {
  const jobs::Job job = GetJobWithSource(api, request);
  const base::TimeRange range = RangeOf(request);
  const int count = NumberOf<int>(request, "count", 1, 60, 20);
  const int height = NumberOf<int>(request, "height", 24, 360, 90);
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
  const jobs::Job job = GetJobWithSource(api, request);
  const base::TimeRange range = RangeOf(request);
  const int points = NumberOf<int>(request, "points", 1, kMaxPoints, 1000);
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
