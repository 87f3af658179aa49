#include "objectstore/embedded/embedded_store.h"

#include <algorithm>
#include <exception>

#include "base/error.h"
#include "base/files.h"
#include "crypto/sigv4_presign.h"
#include "objectstore/presign_request.h"

namespace clipbox::objectstore {
namespace {

using base::Error;
using base::ErrorCode;

constexpr std::size_t kUploadIdDigits = 32;

}  // namespace

std::string EmbeddedStore::CreateMultipart(const std::string& key, const ObjectHead& head) {
  return store_.CreateUpload(key, head);
}

std::vector<base::UploadPart> EmbeddedStore::ListParts(const std::string& key, const std::string& upload_id) {
  const auto parts = store_.PartsOfUpload(key, upload_id).parts;
  return {parts.begin(), parts.end()};
}

ObjectInfo EmbeddedStore::CompleteMultipart(const std::string& key, const std::string& upload_id,
                                            const std::vector<base::UploadPart>& parts) {
  return store_.CompleteUpload(key, upload_id, {.parts = parts});
}

void EmbeddedStore::AbortMultipart(const std::string& key, const std::string& upload_id) {
  store_.AbortUpload(key, upload_id);
}

ObjectInfo EmbeddedStore::PutFile(const std::string& key, const std::filesystem::path& path, const ObjectHead& head) {
  base::FileSource file(path);
  IncomingFile incoming = store_.Receive({file.size(), std::nullopt});
  for (std::uint64_t at = 0; at < file.size();) {
    const std::span<std::byte> room = incoming.Room();
    const std::size_t got = file.ReadAt(at, room);
    if (got == 0) break;
    incoming.Write({reinterpret_cast<const char*>(room.data()), got});
    at += got;
  }
  return store_.PutObject(key, head, std::move(incoming));
}

std::unique_ptr<base::ByteSource> EmbeddedStore::Open(const std::string& key) { return store_.OpenWithInfo(key).bytes; }

std::optional<ObjectInfo> EmbeddedStore::Head(const std::string& key) { return store_.Find(key); }

void EmbeddedStore::Delete(const std::string& key) { store_.Remove({key}); }

ListPage<ListedObject> EmbeddedStore::ListObjects(const std::string& prefix, const std::string& from) {
  auto listing = store_.buckets().ListObjects({}, {.prefix = prefix, .after = from});
  return {std::move(listing.lines), listing.is_truncated ? std::optional(listing.last) : std::nullopt};
}

// Several uploads may have one key, so the way back names both: the id, whose length is known, stands first.
ListPage<OpenUpload> EmbeddedStore::ListUploads(const std::string& prefix, const std::string& from) {
  const std::size_t id_end = std::min(kUploadIdDigits, from.size());
  auto listing = store_.buckets().ListUploads(
      {}, {.prefix = prefix, .after = from.substr(id_end), .after_id = from.substr(0, id_end)});
  return {std::move(listing.lines),
          listing.is_truncated ? std::optional(listing.last_id + listing.last) : std::nullopt};
}

std::string EmbeddedStore::Presign(const PresignRequest& request) {
  const std::string_view method = MethodOf(request);
  const std::string path = "/" + store_.options().bucket + "/" + request.key;
  return crypto::PresignUrl(store_.keys(), {method, request.origin, path, QueryOf(request), store_.options().region,
                                            store_.Now(), request.expires});
}

// A real file and a real row: a full or read-only disk shows only when one writes.
void EmbeddedStore::Check() {
  try {
    IncomingFile probe = store_.Receive({});
    probe.Write("clipbox");
    probe.Finish();
    store_.Find(ObjectName(""));
  } catch (const std::exception&) {
    std::throw_with_nested(Error(ErrorCode::kStoreUnavailable,
                                 "the object store under " + store_.options().directory.string() + " does not work"));
  }
}

}  // namespace clipbox::objectstore
