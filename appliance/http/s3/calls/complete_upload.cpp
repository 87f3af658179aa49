#include <algorithm>
#include <limits>

#include "base/text.h"
#include "http/s3/answer.h"
#include "http/s3/body.h"
#include "http/s3/checksums.h"
#include "http/s3/conditions.h"
#include "http/s3/error.h"
#include "http/s3/operations.h"

namespace clipbox::http {
namespace {

using objectstore::BucketStore;
using objectstore::ObjectInfo;
using objectstore::PartRow;
using xml::Element;

// S3's least size of every part but the last.
constexpr std::uint64_t kMinPartBytes = 5 << 20;
// 10,000 parts as the most talkative SDK writes them, checksums included, are about 3 MiB.
constexpr std::size_t kMaxPartListBytes = 4 << 20;

// A part as the request names it.
struct NamedPart : base::UploadPart {
  std::vector<SaidChecksum> checksums = {};
};

// Clients send the ETag quoted or bare, and may send checksums beside it.
std::optional<NamedPart> ReadPart(const Element& element) {
  const auto number = base::ParseNumber<int>(element.TextOf("PartNumber"), 1, objectstore::kMaxParts);
  if (!number || element.Find("ETag") == nullptr) return std::nullopt;
  NamedPart part;
  part.part_number = *number;
  part.etag = base::BareEtag(element.TextOf("ETag"));
  for (const crypto::ChecksumKind kind : crypto::kChecksumKinds) {
    const std::string_view value = element.TextOf("Checksum" + std::string(crypto::NameOf(kind)));
    if (!value.empty()) part.checksums.push_back({kind, std::string(value)});
  }
  return part;
}

// The parts that a CompleteMultipartUpload body names, in ascending order.
std::vector<NamedPart> ReadPartList(std::string_view body) {
  const auto root = xml::Parse(body, kMaxPartListBytes);
  if (!root || root->name != "CompleteMultipartUpload" || root->children.empty()) throw MalformedXml();
  std::vector<NamedPart> parts;
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

void RequireLargeEnough(const std::vector<PartRow>& parts) {
  for (const PartRow& part : parts) {
    if (&part == &parts.back() || part.size_bytes >= kMinPartBytes) continue;
    throw S3Error(400, "EntityTooSmall",
                  "Your proposed upload is smaller than the minimum allowed size: every part but the "
                  "last holds 5 MiB at least.");
  }
}

// A part whose checksum is not kept, because nobody asked for one when it came, is told by its ETag alone. Requires:
// both are the same parts.
void RequireSameChecksums(const std::vector<NamedPart>& named, const std::vector<PartRow>& parts) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (const SaidChecksum& said : named[i].checksums) {
      const auto& kept = parts[i].checksum;
      if (!kept || (kept->form.kind == said.kind && kept->value == said.value)) continue;
      throw S3Error(
          400, "InvalidPart",
          "One or more of the specified parts could not be found. The part may not have been uploaded, or the "
          "specified checksum of part " +
              std::to_string(parts[i].part_number) + " may not match its checksum.");
    }
  }
}

void RequireSize(const S3Request& request, std::uint64_t size_bytes) {
  const auto said = request.SignedHeader("x-amz-mp-object-size");
  if (!said) return;
  const auto number = base::ParseNumber<std::uint64_t>(*said);
  if (!number) throw S3Error(400, "InvalidRequest", "Value for x-amz-mp-object-size header is invalid.");
  if (*number == size_bytes) return;
  throw S3Error(400, "InvalidRequest",
                "The provided 'x-amz-mp-object-size' header value " + std::to_string(*number) +
                    " does not match what was computed: " + std::to_string(size_bytes));
}

// What the request says of the whole object.
struct SaidOfWhole {
  std::optional<SaidChecksum> checksum = {};
  std::optional<bool> is_composite = {};

  // What to make where the upload was begun for no checksum.
  std::optional<objectstore::ChecksumForm> Form() const {
    return checksum ? std::optional(MakeForm(checksum->kind, is_composite)) : std::nullopt;
  }
};

SaidOfWhole ReadSaidOfWhole(const S3Request& request) {
  auto said = SaidChecksums(request);
  if (said.size() > 1)
    throw S3Error(400, "InvalidRequest",
                  "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
  return {said.empty() ? std::nullopt : std::optional(std::move(said.front())), AskedType(request)};
}

// A composite checksum may come without the number of parts behind it.
bool IsSame(const std::string& said, const objectstore::ObjectChecksum& made) {
  return said == made.value || (made.form.is_composite && said == made.value.substr(0, made.value.rfind('-')));
}

void RequireChecksum(const SaidOfWhole& said, const ObjectInfo& made) {
  const auto& checksum = made.checksum;
  if (checksum && said.is_composite.value_or(checksum->form.is_composite) != checksum->form.is_composite) {
    throw S3Error(400, "InvalidRequest",
                  std::string("The upload was created using the ") + TypeName(checksum->form.is_composite) +
                      " checksum mode. The complete request must use the same checksum mode.");
  }
  if (!said.checksum) return;
  const std::string name = ChecksumHeader(said.checksum->kind);
  if (!checksum || checksum->form.kind != said.checksum->kind)
    throw S3Error(400, "InvalidRequest", "The " + name + " cannot be checked: the upload was not begun for it.");
  if (!IsSame(said.checksum->value, *checksum))
    throw S3Error(400, "BadDigest", "The " + name + " you specified did not match what we received.");
}

}  // namespace

Response CompleteMultipartUpload(BucketStore& store, const S3Request& request) {
  // A checksum in this request's headers is of the object.
  const auto named = ReadPartList(ReceiveText(store, request, kMaxPartListBytes, ChecksumOf::kObject));
  const SaidOfWhole said = ReadSaidOfWhole(request);
  objectstore::Completion wanted{{named.begin(), named.end()}, said.Form(), ReplaceGuard(request.http.headers)};
  wanted.made = [&](const ObjectInfo& made, const std::vector<PartRow>& parts) {
    RequireLargeEnough(parts);
    RequireSameChecksums(named, parts);
    RequireSize(request, made.size_bytes);
    RequireChecksum(said, made);
  };
  const ObjectInfo info = store.CompleteUpload(request.object, request.Text("uploadId"), wanted);
  Element root{"CompleteMultipartUploadResult",
               "",
               {{"Location", request.http.origin + request.http.target.raw_path},
                {"Bucket", request.bucket},
                {"Key", request.key},
                {"ETag", Quoted(info.etag)}}};
  AddChecksum(info.checksum, true, root);
  return XmlResponse(root);
}

}  // namespace clipbox::http
