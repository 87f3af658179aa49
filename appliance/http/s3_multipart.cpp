#include "http/s3_multipart.h"

#include <algorithm>
#include <charconv>
#include <climits>

#include "base/error.h"
#include "http/s3_error.h"
#include "http/s3_object.h"
#include "xml/element.h"

namespace clipbox::http {
namespace {

using objectstore::EmbeddedStore;
using objectstore::PartInfo;
using xml::Element;

constexpr int kMaxPartNumber = 10'000;
constexpr int kMaxListed = 1'000;
// 10,000 parts as the most talkative SDK writes them, checksums included, are about 3 MiB.
constexpr std::size_t kMaxListBytes = 4 << 20;
constexpr std::string_view kNamespace = "http://s3.amazonaws.com/doc/2006-03-01/";

Response XmlResponse(const Element& root) { return TextResponse(xml::Write(root, kNamespace), "application/xml"); }

std::string UploadId(const S3Request& request) { return std::string(request.Query("uploadId").value_or("")); }

// Clients send the ETag quoted or bare; checksums beside it are not ours to check.
std::optional<PartInfo> ReadPart(const Element& element) {
  const std::string_view number = element.TextOf("PartNumber");
  PartInfo part;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), part.part_number);
  const bool readable = error == std::errc() && end == number.data() + number.size() && part.part_number >= 1 &&
                        part.part_number <= kMaxPartNumber;
  if (!readable || element.Find("ETag") == nullptr) return std::nullopt;
  part.etag = element.TextOf("ETag");
  std::erase(part.etag, '"');
  return part;
}

// The parts that a CompleteMultipartUpload body names, in ascending order.
std::vector<PartInfo> ReadPartList(std::string_view body) {
  const S3Error malformed(400, "MalformedXML",
                          "The XML you provided was not well-formed or did not validate against our published schema");
  const auto root = xml::Parse(body, kMaxListBytes);
  if (!root || root->name != "CompleteMultipartUpload" || root->children.empty()) throw malformed;
  std::vector<PartInfo> parts;
  for (const Element& element : root->children) {
    auto part = element.name == "Part" ? ReadPart(element) : std::nullopt;
    if (!part) throw malformed;
    if (!parts.empty() && part->part_number <= parts.back().part_number) {
      throw S3Error(400, "InvalidPartOrder",
                    "The list of parts was not in ascending order. Parts must be ordered by part number.");
    }
    parts.push_back(std::move(*part));
  }
  return parts;
}

}  // namespace

Response CreateMultipartUpload(EmbeddedStore& store, const S3Request& request) {
  const std::string upload_id = store.CreateMultipart(request.key, HeadOf(request));
  return XmlResponse({"InitiateMultipartUploadResult",
                      "",
                      {{"Bucket", request.bucket}, {"Key", request.key}, {"UploadId", upload_id}}});
}

Response UploadPart(EmbeddedStore& store, const S3Request& request) {
  const int number = request.Number("partNumber", 1, kMaxPartNumber);
  store.RequireUpload(request.key, UploadId(request));
  const PartInfo part = store.PutPart(request.key, UploadId(request), number, ReceiveBody(store, request));
  Response response;
  response.headers.Add("ETag", Quoted(part.etag));
  return response;
}

Response ListParts(EmbeddedStore& store, const S3Request& request) {
  const int limit =
      request.Query("max-parts") ? std::min(request.Number("max-parts", 0, INT_MAX), kMaxListed) : kMaxListed;
  const int after = request.Query("part-number-marker") ? request.Number("part-number-marker", 0, INT_MAX) : 0;
  const std::vector<PartInfo> parts = store.ListParts(request.key, UploadId(request));
  const auto first =
      std::find_if(parts.begin(), parts.end(), [after](const PartInfo& part) { return part.part_number > after; });
  const auto last = first + std::min<std::ptrdiff_t>(limit, parts.end() - first);
  Element root{"ListPartsResult",
               "",
               {{"Bucket", request.bucket},
                {"Key", request.key},
                {"UploadId", UploadId(request)},
                {"PartNumberMarker", std::to_string(after)},
                {"MaxParts", std::to_string(limit)},
                {"IsTruncated", last == parts.end() ? "false" : "true"}}};
  if (last != parts.end() && last != first)
    root.children.push_back({"NextPartNumberMarker", std::to_string((last - 1)->part_number)});
  std::for_each(first, last, [&root](const PartInfo& part) {
    root.children.push_back({"Part",
                             "",
                             {{"PartNumber", std::to_string(part.part_number)},
                              {"ETag", Quoted(part.etag)},
                              {"Size", std::to_string(part.size_bytes)}}});
  });
  return XmlResponse(root);
}

Response CompleteMultipartUpload(EmbeddedStore& store, const S3Request& request) {
  const std::string body = request.http.Text(kMaxListBytes);
  objectstore::RequireSignedBody(request.signature, body);
  const auto info = store.CompleteMultipart(request.key, UploadId(request), ReadPartList(body));
  return XmlResponse({"CompleteMultipartUploadResult",
                      "",
                      {{"Location", request.http.origin + request.http.target.raw_path},
                       {"Bucket", request.bucket},
                       {"Key", request.key},
                       {"ETag", Quoted(info.etag)}}});
}

Response AbortMultipartUpload(EmbeddedStore& store, const S3Request& request) {
  store.RequireUpload(request.key, UploadId(request));
  store.AbortMultipart(request.key, UploadId(request));
  Response response;
  response.status = 204;
  return response;
}

}  // namespace clipbox::http
