#include <algorithm>
#include <limits>

#include "http/s3/answer.h"
#include "http/s3/checksums.h"
#include "http/s3/operations.h"

namespace clipbox::http {
namespace {

using objectstore::BucketStore;
using xml::Element;

constexpr int kMaxListed = 1'000;

Element ToElement(const objectstore::PartRow& part) {
  Element element{"Part",
                  "",
                  {{"PartNumber", std::to_string(part.part_number)},
                   {"LastModified", base::ToIso8601(part.stored_at)},
                   {"ETag", Quoted(part.etag)},
                   {"Size", std::to_string(part.size_bytes)}}};
  AddChecksum(part.checksum, false, element);
  return element;
}

Element ToElement(const objectstore::OpenUpload& upload, const KeyEncoding& encode) {
  Element element{"Upload",
                  "",
                  {{"Key", encode(upload.key)},
                   {"UploadId", upload.upload_id},
                   Owner("Initiator"),
                   Owner(),
                   {"StorageClass", "STANDARD"},
                   {"Initiated", base::ToIso8601(upload.started_at)}}};
  AddForm(upload.checksum, element);
  return element;
}

}  // namespace

// Pages by `max-parts` and `part-number-marker`.
Response ListParts(BucketStore& store, const S3Request& request) {
  const int limit = request.Limit("max-parts", kMaxListed);
  const int after = request.Text("part-number-marker").empty()
                        ? 0
                        : request.Number("part-number-marker", 0, std::numeric_limits<int>::max());
  const auto [parts, checksum] = store.PartsOfUpload(request.object, request.Text("uploadId"));
  const auto first = std::find_if(parts.begin(), parts.end(),
                                  [after](const base::UploadPart& part) { return part.part_number > after; });
  const auto last = first + std::min<std::ptrdiff_t>(limit, parts.end() - first);
  Element root{"ListPartsResult",
               "",
               {{"Bucket", request.bucket},
                {"Key", KeyEncoding(request)(request.key)},
                {"UploadId", request.Text("uploadId")},
                Owner("Initiator"),
                Owner(),
                {"StorageClass", "STANDARD"},
                {"PartNumberMarker", std::to_string(after)},
                {"MaxParts", std::to_string(limit)},
                {"IsTruncated", last == parts.end() ? "false" : "true"}}};
  AddForm(checksum, root);
  if (last != parts.end() && last != first)
    root.children.push_back({"NextPartNumberMarker", std::to_string((last - 1)->part_number)});
  std::for_each(first, last, [&root](const objectstore::PartRow& part) { root.children.push_back(ToElement(part)); });
  return XmlResponse(root);
}

Response ListMultipartUploads(BucketStore& store, const S3Request& request) {
  const KeyEncoding encode(request);
  const objectstore::ListingQuery query{request.Text("prefix"), request.Text("delimiter"), request.Text("key-marker"),
                                        request.Text("upload-id-marker"), request.Limit("max-uploads", kMaxListed)};
  const auto listing = store.buckets().ListUploads(request.object.bucket, query);
  Element root{"ListMultipartUploadsResult",
               "",
               {{"Bucket", request.bucket},
                {"KeyMarker", encode(query.after)},
                {"UploadIdMarker", query.after_id},
                {"Prefix", encode(query.prefix)},
                {"MaxUploads", std::to_string(query.limit)},
                {"IsTruncated", listing.is_truncated ? "true" : "false"}}};
  if (!query.delimiter.empty()) root.children.push_back({"Delimiter", encode(query.delimiter)});
  encode.Describe(root);
  if (listing.is_truncated) {
    root.children.push_back({"NextKeyMarker", encode(listing.last)});
    root.children.push_back({"NextUploadIdMarker", listing.last_id});
  }
  for (const auto& upload : listing.lines) root.children.push_back(ToElement(upload, encode));
  for (const std::string& prefix : listing.common_prefixes)
    root.children.push_back({"CommonPrefixes", "", {{"Prefix", encode(prefix)}}});
  return XmlResponse(root);
}

}  // namespace clipbox::http
