#include <algorithm>

#include "base/encoding.h"
#include "base/error.h"
#include "base/text.h"
#include "http/s3/answer.h"
#include "http/s3/body.h"
#include "http/s3/checksums.h"
#include "http/s3/conditions.h"
#include "http/s3/error.h"
#include "http/s3/object_head.h"
#include "http/s3/operations.h"
#include "http/s3/range.h"

namespace clipbox::http {
namespace {

using objectstore::BucketStore;
using objectstore::ObjectInfo;
using objectstore::ObjectName;

constexpr std::string_view kSourcePrefix = "x-amz-copy-source-";
constexpr std::size_t kBlockBytes = 256 << 10;

// `/bucket/key` or `bucket/key`, percent-encoded; a version may only be the one that there is.
ObjectName SourceOf(BucketStore& store, const S3Request& request) {
  std::string_view text = request.SignedHeader("x-amz-copy-source").value_or("");
  if (const std::size_t version = text.find("?versionId="); version != std::string_view::npos) {
    if (text.substr(version) != "?versionId=null") throw NotImplemented("versions");
    text = text.substr(0, version);
  }
  const auto decoded = base::PercentDecode(text);
  const std::size_t begin = decoded && decoded->starts_with('/') ? 1 : 0;
  const std::size_t slash = decoded ? decoded->find('/', begin) : std::string::npos;
  if (slash == std::string::npos || slash == begin || slash + 1 == decoded->size() || !base::IsUtf8(*decoded))
    throw S3Error(400, "InvalidArgument", "x-amz-copy-source must be /bucket/key, percent-encoded.");
  ObjectName source(store.InternalName(decoded->substr(begin, slash - begin)), decoded->substr(slash + 1));
  if (!store.buckets().Has(source.bucket)) throw base::Error(base::ErrorCode::kNotFound, "there is no such bucket");
  return source;
}

void RequireWanted(const S3Request& request, const ObjectInfo& source) {
  if (CheckPreconditions(request.http.headers, source, kSourcePrefix) != Precondition::kProceed)
    throw PreconditionFailed();
}

xml::Element Result(const char* name, const std::string& etag, base::Timestamp at) {
  return {name, "", {{"LastModified", base::ToIso8601(at)}, {"ETag", Quoted(etag)}}};
}

// Copies the span; its checksum of that kind is kept.
void Fill(objectstore::IncomingFile& incoming, base::ByteSource& source, const ByteSpan& span,
          const std::optional<objectstore::ChecksumForm>& form) {
  auto checksum = form ? std::optional(crypto::Checksum(form->kind)) : std::nullopt;
  std::vector<std::byte> block(kBlockBytes);
  for (std::uint64_t done = 0; done < span.length;) {
    const auto chunk =
        std::span(block).first(static_cast<std::size_t>(std::min<std::uint64_t>(span.length - done, kBlockBytes)));
    const std::string_view bytes(reinterpret_cast<const char*>(block.data()), source.ReadAt(span.offset + done, chunk));
    if (checksum) checksum->Update(bytes);
    incoming.Write(bytes);
    done += bytes.size();
  }
  if (checksum) incoming.SetChecksum(objectstore::ObjectChecksum{{form->kind, false}, checksum->Finish()});
}

}  // namespace

Response CopyObject(BucketStore& store, const S3Request& request) {
  const std::string_view directive = request.SignedHeader("x-amz-metadata-directive").value_or("COPY");
  if (directive != "COPY" && directive != "REPLACE")
    throw S3Error(400, "InvalidArgument", "Unknown metadata directive.");
  const ObjectName source = SourceOf(store, request);
  // Also for what is only checked: it refuses headers that this store does not keep.
  const objectstore::ObjectHead head = HeadOf(request);
  const bool replaces = directive == "REPLACE";
  const auto checksum = AskedKind(request);
  if (!replaces && !checksum && source.bucket == request.object.bucket && source.key == request.object.key) {
    throw S3Error(
        400, "InvalidRequest",
        "This copy request is illegal because it is trying to copy an object to itself without changing its metadata.");
  }
  const ObjectInfo info = store.Copy(source, request.object, {replaces ? std::optional(head) : std::nullopt, checksum},
                                     {.source = [&](const ObjectInfo* found) { RequireWanted(request, *found); },
                                      .target = ReplaceGuard(request.http.headers)});
  xml::Element result = Result("CopyObjectResult", info.etag, info.modified_at);
  AddChecksum(info.checksum, true, result);
  return XmlResponse(result);
}

// A part is one file with an MD5 of its own, so a range of another object is read and written.
Response UploadPartCopy(BucketStore& store, const S3Request& request) {
  const ObjectName source = SourceOf(store, request);
  const std::string upload_id = request.Text("uploadId");
  const int number = request.Number("partNumber", 1, objectstore::kMaxParts);
  const objectstore::PartTerms terms = store.TermsOfPart(request.object, upload_id, number);
  const std::uint64_t most = std::min(terms.room_bytes, kMaxBodyBytes);
  const BucketStore::Opened opened = store.OpenWithInfo(source);
  RequireWanted(request, opened.info);
  const auto range = request.SignedHeader("x-amz-copy-source-range");
  const ByteSpan span = range ? CopiedSpan(*range, opened.info.size_bytes) : ByteSpan{0, opened.info.size_bytes, false};
  if (span.length > most) throw EntityTooLarge(most);
  objectstore::IncomingFile incoming = store.Receive({span.length, std::nullopt});
  Fill(incoming, *opened.bytes, span, terms.checksum);
  const auto part = store.PutPart(request.object, upload_id, number, std::move(incoming));
  xml::Element result = Result("CopyPartResult", part.etag, part.stored_at);
  AddChecksum(part.checksum, false, result);
  return XmlResponse(result);
}

}  // namespace clipbox::http
