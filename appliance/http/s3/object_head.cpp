#include "http/s3/object_head.h"

#include <algorithm>
#include <array>
#include <atomic>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "http/s3/answer.h"
#include "http/s3/error.h"

namespace clipbox::http {
namespace {

using objectstore::ObjectHead;
using objectstore::ObjectInfo;

constexpr std::string_view kMetaPrefix = "x-amz-meta-";
constexpr std::size_t kMaxMetadataBytes = 2048;

// Kept as they came and given back, unless the `response-…` parameter says otherwise. Content-Disposition has a rule of
// its own.
struct KeptHeader {
  const char* name;
  const char* override_name;
};
constexpr std::array<KeptHeader, 4> kKeptHeaders{{{"Cache-Control", "response-cache-control"},
                                                  {"Content-Encoding", "response-content-encoding"},
                                                  {"Content-Language", "response-content-language"},
                                                  {"Expires", "response-expires"}}};
constexpr const char* kDisposition = "Content-Disposition";

constexpr std::array<std::string_view, 4> kRunningTypes = {"html", "xml", "svg", ","};

// Types that a browser shows without running anything of them. SVG, and whatever else is XML, can carry script. Of a
// list of types a browser takes the last (Fetch, "extract a MIME type"), so a comma is never shown.
bool IsShownInline(std::string_view content_type) {
  const std::string type = base::ToLower(content_type);
  const bool is_media = type.starts_with("image/") || type.starts_with("audio/") || type.starts_with("video/");
  return is_media && type.find("xml") == std::string::npos && type.find(',') == std::string::npos;
}

// Types in which a browser finds script; a list of types may hold one.
bool CanRun(std::string_view content_type) {
  const std::string type = base::ToLower(content_type);
  return std::any_of(kRunningTypes.begin(), kRunningTypes.end(),
                     [&](std::string_view part) { return type.find(part) != std::string::npos; });
}

// What the signer of a URL asks for is what he gets, but `inline` for what could run. To a browser whatever has no
// disposition is inline, too.
std::string AskedDisposition(std::string_view asked, std::string_view content_type) {
  const std::size_t parameters = std::min(asked.find(';'), asked.size());
  const std::string_view kind = base::Trim(asked.substr(0, parameters));
  if (!CanRun(content_type) || (IsHeaderName(kind) && !EqualsIgnoringCase(kind, "inline"))) return std::string(asked);
  return "attachment" + std::string(asked.substr(parameters));
}

// As it was stored, but a download unless a browser may show it. Whoever opens a link should not find a stranger's page
// under our address.
std::string StoredDisposition(std::string_view wanted, std::string_view content_type) {
  if (IsShownInline(content_type) || base::ToLower(wanted).starts_with("attachment")) return std::string(wanted);
  const std::size_t parameters = std::min(wanted.find(';'), wanted.size());
  return "attachment" + std::string(wanted.substr(parameters));
}

// `aws-chunked` is how the body travelled, not how the object is encoded.
std::string WithoutChunked(std::string_view encodings) {
  std::string kept;
  for (const std::string_view coding : base::SplitList(encodings)) {
    if (!EqualsIgnoringCase(coding, "aws-chunked")) kept.append(kept.empty() ? "" : ", ").append(coding);
  }
  return kept;
}

// To take these in silence would promise what is not kept. Names in lower case.
bool IsUnkept(std::string_view name) {
  return name.starts_with("x-amz-server-side-encryption") || name.starts_with("x-amz-object-lock-") ||
         name == "x-amz-tagging" || name == "x-amz-website-redirect-location";
}

// Canned ACLs (S3 user guide). Those that let others in are taken and have no effect, as with R2: PeerTube, Mastodon
// and Django's storages send `public-read` by default, and who is to read gets a signed link.
constexpr std::array<std::string_view, 7> kCannedAcls = {
    "private",       "public-read",       "public-read-write",        "authenticated-read",
    "aws-exec-read", "bucket-owner-read", "bucket-owner-full-control"};

// Once for each start: clients send it with every object.
void TellAclHasNoEffect(std::string_view acl) {
  static std::atomic_flag is_told;
  if (!is_told.test_and_set()) base::LogWarning("s3.acl_without_effect", {{"acl", std::string(acl)}});
}

bool LetsOthersIn(std::string_view name) { return name.starts_with("x-amz-grant-"); }

void RefuseHeaders(const S3Request& request, bool (*is_refused)(std::string_view name)) {
  for (const Header& header : request.http.headers.all()) {
    const std::string name = base::ToLower(header.name);
    if (is_refused(name) && request.SignedHeader(name)) throw NotImplemented(base::PlainLine(name, 100));
  }
}

void AddMetadata(const S3Request& request, ObjectHead& head) {
  std::size_t bytes = 0;
  for (const Header& header : request.http.headers.all()) {
    const std::string name = base::ToLower(header.name);
    if (!name.starts_with(kMetaPrefix) || !request.SignedHeader(name)) continue;
    std::string& value = head.metadata[name.substr(kMetaPrefix.size())];
    value += (value.empty() ? "" : ",") + header.value;
    bytes += name.size() - kMetaPrefix.size() + header.value.size();
  }
  if (bytes > kMaxMetadataBytes)
    throw S3Error(400, "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size.");
}

std::string Override(const S3Request& request, std::string_view name, const std::string& otherwise) {
  std::string value(request.Query(name).value_or(otherwise));
  if (!IsHeaderValue(value)) throw S3Error(400, "InvalidArgument", std::string(name) + " holds a control character.");
  return value;
}

std::string Kept(const ObjectInfo& info, const char* name) {
  const auto found = info.headers.find(name);
  return found != info.headers.end() && IsHeaderValue(found->second) ? found->second : std::string();
}

// HEAD shows nothing, and who compares or copies objects by it should find no header that none of them has.
std::string Disposition(const S3Request& request, const ObjectInfo& info, const std::string& type) {
  const std::string asked = Override(request, "response-content-disposition", "");
  if (!asked.empty()) return AskedDisposition(asked, type);
  const std::string kept = Kept(info, kDisposition);
  return request.http.method == "HEAD" ? kept : StoredDisposition(kept, type);
}

}  // namespace

void RefuseAccessForOthers(const S3Request& request) {
  RefuseHeaders(request, LetsOthersIn);
  const std::string_view acl = request.SignedHeader("x-amz-acl").value_or("private");
  if (std::find(kCannedAcls.begin(), kCannedAcls.end(), acl) == kCannedAcls.end())
    throw S3Error(400, "InvalidArgument", "x-amz-acl names no canned ACL.");
  if (acl != "private" && !acl.starts_with("bucket-owner-")) TellAclHasNoEffect(acl);
}

ObjectHead HeadOf(const S3Request& request) {
  RefuseHeaders(request, IsUnkept);
  RefuseAccessForOthers(request);
  ObjectHead head;
  if (const auto type = request.SignedHeader("Content-Type"); type && !type->empty()) head.content_type = *type;
  for (const KeptHeader& kept : kKeptHeaders) {
    if (const auto value = request.SignedHeader(kept.name); value && !value->empty()) head.headers[kept.name] = *value;
  }
  if (const auto value = request.SignedHeader(kDisposition); value && !value->empty())
    head.headers[kDisposition] = *value;
  if (const auto encoding = head.headers.find("Content-Encoding"); encoding != head.headers.end()) {
    encoding->second = WithoutChunked(encoding->second);
    if (encoding->second.empty()) head.headers.erase(encoding);
  }
  AddMetadata(request, head);
  return head;
}

void AddObjectHeaders(const S3Request& request, const ObjectInfo& info, Headers& headers) {
  headers.Add("Content-Security-Policy", "sandbox; default-src 'none'");
  headers.Add("X-Content-Type-Options", "nosniff");
  headers.Add("Accept-Ranges", "bytes");
  headers.Add("ETag", Quoted(info.etag));
  headers.Add("Last-Modified", base::ToHttpDate(info.modified_at));
  const std::string type = Override(request, "response-content-type",
                                    IsHeaderValue(info.content_type) ? info.content_type : "application/octet-stream");
  headers.Add("Content-Type", type);
  if (const std::string disposition = Disposition(request, info, type); !disposition.empty())
    headers.Add(kDisposition, disposition);
  for (const KeptHeader& kept : kKeptHeaders) {
    if (const std::string value = Override(request, kept.override_name, Kept(info, kept.name)); !value.empty())
      headers.Add(kept.name, value);
  }
  for (const auto& [name, value] : info.metadata) {
    if (IsHeaderName(name) && IsHeaderValue(value)) headers.Add(std::string(kMetaPrefix) + name, value);
  }
}

}  // namespace clipbox::http
