#include "objectstore/transfer/s3_place.h"

#include <algorithm>

#include "base/error.h"
#include "objectstore/multipart_etag.h"
#include "objectstore/s3/object_source.h"
#include "objectstore/transfer/blockwise_source.h"
#include "objectstore/transfer/read_blocks.h"

namespace clipbox::objectstore {
namespace {

using base::Error;
using base::ErrorCode;

constexpr const char* kEtagOfOrigin = "clipbox-etag-of-origin";
constexpr std::uint64_t kMinPartBytes = 5ULL << 20;  // S3's and R2's, but for the last
constexpr std::uint64_t kMaxPutBytes = 1ULL << 30;   // of one request; S3 and R2 take five times as much
constexpr std::uint64_t kPartBytes = 16ULL << 20;    // where the object's own parts cannot be kept
constexpr std::uint64_t kGuessStepBytes = 1ULL << 20;

bool CanBeKept(const PartLayout& layout) {
  if (!layout.in_parts) return layout.size_bytes() <= kMaxPutBytes;
  const auto but_last = layout.sizes.empty() ? layout.sizes.end() : layout.sizes.end() - 1;
  return std::all_of(layout.sizes.begin(), but_last,
                     [&](std::uint64_t size) { return size >= kMinPartBytes && size == layout.sizes.front(); });
}

PartLayout OtherParts(std::uint64_t size_bytes) {
  std::uint64_t part_bytes = kPartBytes;
  while (size_bytes / part_bytes >= std::uint64_t{kMaxParts}) part_bytes *= 2;
  return EqualParts(size_bytes, part_bytes);
}

// The whole MiB by which so many parts come out, where the store does not tell them.
std::uint64_t GuessPartBytes(std::uint64_t size_bytes, int parts) {
  const std::uint64_t least = (size_bytes + static_cast<std::uint64_t>(parts) - 1) / static_cast<std::uint64_t>(parts);
  return (least + kGuessStepBytes - 1) / kGuessStepBytes * kGuessStepBytes;
}

[[noreturn]] void ThrowOtherBytes(const CarriedObject& object) {
  throw Error(ErrorCode::kDigestMismatch, "its bytes do not have the digest " + object.etag + " that was kept of them");
}

CarriedObject Carried(const std::string& key, ObjectInfo info) {
  return {key,
          info.size_bytes,
          info.etag,
          {info.content_type, std::move(info.metadata), info.size_bytes, std::move(info.headers)}};
}

}  // namespace

S3Place::S3Place(const S3Options& options, std::string prefix, const base::Clock& clock)
    : where_("s3://" + options.bucket + "/" + prefix + " at " + options.endpoint),
      prefix_(std::move(prefix)),
      client_(options, clock, std::make_unique<s3::JitteredPace>()) {}

void S3Place::Check() { s3::ProbeBucket(client_); }

std::string S3Place::Name() const { return where_; }

ListPage<ListedObject> S3Place::List(const std::string& prefix, const std::string& from) {
  auto page = s3::ListObjectsV2(client_, prefix_ + prefix, from);
  for (ListedObject& object : page.lines) object.key.erase(0, prefix_.size());
  return page;
}

std::optional<CarriedObject> S3Place::Find(const std::string& key) {
  auto found = s3::HeadObject(client_, prefix_ + key);
  if (found) found->metadata.erase(kEtagOfOrigin);
  return found ? std::optional(Carried(key, *std::move(found))) : std::nullopt;
}

bool S3Place::Holds(const CarriedObject& object) {
  auto found = s3::HeadObject(client_, prefix_ + object.key);
  if (!found) return false;
  const auto origin = found->metadata.extract(kEtagOfOrigin);
  CarriedObject kept = Carried(object.key, *std::move(found));
  if (!origin.empty()) kept.etag = origin.mapped();
  return IsSame(kept, object);
}

PartLayout S3Place::LayoutOf(const CarriedObject& object) {
  const int parts = PartsByEtag(object.etag);
  if (parts == 0) return {{object.size_bytes}, false};
  if (parts == 1) return {{object.size_bytes}, true};
  return {SizesOfParts(object, parts), true};
}

// The first tells the others, but where they are not of one size.
std::vector<std::uint64_t> S3Place::SizesOfParts(const CarriedObject& object, int parts) {
  const auto size_of = [&](int number) {
    const auto size = s3::HeadPart(client_, prefix_ + object.key, number);
    if (!size) throw Error(ErrorCode::kNoSuchKey, "it was deleted or replaced meanwhile");
    return *size;
  };
  std::uint64_t first = size_of(1);
  if (first == object.size_bytes) first = GuessPartBytes(object.size_bytes, parts);
  PartLayout equal = EqualParts(object.size_bytes, std::max<std::uint64_t>(first, 1));
  if (equal.sizes.size() == static_cast<std::size_t>(parts)) return equal.sizes;
  std::vector<std::uint64_t> sizes = {first};
  for (int number = 2; number <= parts; ++number) sizes.push_back(size_of(number));
  return sizes;
}

std::unique_ptr<base::ByteSource> S3Place::Open(const CarriedObject& object) {
  return std::make_unique<BlockwiseSource>(
      std::make_unique<s3::ObjectSource>(client_, prefix_ + object.key, object.etag, object.size_bytes));
}

void S3Place::Keep(const CarriedObject& object, const PartLayout& layout, base::ByteSource& bytes) {
  if (!CanBeKept(layout)) return KeepInOtherParts(object, layout, bytes);
  Send(object, layout, bytes);
}

// Read once before, so that what is sent is known to be what was stored.
void S3Place::KeepInOtherParts(const CarriedObject& object, const PartLayout& layout, base::ByteSource& bytes) {
  const PartLayout other = OtherParts(object.size_bytes);
  EtagReckoner as_stored(layout), as_sent(other);
  ReadBlocks(bytes, 0, object.size_bytes, [&](std::string_view piece) {
    as_stored.Update(piece);
    as_sent.Update(piece);
  });
  if (as_stored.Finish() != object.etag) ThrowOtherBytes(object);
  CarriedObject sent = object;
  sent.etag = as_sent.Finish();
  sent.head.metadata[kEtagOfOrigin] = object.etag;
  Send(sent, other, bytes);
  const auto kept = s3::HeadObject(client_, prefix_ + object.key);
  if (!kept || kept->etag != sent.etag)
    throw Error(ErrorCode::kDigestMismatch, "the store kept other bytes than were sent");
}

// What arrived before is taken by its size: the ETag of the whole tells whether it was of this object.
S3Place::BegunUpload S3Place::Begin(const std::string& key, const ObjectHead& head) {
  const auto open = OpenUploadsOf(key);
  if (open.empty()) return {s3::CreateMultipartUpload(client_, key, head), {}};
  return {open.front(), s3::ListParts(client_, key, open.front())};
}

base::UploadPart S3Place::SendPart(const std::string& key, const BegunUpload& upload, int number,
                                   const s3::FileBytes& sent) {
  const auto there = std::ranges::find(upload.parts, number, &base::UploadPart::part_number);
  if (there != upload.parts.end() && there->size_bytes == sent.bytes) return *there;
  return s3::UploadPart(client_, key, upload.id, number, sent);
}

// What is there is replaced by the last request of these, once the bytes are known to be the right ones.
void S3Place::Send(const CarriedObject& object, const PartLayout& layout, base::ByteSource& bytes) {
  const std::string key = prefix_ + object.key;
  if (!layout.in_parts) {
    s3::PutObject(client_, key, {bytes, 0, layout.size_bytes(), object.etag}, object.head);
    return;
  }
  const BegunUpload upload = Begin(key, object.head);
  std::vector<base::UploadPart> parts;
  std::uint64_t from = 0;
  for (const std::uint64_t size : layout.sizes) {
    parts.push_back(SendPart(key, upload, static_cast<int>(parts.size()) + 1, {bytes, from, size}));
    from += size;
  }
  if (MultipartEtag(parts) != object.etag) ThrowOtherBytes(object);
  s3::CompleteMultipartUpload(client_, key, upload.id, parts);
}

// Each is proved by its own digest: an upload that is open has no ETag.
std::string S3Place::KeepUpload(const std::string& key, const ObjectHead& head,
                                const std::vector<base::UploadPart>& parts, base::ByteSource& bytes) {
  const BegunUpload upload = Begin(prefix_ + key, head);
  std::uint64_t from = 0;
  for (const base::UploadPart& part : parts) {
    const s3::FileBytes sent{bytes, from, part.size_bytes};
    if (SendPart(prefix_ + key, upload, part.part_number, sent).etag != part.etag &&
        s3::UploadPart(client_, prefix_ + key, upload.id, part.part_number, sent).etag != part.etag) {
      throw Error(ErrorCode::kDigestMismatch,
                  "cannot move the upload of " + key + ": its part " + std::to_string(part.part_number) +
                      " does not have the digest that was kept of it; `clipbox storage verify --repair` drops it");
    }
    from += part.size_bytes;
  }
  return upload.id;
}

// Not every store lists them: then a copy that was ended begins anew.
std::vector<std::string> S3Place::OpenUploadsOf(const std::string& key) try {
  std::vector<std::string> ids;
  for (const OpenUpload& upload : s3::ListMultipartUploads(client_, key, "").lines) {
    if (upload.key == key) ids.push_back(upload.upload_id);
  }
  return ids;
} catch (const Error& error) {
  if (error.details().reason != "not_implemented") throw;
  return {};
}

void S3Place::DropUnfinished(const CarriedObject& object) {
  for (const std::string& id : OpenUploadsOf(prefix_ + object.key))
    s3::AbortMultipartUpload(client_, prefix_ + object.key, id);
}

void S3Place::Remove(const std::string& key) {
  for (const std::string& id : OpenUploadsOf(prefix_ + key)) s3::AbortMultipartUpload(client_, prefix_ + key, id);
  s3::DeleteObject(client_, prefix_ + key);
}

}  // namespace clipbox::objectstore
