#include "http/api/description/openapi_schemas.h"

#include <sstream>
#include <string>
#include <string_view>

#include "base/error_table.h"
#include "jobs/recipe.h"

namespace clipbox::http {
namespace {

using base::Json;

// One object a row: `field:type`, `[…]` a list, `?` also null, a leading `-` may be left out (of a request's body). A
// type that starts with a capital is another row, or Recipe; `error` and `failure` are codes of base/error_table.h.
struct Row {
  std::string_view name;
  std::string_view fields;
};

constexpr Row kRows[] = {
    {"Problem",
     "type:string title:string status:integer detail:string code:error -pointer:string -reason:string -setting:string "
     "-current:string -allowed:[string] -missing:[integer]"},
    {"Readiness", "status:string database:string store:string"},
    {"Chapter", "start:number end:number? title:string"},
    {"SourceMeta",
     "title:string? authorName:string? authorUrl:string? thumbnailUrl:string? durationSeconds:number? "
     "description:string? "
     "chapters:[Chapter] fetchedAt:time via:string limited:boolean"},
    {"Source",
     "fileName:string sizeBytes:integer contentType:string durationSeconds:number? width:integer? height:integer? "
     "frameRate:number? videoCodec:string? audioCodec:string? rotation:integer? container:string? bytesRead:integer "
     "requests:integer"},
    {"Span", "start:number? end:number?"},
    {"SpanProgress", "start:number? end:number? label:string? fraction:number"},
    {"Progress", "phase:string fraction:number? spans:[SpanProgress]"},
    {"Failure", "code:failure message:string at:time"},
    {"Warning", "code:string message:string output:string? clip:string?"},
    {"Job",
     "id:string status:string sourceUrl:string videoId:string title:string? sourceMeta:SourceMeta? "
     "rightsConfirmedAt:time? "
     "rightsTextVersion:string? r2SourceKey:string? source:Source? recipe:Recipe? proposedClip:Span? "
     "autoProcess:boolean "
     "progress:Progress? attempts:integer claimedBy:string? failure:Failure? warnings:[Warning] leftOut:[OutputName] "
     "clipCount:integer "
     "createdAt:time updatedAt:time "
     "readyAt:time?"},
    {"NewJob", "url:string -recipe:Recipe? -autoProcess:boolean"},
    {"JobPatch", "-title:string -description:string -durationSeconds:number -recipe:Recipe -autoProcess:boolean"},
    {"Rights", "confirmed:boolean"},
    {"RecipeBody", "-recipe:Recipe"},
    {"OutputName", "type:string -label:string? -start:number? -end:number?"},
    {"OutputNames", "-outputs:[OutputName]"},
    {"ProcessBody", "-recipe:Recipe -leaveOut:[OutputName]"},
    {"Part", "partNumber:integer etag:string? sizeBytes:integer"},
    {"PartUrl", "partNumber:integer url:string expiresAt:time"},
    {"Upload",
     "uploadId:string key:string fileName:string sizeBytes:integer contentType:string lastModified:time? "
     "partSize:integer "
     "partCount:integer expiresAt:time parts:[Part] partUrls:[PartUrl]"},
    {"NewUpload", "fileName:string sizeBytes:integer contentType:string -lastModified:any -durationSeconds:number?"},
    {"PartNumbers", "partNumbers:[integer]"},
    {"PartUrls", "partUrls:[PartUrl]"},
    {"ReportedPart", "etag:string? sizeBytes:integer -uploadId:string?"},
    {"CompletedPart", "partNumber:integer -etag:string?"},
    {"CompletedParts", "-parts:[CompletedPart]"},
    {"Reason", "-reason:string?"},
    {"PlanItem",
     "type:string label:string? start:number? end:number? method:string reason:string? readBytes:integer? "
     "decodeFrames:integer? encodeFrames:integer? expectedBytes:integer? expectedSeconds:number? settings:string?"},
    {"Plan", "items:[PlanItem] warnings:[Warning]"},
    {"Stretch", "start:number end:number"},
    {"Suggestions", "chapters:[Chapter] scenes:[number] silences:[Stretch] loud:[Stretch] keyFrames:[number]"},
    {"SoundPeaks", "min:[number] max:[number]"},
    {"CaptionFile", "language:string sizeBytes:integer putAt:time used:boolean"},
    {"CaptionList", "items:[CaptionFile] nextCursor:string? embedded:boolean? speech:boolean"},
    {"Preset", "name:string title:string recipe:Recipe own:boolean"},
    {"NewPreset", "title:string recipe:Recipe"},
    {"PresetList", "items:[Preset]"},
    {"TimelineRow", "id:any at:time actor:string event:string detail:object"},
    {"Artifact",
     "id:string jobId:string type:string label:string? start:number? end:number? durationSeconds:number? "
     "width:integer? "
     "height:integer? sizeBytes:integer contentType:string sha256:string r2Key:string method:string? reason:string? "
     "settings:string createdAt:time variant:string? parts:[Stretch]?"},
    {"ArtifactPatch", "label:string?"},
    {"ProxyBody", "-again:boolean"},
    {"Proxy", "state:string fraction:number artifact:Artifact? failure:Failure?"},
    {"Receipt", "receipt:object algorithm:string publicKey:string signature:string"},
    {"SignedUrl", "url:string expiresAt:time"},
    {"User", "id:string username:string role:string"},
    {"Session", "user:User"},
    {"SignIn", "-username:string -password:string -signInToken:string"},
    {"Setup", "setupToken:string username:string password:string"},
    {"NewUser", "username:string password:string -role:string"},
    {"NewPassword", "password:string -oldPassword:string"},
    {"Token", "id:string name:string createdAt:time lastUsedAt:time?"},
    {"TokenWithSecret", "id:string name:string createdAt:time lastUsedAt:time? secret:string"},
    {"NewToken", "-name:string"},
    {"JobSize", "jobId:string title:string? sizeBytes:integer"},
    {"Usage",
     "usedBytes:integer limitBytes:integer? sourceBytes:integer artifactBytes:integer jobs:integer sources:integer "
     "artifacts:integer queuedJobs:integer queuedLimit:integer? largest:[JobSize]"},
    {"Share",
     "id:string jobId:string url:string title:string? artifactIds:[string] expiresAt:time? hasPassword:boolean "
     "views:integer createdAt:time"},
    {"NewShare", "-artifactIds:[string]? -title:string? -expiresAt:time? -password:string?"},
    {"ShareList", "items:[Share] nextCursor:string?"},
    {"JobList", "items:[Job] nextCursor:string?"},
    {"ArtifactList", "items:[Artifact] nextCursor:string?"},
    {"Timeline", "items:[TimelineRow] nextCursor:string?"},
    {"Account", "id:string username:string role:string createdAt:time"},
    {"UserList", "items:[Account] nextCursor:string?"},
    {"TokenList", "items:[Token] nextCursor:string?"},
    {"StorageState", "kind:string endpoint:string? bucket:string prefix:string state:string detail:string?"},
    {"Disk", "totalBytes:integer freeBytes:integer keepFreeBytes:integer"},
    {"Quarantine", "files:integer bytes:integer"},
    {"StorageVerify",
     "startedAt:time endedAt:time? objects:integer bytes:integer damaged:integer setAside:integer "
     "stillDamaged:integer"},
    {"Clock", "now:time highestSeen:time paused:boolean pausedUntil:time? jumpedBySeconds:number?"},
    {"QueuedJob",
     "jobId:string title:string? ownerName:string state:string since:time seconds:number fraction:number?"},
    {"Queue", "waiting:integer processing:integer oldestSeconds:number jobs:[QueuedJob]"},
    {"WorkerAtWork",
     "worker:string task:string jobId:string title:string? ownerName:string? seconds:number fraction:number?"},
    {"HistoryStretch",
     "at:time jobsCreated:integer jobsReady:integer jobsFailed:integer cpuSeconds:number sourceBytesRead:integer "
     "artifactBytesStored:integer receivedBytes:integer sentBytes:integer queueDepth:integer memoryBytes:integer"},
    {"History", "stepSeconds:integer items:[HistoryStretch]"},
    {"FailedJob", "jobId:string ownerName:string title:string? code:failure message:string at:time"},
    {"FailureList", "items:[FailedJob] nextCursor:string?"},
    {"Finding", "name:string ok:boolean detail:string mend:string?"},
    {"Findings", "ok:boolean checks:[Finding]"},
    {"System",
     "version:string libraries:[string] storage:StorageState workers:integer receiptKey:string disk:Disk? "
     "quarantine:Quarantine? lastVerify:StorageVerify? clock:Clock queue:Queue pendingDeletes:integer "
     "workersAtWork:[WorkerAtWork]"},
};

// What a client may be told, and what a job may fail with.
bool IsProblem(const base::ErrorRow& row) { return row.http_status != 500 || row.code == base::ErrorCode::kInternal; }
bool IsFailure(const base::ErrorRow& row) { return base::IsFailure(row.code); }

Json CodeSchema(bool (*is_one)(const base::ErrorRow&)) {
  Json codes = Json::array();
  for (const base::ErrorRow& row : base::kErrorTable)
    if (is_one(row)) codes.push_back(row.text);
  return {{"type", "string"}, {"enum", std::move(codes)}};
}

Json TypeSchema(std::string_view type) {
  if (type.ends_with('?'))
    return {{"anyOf", Json::array({TypeSchema(type.substr(0, type.size() - 1)), {{"type", "null"}}})}};
  if (type.starts_with('[')) return {{"type", "array"}, {"items", TypeSchema(type.substr(1, type.size() - 2))}};
  if (type == "any") return Json::object();
  if (type == "error") return CodeSchema(IsProblem);
  if (type == "failure") return CodeSchema(IsFailure);
  if (type == "time") return {{"type", "string"}, {"format", "date-time"}};
  if (type.front() >= 'A' && type.front() <= 'Z') return {{"$ref", "#/components/schemas/" + std::string(type)}};
  return {{"type", type}};
}

Json ObjectSchema(std::string_view fields) {
  Json properties = Json::object();
  Json required = Json::array();
  std::istringstream words{std::string(fields)};
  for (std::string word; words >> word;) {
    const bool optional = word.starts_with('-');
    const std::size_t colon = word.find(':');
    const std::string name = word.substr(optional ? 1 : 0, colon - (optional ? 1 : 0));
    properties[name] = TypeSchema(std::string_view(word).substr(colon + 1));
    if (!optional) required.push_back(name);
  }
  return {{"type", "object"}, {"properties", properties}, {"required", required}};
}

}  // namespace

Json ApiSchemas() {
  Json schemas = Json::object();
  for (const Row& row : kRows) schemas[std::string(row.name)] = ObjectSchema(row.fields);
  schemas["Recipe"] = jobs::RecipeSchema();
  return schemas;
}

}  // namespace clipbox::http
