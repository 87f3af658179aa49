#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/json_object.h"
#include "base/text.h"
#include "base/time_range.h"
#include "http/api/api.h"
#include "http/api/job_calls.h"
#include "http/api/job_json.h"
#include "http/api/uploads/upload_flow.h"
#include "jobs/upload_layout.h"

namespace clipbox::http {
namespace {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::JsonObject;
using base::UploadPart;

constexpr std::size_t kMaxNameBytes = 1024;
constexpr std::size_t kMaxTypeBytes = 255;
constexpr std::size_t kMaxEtagBytes = 256;
constexpr std::size_t kMaxUploadIdBytes = 1024;
constexpr std::size_t kMaxReasonBytes = 500;
constexpr std::uint64_t kMaxEndsBytes = 2 << 20;
constexpr std::size_t kMaxUrlsAtOnce = 100;
constexpr std::size_t kFirstUrls = 10;
constexpr std::int64_t kMaxBytes = INT64_MAX;

// A time as the API writes times, or milliseconds as a browser's File has it.
std::optional<std::int64_t> FindLastModified(const JsonObject& body) {
  const Json* field = body.Find("lastModified");
  if (field == nullptr || !field->is_string()) return body.FindInteger("lastModified", 0, 253'402'300'799'999);
  const auto time = base::FromIso8601(field->get<std::string>());
  if (!time) body.Refuse("lastModified", "must be a time like 2026-01-02T03:04:05.678Z");
  return base::ToMillis(*time);
}

AnnouncedFile ReadFile(const Json& json) {
  const JsonObject body(json, "", {"fileName", "sizeBytes", "contentType", "lastModified", "durationSeconds"});
  AnnouncedFile file;
  file.name = base::PlainLine(body.GetText("fileName", kMaxNameBytes), kMaxNameBytes);
  if (base::Trim(file.name).empty()) body.Refuse("fileName", "must be the name of a file");
  file.size_bytes = static_cast<std::uint64_t>(body.GetInteger("sizeBytes", 0, kMaxBytes));
  file.content_type = body.FindText("contentType", kMaxTypeBytes).value_or("");
  // It becomes a header of the object; a comma would make a list of types of it.
  const bool is_one_type = std::all_of(file.content_type.begin(), file.content_type.end(),
                                       [](char c) { return c > 0x1f && c < 0x7f && c != ','; });
  if (!is_one_type) body.Refuse("contentType", "must be a media type, or empty");
  file.last_modified = FindLastModified(body);
  file.duration_seconds = body.FindNumber("durationSeconds", 0, base::kMaxSeconds);
  return file;
}

std::uint64_t QueryBytes(const Request& request, const std::string& name) {
  const auto bytes = base::ParseNumber<std::uint64_t>(request.Query(name).value_or(""));
  if (bytes) return *bytes;
  throw Error(ErrorCode::kInvalidField, "Give " + name + " in the address: how many bytes.", {.pointer = "/" + name});
}

// Empty where it is not known.
std::string FindEtag(const JsonObject& body) {
  return std::string(base::BareEtag(body.FindText("etag", kMaxEtagBytes).value_or("")));
}

Json PartUrlJson(const Api& api, const Request& request, const store::UploadSession& session, int number) {
  return {{"partNumber", number},
          {"url", UploadFlow(api).PartUrl(session, number, request.origin)},
          {"expiresAt", base::ToIso8601(api.clock.Now() + api.settings.url_expiry)}};
}

Json FirstUrls(const Api& api, const Request& request, const store::UploadSession& session,
               const std::vector<UploadPart>& held) {
  std::set<int> there;
  for (const UploadPart& part : held) there.insert(part.part_number);
  Json urls = Json::array();
  for (int number = 1; number <= session.part_count && urls.size() < kFirstUrls; ++number) {
    if (!there.contains(number)) urls.push_back(PartUrlJson(api, request, session, number));
  }
  return urls;
}

Json SessionJson(const Api& api, const Request& request, const store::UploadSession& session) {
  const std::vector<UploadPart> held = UploadFlow(api).ListHeld(session);
  Json parts = Json::array();
  for (const UploadPart& part : held) {
    parts.push_back(
        {{"partNumber", part.part_number}, {"etag", base::TextOrNull(part.etag)}, {"sizeBytes", part.size_bytes}});
  }
  const auto modified =
      session.last_modified ? Json(base::ToIso8601(base::FromMillis(*session.last_modified))) : Json(nullptr);
  return {{"uploadId", session.upload_id},
          {"key", session.key},
          {"fileName", session.file_name},
          {"sizeBytes", session.size_bytes},
          {"contentType", session.content_type},
          {"lastModified", modified},
          {"partSize", session.part_size},
          {"partCount", session.part_count},
          {"expiresAt", base::ToIso8601(session.expires_at)},
          {"parts", std::move(parts)},
          {"partUrls", FirstUrls(api, request, session, held)}};
}

Response PrepareUpload(const Api& api, Request& request) {
  const AnnouncedFile file = ReadFile(request.Json());
  const store::Prepared prepared = UploadFlow(api).Prepare(GetJob(api, request), file);
  return JsonResponse(SessionJson(api, request, prepared.session), prepared.created ? 201 : 200);
}

// The body is the file's first bytes and its last ones: all of a small file, or of two pieces that do not touch.
Response LookAtEnds(const Api& api, Request& request) {
  const jobs::Job job = GetJob(api, request);
  if (!job.rights_confirmed_at)
    throw Error(ErrorCode::kRightsRequired, "Confirm that you have the rights to this video, then upload it.");
  const std::uint64_t size = QueryBytes(request, "sizeBytes");
  const std::uint64_t head = QueryBytes(request, "headBytes");
  std::string body = request.Text(kMaxEndsBytes);
  if (head > body.size())
    throw Error(ErrorCode::kInvalidField, "The body is shorter than that.", {.pointer = "/headBytes"});
  if (body.size() > size)
    throw Error(ErrorCode::kInvalidField, "The body is longer than that.", {.pointer = "/sizeBytes"});
  std::string tail = body.substr(head);
  body.resize(head);
  api.preview.RefuseBadFile({.head = std::move(body), .tail = std::move(tail), .size_bytes = size}, request.stop);
  return NoContent();
}

Response ShowUpload(const Api& api, Request& request) {
  return JsonResponse(SessionJson(api, request, UploadFlow(api).GetSession(UserOf(request), JobIdOf(request))));
}

void CheckPartNumber(const store::UploadSession& session, std::int64_t number, const std::string& pointer) {
  if (number >= 1 && number <= session.part_count) return;
  throw Error(ErrorCode::kInvalidField, "This upload has the parts 1 to " + std::to_string(session.part_count) + ".",
              {.pointer = pointer});
}

// Moves to UPLOADING, or refuses where this job has nothing to upload; a HEAD is refused likewise and moves nothing.
// Throws: Error kWrongStatus, kNotFound, kInvalidField.
store::UploadSession StartParts(const Api& api, const Request& request, const std::vector<std::int64_t>& numbers,
                                const std::string& pointer) {
  const auto session = api.store.uploads.Find(UserOf(request), JobIdOf(request));
  for (std::size_t i = 0; session && i < numbers.size(); ++i) {
    CheckPartNumber(*session, numbers[i], numbers.size() > 1 ? pointer + "/" + std::to_string(i) : pointer);
  }
  if (request.method == "HEAD") {
    api.store.uploads.RequireUploading(UserOf(request), JobIdOf(request));
  } else {
    api.store.uploads.StartUploading(UserOf(request), JobIdOf(request));
  }
  return session ? *session : UploadFlow(api).GetSession(UserOf(request), JobIdOf(request));
}

std::vector<std::int64_t> ReadPartNumbers(const Json& json) {
  const JsonObject body(json, "", {"partNumbers"});
  const Json* list = body.FindList("partNumbers", kMaxUrlsAtOnce);
  if (list == nullptr || list->empty()) body.Refuse("partNumbers", "must name at least one part");
  std::vector<std::int64_t> numbers;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const std::string index = std::to_string(i);
    const Json holder = {{index, (*list)[i]}};
    numbers.push_back(JsonObject(holder, body.PointerOf("partNumbers"), {index}).GetInteger(index, 1, jobs::kMaxParts));
  }
  return numbers;
}

Response SignParts(const Api& api, Request& request) {
  const auto numbers = ReadPartNumbers(request.Json());
  const store::UploadSession session = StartParts(api, request, numbers, "/partNumbers");
  Json urls = Json::array();
  for (const std::int64_t number : numbers)
    urls.push_back(PartUrlJson(api, request, session, static_cast<int>(number)));
  return JsonResponse({{"partUrls", std::move(urls)}});
}

int PartNumberOf(const Request& request) {
  if (const auto number = base::ParseNumber<int>(request.PathValue("n"))) return *number;
  throw Error(ErrorCode::kInvalidField, "Give the part's number in the address.", {.pointer = "/partNumber"});
}

Response SignPart(const Api& api, Request& request) {
  const int number = PartNumberOf(request);
  const store::UploadSession session = StartParts(api, request, {number}, "/partNumber");
  return JsonResponse(PartUrlJson(api, request, session, number));
}

Response ReportPart(const Api& api, Request& request) {
  const Json json = request.Json();
  const JsonObject body(json, "", {"etag", "sizeBytes", "uploadId"});
  UploadPart part;
  part.part_number = PartNumberOf(request);
  part.etag = FindEtag(body);
  part.size_bytes = static_cast<std::uint64_t>(body.GetInteger("sizeBytes", 0, kMaxBytes));
  const auto upload_id = body.FindText("uploadId", kMaxUploadIdBytes);
  return JsonResponse(ToJson(api.store.uploads.RecordPart(UserOf(request), JobIdOf(request), part, upload_id)));
}

std::vector<UploadPart> ReadClaimedParts(const Json& json) {
  const JsonObject body(json, "", {"parts"});
  std::vector<UploadPart> parts;
  const Json* list = body.FindList("parts", jobs::kMaxParts);
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    const JsonObject part((*list)[i], body.PointerOf("parts") + "/" + std::to_string(i), {"partNumber", "etag"});
    parts.push_back({static_cast<int>(part.GetInteger("partNumber", 1, jobs::kMaxParts)), FindEtag(part)});
  }
  return parts;
}

Response CompleteUpload(const Api& api, Request& request) {
  const auto claimed = ReadClaimedParts(request.JsonOrEmpty());
  const jobs::Job job = UploadFlow(api).Complete(UserOf(request), JobIdOf(request), claimed);
  api.wake.Ring();
  return JsonResponse(ToJson(job));
}

Response AbortUpload(const Api& api, Request& request) {
  const Json json = request.JsonOrEmpty();
  const JsonObject body(json, "", {"reason"});
  const std::string reason = base::PlainLine(body.FindText("reason", kMaxReasonBytes).value_or(""), kMaxReasonBytes);
  const store::Aborted aborted = api.store.uploads.Abort(UserOf(request), JobIdOf(request), reason);
  if (aborted.multipart) api.delete_bytes({*aborted.multipart});
  return JsonResponse(ToJson(aborted.job));
}

}  // namespace

void AddUploadRoutes(Router& router, const Api& api) {
  const ApiRoutes routes{router, api, "upload"};
  const std::string upload = "/api/v1/jobs/{id}/upload";
  routes.Add("POST", upload, "prepareUpload", PrepareUpload,
             {.summary = "Open the upload of a file; the same file again gives the same session",
              .request_schema = "NewUpload",
              .response_schema = "Upload",
              .success = 201});
  routes.Add(
      "GET", upload, "getUpload", ShowUpload,
      {.summary = "The upload: what the store holds of it, and URLs of missing parts", .response_schema = "Upload"});
  routes.Add("DELETE", upload, "abortUpload", AbortUpload,
             {.summary = "Abort the upload; the job is FAILED upload_aborted",
              .request_schema = "Reason",
              .response_schema = "Job"});
  routes.Add(
      "POST", upload + "/look", "lookAtEnds", LookAtEnds,
      {.summary = "Refuse a file that would be refused when it is uploaded, by its first and last bytes; 204 where "
                  "they tell nothing against it",
       .success = 204,
       .query = {"sizeBytes", "headBytes"}});
  routes.Add("POST", upload + "/part-urls", "signParts", SignParts,
             {.summary = "Presigned URLs of parts, 100 at once",
              .request_schema = "PartNumbers",
              .response_schema = "PartUrls"});
  routes.Add("GET", upload + "/parts/{n}/url", "signPart", SignPart,
             {.summary = "The presigned URL of one part", .response_schema = "PartUrl"});
  routes.Add("PUT", upload + "/parts/{n}", "reportPart", ReportPart,
             {.summary = "Say that a part was put", .request_schema = "ReportedPart", .response_schema = "Job"});
  routes.Add("POST", upload + "/complete", "completeUpload", CompleteUpload,
             {.summary = "Complete the upload, checked against what the store holds",
              .request_schema = "CompletedParts",
              .response_schema = "Job"});
}

}  // namespace clipbox::http
