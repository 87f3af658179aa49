#include <memory>

#include "base/clock.h"
#include "base/error.h"
#include "http/s3/answer.h"
#include "http/s3/checksums.h"
#include "http/s3/conditions.h"
#include "http/s3/error.h"
#include "http/s3/object_head.h"
#include "http/s3/operations.h"
#include "http/s3/range.h"

namespace clipbox::http {
namespace {

using objectstore::BucketStore;

StreamedBody BodyOf(std::shared_ptr<objectstore::PartsSource> source, const ByteSpan& span) {
  const auto read = [source](std::uint64_t offset, std::span<std::byte> into) {
    if (source->ReadAt(offset, into) != into.size()) {
      throw base::Error(base::ErrorCode::kInputOutput,
                        "cannot read " + source->name() + ": it is shorter than its size");
    }
  };
  return BytesBody(span.offset, span.length, read, [source](std::uint64_t offset) { return source->Locate(offset); });
}

// Where part `number` lies; an object that was put in one go is its only part.
ByteSpan SpanOfPart(const BucketStore::Opened& opened, int number) {
  const auto index = static_cast<std::size_t>(number) - 1;
  if (index >= opened.parts.size()) throw S3Error(400, "InvalidPart", "The requested part does not exist.");
  std::uint64_t offset = 0;
  for (std::size_t i = 0; i < index; ++i) offset += opened.parts[i].size_bytes;
  const std::uint64_t length = opened.parts[index].size_bytes;
  return {offset, length, length > 0};
}

ByteSpan GetSpan(const S3Request& request, const BucketStore::Opened& opened, Headers& headers) {
  if (!request.Query("partNumber")) {
    const std::string last_modified = base::ToHttpDate(opened.info.modified_at);
    return ChooseSpan(request.http.headers, {opened.info.size_bytes, opened.info.etag, last_modified});
  }
  if (request.http.headers.Has("Range"))
    throw S3Error(400, "InvalidRequest", "Cannot specify both Range header and partNumber query parameter");
  const ByteSpan span = SpanOfPart(opened, request.Number("partNumber", 1, objectstore::kMaxParts));
  // Only an object of a multipart upload has its parts' number in its ETag.
  if (opened.info.etag.find('-') != std::string::npos)
    headers.Add("x-amz-mp-parts-count", std::to_string(opened.parts.size()));
  return span;
}

// A client holds what it gets against the checksum. So it is told that of the object, or of the part it asked for, and
// none of a range.
void AddChecksumOf(const S3Request& request, const BucketStore::Opened& opened, bool is_partial, Headers& headers) {
  if (!EqualsIgnoringCase(request.http.headers.Find("x-amz-checksum-mode").value_or(""), "ENABLED")) return;
  if (!request.Query("partNumber")) {
    if (!is_partial) AddChecksum(opened.info.checksum, true, headers);
    return;
  }
  const auto index = static_cast<std::size_t>(request.Number("partNumber", 1, objectstore::kMaxParts)) - 1;
  AddChecksum(opened.parts.at(index).checksum, false, headers);
  if (opened.info.checksum) headers.Set("x-amz-checksum-type", TypeName(opened.info.checksum->form.is_composite));
}

}  // namespace

// One read of the row for head and bytes: what is answered is one version, also while it is replaced.
Response GetObject(BucketStore& store, const S3Request& request) {
  BucketStore::Opened opened = store.OpenWithInfo(request.object);
  const Precondition precondition = CheckPreconditions(request.http.headers, opened.info);
  if (precondition == Precondition::kFailed) throw PreconditionFailed();
  Response response;
  AddObjectHeaders(request, opened.info, response.headers);
  if (precondition == Precondition::kNotModified) {
    response.status = 304;
    return response;
  }
  const ByteSpan span = GetSpan(request, opened, response.headers);
  if (span.is_partial) {
    response.status = 206;
    response.headers.Add("Content-Range", "bytes " + std::to_string(span.offset) + "-" +
                                              std::to_string(span.offset + span.length - 1) + "/" +
                                              std::to_string(opened.info.size_bytes));
  }
  AddChecksumOf(request, opened, span.is_partial, response.headers);
  response.stream = BodyOf(std::move(opened.bytes), span);
  return response;
}

Response GetObjectTagging(BucketStore& store, const S3Request& request) {
  store.OpenWithInfo(request.object);
  return XmlResponse({"Tagging", "", {{"TagSet", ""}}});
}

}  // namespace clipbox::http
