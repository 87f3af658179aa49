#include "objectstore/transfer/embedded_place.h"

#include <algorithm>

#include "base/error.h"
#include "objectstore/transfer/read_blocks.h"

namespace clipbox::objectstore {

using base::Error;
using base::ErrorCode;

std::string EmbeddedPlace::Name() const {
  const std::string bucket = bucket_.empty() ? "" : "the bucket " + bucket_ + " of ";
  return bucket + "the embedded store in " + view_.folder().parent_path().string();
}

ListPage<ListedObject> EmbeddedPlace::List(const std::string& prefix, const std::string& from) {
  auto listing = view_.buckets().ListObjects(bucket_, {.prefix = prefix, .after = from});
  return {std::move(listing.lines), listing.is_truncated ? std::optional(listing.last) : std::nullopt};
}

std::optional<CarriedObject> EmbeddedPlace::Find(const std::string& key) {
  const auto row = view_.catalog().Find({bucket_, key});
  if (!row) return std::nullopt;
  const ObjectInfo& info = row->info;
  return CarriedObject{
      key, info.size_bytes, info.etag, {info.content_type, info.metadata, info.size_bytes, info.headers}};
}

// Of the object that was found, not of one that replaced it.
std::vector<PartRow> EmbeddedPlace::PartsOfObject(const CarriedObject& object) {
  auto found = view_.catalog().FindWithParts({bucket_, object.key});
  if (!found || found->object.info.etag != object.etag)
    throw Error(ErrorCode::kNoSuchKey, "it was deleted or replaced meanwhile");
  return std::move(found->parts);
}

PartLayout EmbeddedPlace::LayoutOf(const CarriedObject& object) {
  PartLayout layout{{}, PartsByEtag(object.etag) > 0};
  for (const PartRow& part : PartsOfObject(object)) layout.sizes.push_back(part.size_bytes);
  return layout;
}

std::unique_ptr<base::ByteSource> EmbeddedPlace::Open(const CarriedObject& object) {
  return view_.Open(object.key, PartsOfObject(object));
}

void EmbeddedPlace::ThrowOtherBytes() {
  throw Error(ErrorCode::kDigestMismatch, "its bytes do not have the digest that was kept of them");
}

IncomingFile EmbeddedPlace::Receive(base::ByteSource& bytes, std::uint64_t from, std::uint64_t size_bytes) {
  IncomingFile incoming = store_->Receive({size_bytes, std::nullopt});
  ReadBlocks(bytes, from, size_bytes, [&](std::string_view piece) { incoming.Write(piece); });
  return incoming;
}

void EmbeddedPlace::Keep(const CarriedObject& object, const PartLayout& layout, base::ByteSource& bytes) {
  if (layout.in_parts) return KeepInParts(object, layout, bytes);
  IncomingFile incoming = Receive(bytes, 0, object.size_bytes);
  incoming.Finish();
  if (incoming.md5() != object.etag) ThrowOtherBytes();  // before what is there is replaced
  store_->PutObject({bucket_, object.key}, object.head, std::move(incoming));
}

// What arrived before is taken by its size: the ETag of the whole tells whether it was of this object.
void EmbeddedPlace::KeepInParts(const CarriedObject& object, const PartLayout& layout, base::ByteSource& bytes) {
  const ObjectName name(bucket_, object.key);
  const auto open = OwnUploadsOf(object);
  const std::string upload_id = open.empty() ? store_->CreateUpload(name, object.head) : open.front();
  const std::vector<PartRow> there = store_->PartsOfUpload(name, upload_id).parts;
  Completion wanted;
  std::uint64_t from = 0;
  for (std::size_t i = 0; i < layout.sizes.size(); ++i) {
    const int number = static_cast<int>(i) + 1;
    const auto part = std::ranges::find(there, number, &PartRow::part_number);
    if (part != there.end() && part->size_bytes == layout.sizes[i])
      wanted.parts.push_back(*part);
    else
      wanted.parts.push_back(store_->PutPart(name, upload_id, number, Receive(bytes, from, layout.sizes[i])));
    from += layout.sizes[i];
  }
  wanted.made = [&](const ObjectInfo& made, const std::vector<PartRow>&) {
    if (made.etag != object.etag) ThrowOtherBytes();
  };
  store_->CompleteUpload(name, upload_id, wanted);
}

std::vector<std::string> EmbeddedPlace::OpenUploadsOf(const std::string& key) {
  std::vector<std::string> ids;
  for (const OpenUpload& upload : view_.buckets().ListUploads(bucket_, {.prefix = key}).lines) {
    if (upload.key == key) ids.push_back(upload.upload_id);
  }
  return ids;
}

std::vector<std::string> EmbeddedPlace::OwnUploadsOf(const CarriedObject& object) {
  std::vector<std::string> ids = OpenUploadsOf(object.key);
  std::erase_if(ids, [&](const std::string& id) {
    const auto head = view_.FindUploadHead(id, {bucket_, object.key});
    return !head || head->content_type != object.head.content_type || head->metadata != object.head.metadata ||
           head->headers != object.head.headers ||
           (head->expected_bytes != 0 && head->expected_bytes != object.size_bytes);
  });
  return ids;
}

void EmbeddedPlace::DropUnfinished(const CarriedObject& object) {
  for (const std::string& id : OwnUploadsOf(object)) store_->AbortUpload({bucket_, object.key}, id);
}

void EmbeddedPlace::Remove(const std::string& key) {
  for (const std::string& id : OpenUploadsOf(key)) store_->AbortUpload({bucket_, key}, id);
  store_->Remove({ObjectName(bucket_, key)});
}

}  // namespace clipbox::objectstore
