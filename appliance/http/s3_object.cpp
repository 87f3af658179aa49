#include "http/s3_object.h"

#include <algorithm>
#include <memory>

#include "base/error.h"
#include "http/http_date.h"
#include "http/s3_error.h"
#include "http/s3_range.h"

namespace clipbox::http {
namespace {

using objectstore::EmbeddedStore;
using objectstore::ObjectInfo;

// S3's limit of one PUT and of one part.
constexpr std::uint64_t kMaxBodyBytes = std::uint64_t{5} << 30;
constexpr std::size_t kBlockBytes = 256 << 10;
constexpr std::string_view kMetaPrefix = "x-amz-meta-";

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return lower;
}

bool IsHeaderValue(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c >= 0x20 && c != 0x7F; });
}

// Types that a browser shows without running anything of them. SVG, and whatever else is XML, can carry script. Of a list of types a
// browser takes the last (Fetch, "extract a MIME type"), so a comma is never shown.
bool IsShownInline(std::string_view content_type) {
  const std::string type = Lower(content_type);
  const bool is_media = type.starts_with("image/") || type.starts_with("audio/") || type.starts_with("video/");
  return is_media && type.find("xml") == std::string::npos && type.find(',') == std::string::npos;
}

// The disposition that was asked for, but never `inline` for what could run.
std::string Disposition(std::string_view wanted, std::string_view content_type) {
  if (IsShownInline(content_type) || Lower(wanted).starts_with("attachment")) return std::string(wanted);
  const std::size_t parameters = std::min(wanted.find(';'), wanted.size());
  return "attachment" + std::string(wanted.substr(parameters));
}

// A `response-…` parameter, which the signer set. Throws: S3Error InvalidArgument where it would break out of its
// header.
std::string Override(const S3Request& request, std::string_view name, std::string_view otherwise) {
  const std::string_view value = request.Query(name).value_or(otherwise);
  if (!IsHeaderValue(value)) throw S3Error(400, "InvalidArgument", std::string(name) + " holds a control character.");
  return std::string(value);
}

// The order of precedence: what the URL's signer overrides, then what was stored with the object.
void AddObjectHeaders(const S3Request& request, const ObjectInfo& info, Headers& headers) {
  headers.Add("Content-Security-Policy", "sandbox; default-src 'none'");
  headers.Add("X-Content-Type-Options", "nosniff");
  headers.Add("Accept-Ranges", "bytes");
  headers.Add("ETag", Quoted(info.etag));
  headers.Add("Last-Modified", ToHttpDate(info.modified_at));
  const std::string type = Override(request, "response-content-type",
                                    IsHeaderValue(info.content_type) ? info.content_type : "application/octet-stream");
  headers.Add("Content-Type", type);
  const std::string disposition = Disposition(Override(request, "response-content-disposition", ""), type);
  if (!disposition.empty()) headers.Add("Content-Disposition", disposition);
  for (const auto& [parameter, header] :
       {std::pair("response-cache-control", "Cache-Control"), std::pair("response-expires", "Expires"),
        std::pair("response-content-language", "Content-Language")}) {
    if (const std::string value = Override(request, parameter, ""); !value.empty()) headers.Add(header, value);
  }
  for (const auto& [name, value] : info.metadata) {
    if (IsHeaderValue(name) && IsHeaderValue(value)) headers.Add(std::string(kMetaPrefix) + name, value);
  }
}

StreamedBody BodyOf(std::unique_ptr<base::ByteSource> source, const ByteSpan& span) {
  return BytesBody(span.offset, span.length,
                   [shared = std::shared_ptr(std::move(source))](std::uint64_t offset, std::span<std::byte> into) {
                     if (shared->ReadAt(offset, into) != into.size()) {
                       throw base::Error(base::ErrorCode::kInputOutput,
                                         "cannot read " + shared->name() + ": it is shorter than its size");
                     }
                   });
}

}  // namespace

std::string Quoted(std::string_view etag) { return '"' + std::string(etag) + '"'; }

objectstore::ObjectHead HeadOf(const S3Request& request) {
  objectstore::ObjectHead head;
  if (const auto type = request.SignedHeader("Content-Type"); type && !type->empty()) head.content_type = *type;
  for (const Header& header : request.http.headers.all()) {
    const std::string name = Lower(header.name);
    if (name.starts_with(kMetaPrefix) && request.SignedHeader(name))
      head.metadata[name.substr(kMetaPrefix.size())] = header.value;
  }
  return head;
}

objectstore::IncomingFile ReceiveBody(EmbeddedStore& store, const S3Request& request) {
  const auto length = request.http.content_length;
  if (!length) throw base::Error(base::ErrorCode::kLengthRequired, "You must provide the Content-Length HTTP header.");
  if (*length > kMaxBodyBytes)
    throw S3Error(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size of 5 GiB.");
  objectstore::IncomingFile incoming = store.Receive({*length, objectstore::SignedBodyHash(request.signature)});
  std::vector<std::byte> block(static_cast<std::size_t>(std::min<std::uint64_t>(*length, kBlockBytes)));
  while (request.http.body->remaining() > 0) {
    const std::size_t got = request.http.body->Read(block);
    incoming.Write({reinterpret_cast<const char*>(block.data()), got});
  }
  return incoming;
}

// One read of the row for head and bytes: what is answered is one version, also while it is replaced.
Response GetObject(EmbeddedStore& store, const S3Request& request) {
  EmbeddedStore::Opened opened = store.OpenWithInfo(request.key);
  const std::string last_modified = ToHttpDate(opened.info.modified_at);
  const ObjectVersion version{opened.info.size_bytes, opened.info.etag, last_modified};
  const Precondition precondition = CheckPreconditions(request.http.headers, version);
  if (precondition == Precondition::kFailed)
    throw S3Error(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
  Response response;
  AddObjectHeaders(request, opened.info, response.headers);
  if (precondition == Precondition::kNotModified) {
    response.status = 304;
    return response;
  }
  const ByteSpan span = ChooseSpan(request.http.headers, version);
  if (span.is_partial) {
    response.status = 206;
    response.headers.Add("Content-Range", "bytes " + std::to_string(span.offset) + "-" +
                                              std::to_string(span.offset + span.length - 1) + "/" +
                                              std::to_string(version.size_bytes));
  }
  response.stream = BodyOf(std::move(opened.bytes), span);
  return response;
}

Response PutObject(EmbeddedStore& store, const S3Request& request) {
  const ObjectInfo info = store.PutObject(request.key, HeadOf(request), ReceiveBody(store, request));
  Response response;
  response.headers.Add("ETag", Quoted(info.etag));
  return response;
}

Response DeleteObject(EmbeddedStore& store, const S3Request& request) {
  store.Delete(request.key);
  Response response;
  response.status = 204;
  return response;
}

}  // namespace clipbox::http
