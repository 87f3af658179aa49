#include <algorithm>

#include "base/text.h"
#include "http/s3/answer.h"
#include "http/s3/body.h"
#include "http/s3/conditions.h"
#include "http/s3/error.h"
#include "http/s3/object_head.h"
#include "http/s3/operations.h"

namespace clipbox::http {
namespace {

using objectstore::BucketStore;
using xml::Element;

using objectstore::kMaxParts;
// S3's least size of every part but the last.
constexpr std::uint64_t kMinPartBytes = 5 << 20;
// 10,000 parts as the most talkative SDK writes them, checksums included, are about 3 MiB.
constexpr std::size_t kMaxPartListBytes = 4 << 20;

// Clients send the ETag quoted or bare; checksums beside it are not ours to check.
std::optional<base::UploadPart> ReadPart(const Element& element) {
  const auto number = base::ParseNumber<int>(element.TextOf("PartNumber"), 1, kMaxParts);
  if (!number || element.Find("ETag") == nullptr) return std::nullopt;
  base::UploadPart part;
  part.part_number = *number;
  part.etag = base::BareEtag(element.TextOf("ETag"));
  return part;
}

// The parts that a CompleteMultipartUpload body names, in ascending order.
std::vector<base::UploadPart> ReadPartList(std::string_view body) {
  const auto root = xml::Parse(body, kMaxPartListBytes);
  if (!root || root->name != "CompleteMultipartUpload" || root->children.empty()) throw MalformedXml();
  std::vector<base::UploadPart> parts;
  for (const Element& element : root->children) {
    auto part = element.name == "Part" ? ReadPart(element) : std::nullopt;
    if (!part) throw MalformedXml();
    if (!parts.empty() && part->part_number <= parts.back().part_number) {
      throw S3Error(400, "InvalidPartOrder",
                    "The list of parts was not in ascending order. Parts must be ordered by part number.");
    }
    parts.push_back(std::move(*part));
  }
  return parts;
}

// A part that is not stored is for the store to name. Requires: `stored` and `chosen` are in order, `chosen` is not
// empty.
void RequireLargeEnough(const std::vector<base::UploadPart>& stored, const std::vector<base::UploadPart>& chosen) {
  const auto before = [](const base::UploadPart& a, const base::UploadPart& b) {
    return a.part_number < b.part_number;
  };
  if (!std::includes(stored.begin(), stored.end(), chosen.begin(), chosen.end(), before)) return;
  for (const base::UploadPart& part : stored) {
    const bool is_chosen = std::binary_search(chosen.begin(), chosen.end() - 1, part, before);
    if (!is_chosen || part.size_bytes >= kMinPartBytes) continue;
    throw S3Error(400, "EntityTooSmall",
                  "Your proposed upload is smaller than the minimum allowed size: every part but the "
                  "last holds 5 MiB at least.");
  }
}

}  // namespace

Response CreateMultipartUpload(BucketStore& store, const S3Request& request) {
  const std::string upload_id = store.CreateUpload(request.object, HeadOf(request));
  return XmlResponse({"InitiateMultipartUploadResult",
                      "",
                      {{"Bucket", request.bucket}, {"Key", request.key}, {"UploadId", upload_id}}});
}

Response UploadPart(BucketStore& store, const S3Request& request) {
  const int number = request.Number("partNumber", 1, kMaxParts);
  if (request.SignedHeader("x-amz-copy-source")) return UploadPartCopy(store, request);
  const std::string upload_id = request.Text("uploadId");
  const std::uint64_t room = store.RoomForPart(request.object, upload_id, number);
  const base::UploadPart part = store.PutPart(request.object, upload_id, number, ReceiveBody(store, request, room));
  Response response;
  response.headers.Add("ETag", Quoted(part.etag));
  return response;
}

Response CompleteMultipartUpload(BucketStore& store, const S3Request& request) {
  const std::string upload_id = request.Text("uploadId");
  // A checksum in this request's headers is of the object.
  const auto parts = ReadPartList(ReceiveText(store, request, kMaxPartListBytes, ChecksumOf::kObject));
  if (store.HasUpload(request.object, upload_id))
    RequireLargeEnough(store.PartsOfUpload(request.object, upload_id), parts);
  const auto info = store.CompleteUpload(request.object, upload_id, parts, ReplaceGuard(request.http.headers));
  return XmlResponse({"CompleteMultipartUploadResult",
                      "",
                      {{"Location", request.http.origin + request.http.target.raw_path},
                       {"Bucket", request.bucket},
                       {"Key", request.key},
                       {"ETag", Quoted(info.etag)}}});
}

Response AbortMultipartUpload(BucketStore& store, const S3Request& request) {
  store.RequireUpload(request.object, request.Text("uploadId"));
  store.AbortUpload(request.object, request.Text("uploadId"));
  return EmptyResponse(204);
}

}  // namespace clipbox::http
