// GetObjectAttributes (Amazon S3 API reference).
#include <algorithm>
#include <array>
#include <limits>

#include "base/clock.h"
#include "base/error.h"
#include "base/text.h"
#include "http/s3/answer.h"
#include "http/s3/checksums.h"
#include "http/s3/error.h"
#include "http/s3/operations.h"

namespace clipbox::http {
namespace {

using objectstore::BucketStore;
using objectstore::ObjectWithParts;
using xml::Element;

constexpr std::array<std::string_view, 5> kAttributes = {"ETag", "Checksum", "ObjectParts", "StorageClass",
                                                         "ObjectSize"};

std::vector<std::string_view> AskedAttributes(const S3Request& request) {
  const auto names = base::SplitList(request.SignedHeader("x-amz-object-attributes").value_or(""));
  if (names.empty()) {
    throw S3Error(400, "InvalidRequest",
                  "The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or "
                  "empty");
  }
  for (const std::string_view name : names) {
    if (std::find(kAttributes.begin(), kAttributes.end(), name) == kAttributes.end())
      throw S3Error(400, "InvalidArgument", "Invalid attribute name specified.");
  }
  return {names.begin(), names.end()};
}

// A whole number in a header. Throws: S3Error InvalidArgument.
int HeaderNumber(const S3Request& request, const char* name, int otherwise) {
  const auto text = request.http.headers.Find(name);
  if (!text) return otherwise;
  if (const auto number = base::ParseNumber<int>(*text, 0, std::numeric_limits<int>::max())) return *number;
  throw S3Error(400, "InvalidArgument", std::string(name) + " must be a whole number.");
}

// Of an object of a multipart upload: its parts one by one, with their checksums where they are kept.
Element PartsElement(const S3Request& request, const ObjectWithParts& found) {
  const int limit = std::min(HeaderNumber(request, "x-amz-max-parts", kMaxKeys), kMaxKeys);
  const int after = HeaderNumber(request, "x-amz-part-number-marker", 0);
  Element element{"ObjectParts", "", {{"PartsCount", std::to_string(found.parts.size())}}};
  const auto first = std::find_if(found.parts.begin(), found.parts.end(),
                                  [after](const base::UploadPart& part) { return part.part_number > after; });
  const auto last = first + std::min<std::ptrdiff_t>(limit, found.parts.end() - first);
  element.children.push_back({"PartNumberMarker", std::to_string(after)});
  element.children.push_back({"MaxParts", std::to_string(limit)});
  element.children.push_back({"IsTruncated", last == found.parts.end() ? "false" : "true"});
  if (first != last) element.children.push_back({"NextPartNumberMarker", std::to_string((last - 1)->part_number)});
  std::for_each(first, last, [&element](const objectstore::PartRow& part) {
    Element line{
        "Part", "", {{"PartNumber", std::to_string(part.part_number)}, {"Size", std::to_string(part.size_bytes)}}};
    AddChecksum(part.checksum, false, line);
    element.children.push_back(std::move(line));
  });
  return element;
}

}  // namespace

Response GetObjectAttributes(BucketStore& store, const S3Request& request) {
  const auto asked = AskedAttributes(request);
  const auto is_asked = [&](std::string_view name) {
    return std::find(asked.begin(), asked.end(), name) != asked.end();
  };
  const auto found = store.FindWithParts(request.object);
  if (!found) throw base::Error(base::ErrorCode::kNoSuchKey, "there is no object " + request.key);
  const objectstore::ObjectInfo& info = found->object.info;
  Element root{"GetObjectAttributesResponse", ""};
  // Bare here, unlike anywhere else.
  if (is_asked("ETag")) root.children.push_back({"ETag", info.etag});
  if (is_asked("Checksum") && info.checksum) {
    Element checksum{"Checksum", ""};
    AddChecksum(info.checksum, true, checksum);
    root.children.push_back(std::move(checksum));
  }
  // Only an object of a multipart upload has its parts' number in its ETag.
  if (is_asked("ObjectParts") && info.etag.find('-') != std::string::npos)
    root.children.push_back(PartsElement(request, *found));
  if (is_asked("StorageClass")) root.children.push_back({"StorageClass", "STANDARD"});
  if (is_asked("ObjectSize")) root.children.push_back({"ObjectSize", std::to_string(info.size_bytes)});
  Response response = XmlResponse(root);
  response.headers.Add("Last-Modified", base::ToHttpDate(info.modified_at));
  return response;
}

}  // namespace clipbox::http
