#include "objectstore/embedded/bucket_store.h"

#include <algorithm>
#include <cctype>
#include <new>

#include "base/error.h"
#include "base/files.h"
#include "base/id.h"
#include "base/text.h"
#include "crypto/checksum_of_parts.h"
#include "objectstore/embedded/files/file_tail.h"
#include "objectstore/embedded/parts_source.h"
#include "objectstore/embedded/rebuild.h"
#include "objectstore/embedded/repair.h"
#include "objectstore/embedded/rows/store_settings.h"
#include "objectstore/embedded/store_schema.h"

namespace clipbox::objectstore {
namespace {

using base::Error;
using base::ErrorCode;

// What parts and artifacts leave free even below keep_free, so that the databases can still write.
constexpr std::uint64_t kDatabaseReserveBytes = 64ULL << 20;
// Asked for at once for a body of unknown size: seldom enough to cost nothing.
constexpr std::uint64_t kRoomStepBytes = 8ULL << 20;
constexpr std::size_t kBlockBytes = 256 << 10;
constexpr std::size_t kIdRandomBytes = 3;
constexpr std::size_t kAccessKeyBytes = 10;
constexpr std::size_t kSecretBytes = 20;
// A replacement may remove an object's files between its row and them: then the row says where the new ones are.
constexpr int kOpenAttempts = 3;

// By their time first: what is stored one behind the other lies so in the indexes, and a commit that many share writes
// fewer pages. As long as the ids of older versions, which were random from their first digit.
std::string NewUploadId(base::Timestamp now) { return base::NewIdText(now) + base::RandomHex(kIdRandomBytes); }

crypto::Credentials GetCredentials(const EmbeddedStoreOptions& options, StoreSettings settings) {
  if (options.access_key_id.empty() != options.secret_access_key.empty()) {
    throw Error(ErrorCode::kConfiguration,
                "storage.access_key_id and storage.secret_access_key belong together: set both or neither");
  }
  if (!options.access_key_id.empty()) return {options.access_key_id, options.secret_access_key};
  return {settings.Keep("access_key_id", base::ToUpper(base::RandomHex(kAccessKeyBytes))),
          settings.Keep("secret_access_key", base::RandomHex(kSecretBytes))};
}

// True where the row was certainly not written. After any other failure of a commit it may yet turn up, so its file has
// to stay.
bool CertainlyNotWritten(const std::exception& error) {
  const auto* known = dynamic_cast<const Error*>(&error);
  if (known == nullptr) return dynamic_cast<const std::bad_alloc*>(&error) == nullptr;  // a guard's refusal
  return known->code() == ErrorCode::kNoSuchUpload || known->code() == ErrorCode::kNotFound ||
         known->code() == ErrorCode::kTooLarge || known->code() == ErrorCode::kStorageFull;
}

std::vector<std::string> FilesOf(const std::vector<PartRow>& parts) {
  std::vector<std::string> names;
  for (const PartRow& part : parts) names.push_back(part.file);
  return names;
}

ObjectInfo CopiedInfo(ObjectInfo info, const std::optional<ObjectHead>& head, base::Timestamp now) {
  info.modified_at = now;
  if (!head) return info;
  info.content_type = head->content_type;
  info.metadata = head->metadata;
  info.headers = head->headers;
  return info;
}

void ReadInto(crypto::Checksum& checksum, const PartRow& part, const PartFiles& files) {
  base::FileSource file(files.PathOf(part.file));
  std::vector<std::byte> block(kBlockBytes);
  for (std::uint64_t at = 0; at < part.size_bytes;) {
    const std::uint64_t left = part.size_bytes - at;
    const std::size_t got =
        file.ReadAt(at, std::span(block).first(static_cast<std::size_t>(std::min<std::uint64_t>(left, block.size()))));
    if (got == 0) throw Error(ErrorCode::kInputOutput, "cannot read " + file.name() + ": it is shorter than its size");
    checksum.Update({reinterpret_cast<const char*>(block.data()), got});
    at += got;
  }
}

// From the parts' own, which are read where none of that kind is kept.
std::string CrcOf(std::vector<PartRow>& parts, crypto::ChecksumKind kind, const PartFiles& files) {
  std::vector<crypto::PartChecksum> sums;
  for (PartRow& part : parts) {
    if (!part.checksum || part.checksum->form.kind != kind) {
      crypto::Checksum checksum(kind);
      ReadInto(checksum, part, files);
      part.checksum = ObjectChecksum{{kind, false}, checksum.Finish()};
    }
    sums.push_back({part.checksum->value, part.size_bytes});
  }
  return crypto::FullObjectChecksum(kind, sums).value();
}

// A digest of the whole says nothing of its parts, but where there is one.
std::string DigestOf(std::vector<PartRow>& parts, crypto::ChecksumKind kind, const PartFiles& files) {
  crypto::Checksum checksum(kind);
  for (PartRow& part : parts) {
    ReadInto(checksum, part, files);
    part.checksum.reset();
  }
  std::string value = checksum.Finish();
  if (parts.size() == 1) parts.front().checksum = ObjectChecksum{{kind, false}, value};
  return value;
}

[[noreturn]] void ThrowNoSuchKey(const ObjectName& name) {
  throw Error(ErrorCode::kNoSuchKey, "there is no object " + name.key);
}

}  // namespace

// Members open in their order: the directory, the rows, the keys; then both are made to agree before anyone may ask.
BucketStore::BucketStore(const EmbeddedStoreOptions& options, base::Clock& clock)
    : options_(options),
      clock_(clock),
      files_(options.directory / "objects"),
      database_(StoreDatabaseFile(options.directory), StoreSchema()),
      catalog_(database_),
      buckets_(database_),
      credentials_(GetCredentials(options_, StoreSettings(database_))),
      keys_(credentials_) {
  database_.SetRoomMaker(options_.make_room);
  Repair(catalog_, files_);
  RecordAll(catalog_, files_);
}

crypto::SigV4Check BucketStore::Verify(const crypto::ReceivedRequest& request) {
  return crypto::VerifyRequest(keys_, request, clock_.Now());
}

crypto::SigV4Verdict BucketStore::VerifyPolicy(const crypto::SignedPolicy& policy) {
  return crypto::VerifyPolicy(keys_, policy, clock_.Now());
}

crypto::ChunkSigner BucketStore::ChunksOf(const crypto::SigV4Check& check) {
  return {keys_.For(check.scope), check.amz_date, check.scope, check.signature};
}

bool BucketStore::RemoveBucket(const std::string& bucket) {
  const BucketCatalog::Removed removed = buckets_.Remove(bucket);
  files_.Remove(removed.unnamed);
  return removed.was_empty;
}

// The limit holds for what begins: an upload that is under way may end.
std::string BucketStore::CreateUpload(const ObjectName& name, const ObjectHead& head) {
  files_.RequireSpace(head.expected_bytes, options_.keep_free_bytes);
  std::string upload_id = NewUploadId(clock_.Now());
  catalog_.AddUpload(upload_id, name, head, clock_.Now());
  return upload_id;
}

void BucketStore::RequireUpload(const ObjectName& name, const std::string& upload_id) {
  if (HasUpload(name, upload_id)) return;
  throw Error(ErrorCode::kNoSuchUpload, "there is no such upload: it was completed, aborted, or never begun");
}

// No byte of a part is read or written here. The rows change hands, in one commit, and the first part's file says so.
ObjectInfo BucketStore::CompleteUpload(const ObjectName& name, const std::string& upload_id, Completion wanted) {
  wanted.record = [&](const ObjectInfo& info, const std::vector<PartRow>& parts) {
    Record({name, upload_id, info, parts});
  };
  const ObjectCatalog::Completed completed = catalog_.Complete(upload_id, name, wanted, clock_.Now());
  files_.Remove(completed.unnamed);
  return completed.info;
}

void BucketStore::AbortUpload(const ObjectName& name, const std::string& upload_id) {
  files_.Remove(catalog_.Abort(upload_id, name));
}

IncomingFile BucketStore::Receive(const ExpectedBody& expected) {
  return IncomingFile(files_.NewIncoming(), expected, threads_, Promise(expected.size_bytes.value_or(0)));
}

SpacePromise BucketStore::Promise(std::uint64_t bytes) {
  return files_.PromiseSpace(bytes, std::min(options_.keep_free_bytes, kDatabaseReserveBytes));
}

void BucketStore::MakeRoom(IncomingFile& incoming, std::uint64_t bytes) {
  const std::uint64_t promised = incoming.space().left_bytes();
  if (promised < bytes) incoming.space().Add(Promise(std::max(bytes - promised, kRoomStepBytes)));
}

// The order is what makes it durable: bytes on the disk, name on the disk, row on the disk. Then the files that the row
// replaced go.
template <class RecordOf, class AddRow>
PartRow BucketStore::Keep(IncomingFile incoming, int part_number, const RecordOf& record_of, const AddRow& add_row) {
  incoming.Finish();
  const PartRow row{{{part_number, incoming.md5(), incoming.size_bytes(), clock_.Now()}, incoming.checksum()},
                    incoming.path().filename().string()};
  incoming.Seal(record_of(row));
  files_.Keep(incoming);
  try {
    files_.Remove(add_row(row));
  } catch (const std::exception& error) {
    if (CertainlyNotWritten(error)) files_.Remove({row.file});
    throw;
  }
  return row;
}

StoredPart BucketStore::PutPart(const ObjectName& name, const std::string& upload_id, int part_number,
                                IncomingFile incoming) {
  const OpenUploadRow upload = catalog_.GetUpload(upload_id, name);
  return Keep(
      std::move(incoming), part_number,
      [&](const PartRow& row) {
        return ToText(PartRecord{name, upload_id, upload, row});
      },
      [&](const PartRow& row) { return catalog_.PutPart(upload_id, name, row, row.stored_at); });
}

ObjectInfo BucketStore::PutObject(const ObjectName& name, const ObjectHead& head, IncomingFile incoming,
                                  const Guard& guard) {
  ObjectRecord object{name, NewUploadId(clock_.Now()), {0, {}, head.content_type, head.metadata, {}, head.headers}, {}};
  Keep(
      std::move(incoming), 1,
      [&](const PartRow& part) {
        object.info.size_bytes = part.size_bytes;
        object.info.etag = part.etag;
        object.info.modified_at = part.stored_at;
        object.info.checksum = part.checksum;
        object.parts = {part};
        return ToText(object);
      },
      [&](const PartRow&) { return catalog_.PutObject(name, object.upload_id, object.parts, object.info, guard); });
  return object.info;
}

void BucketStore::Record(const ObjectRecord& record) {
  const std::filesystem::path file = files_.PathOf(record.parts.front().file);
  AppendTail(file, ToText(record));
  base::SyncToDisk(file);
}

BucketStore::Opened BucketStore::OpenWithInfo(const ObjectName& name) {
  for (int attempt = 1;; ++attempt) {
    auto found = catalog_.FindWithParts(name);
    if (!found) ThrowNoSuchKey(name);
    auto reading = files_.Read(FilesOf(found->parts));
    if (!reading && attempt < kOpenAttempts) continue;
    if (!reading) ThrowNoSuchKey(name);
    std::vector<PartPlace> places;
    for (const PartRow& part : found->parts) places.push_back({files_.PathOf(part.file), part.size_bytes});
    try {
      auto bytes =
          std::make_unique<PartsSource>(name.key, found->object.info.etag, std::move(places), std::move(*reading));
      return {std::move(found->object.info), std::move(found->parts), std::move(bytes)};
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kNoSuchKey || attempt == kOpenAttempts) throw;
    }
  }
}

std::optional<ObjectInfo> BucketStore::Find(const ObjectName& name) {
  auto row = catalog_.Find(name);
  return row ? std::optional(std::move(row->info)) : std::nullopt;
}

// The rows go first: a crash between leaves files that nobody names, which the next start sets aside.
void BucketStore::Remove(const std::vector<ObjectName>& names, const DeleteChoice& choice) {
  files_.Remove(catalog_.Delete(names, choice));
}

// The files' second names are on the disk before the rows that name them, as with a put.
ObjectInfo BucketStore::Copy(const ObjectName& from, const ObjectName& to, const CopyChanges& changes,
                             const CopyGuards& guards) {
  for (int attempt = 1;; ++attempt) {
    auto found = catalog_.FindWithParts(from);
    if (!found) ThrowNoSuchKey(from);
    if (guards.source) guards.source(&found->object.info);
    try {
      if (changes.checksum && !ReckonChecksum(*found, *changes.checksum)) ThrowNoSuchKey(from);
      const std::vector<std::string> copies = files_.Duplicate(FilesOf(found->parts));
      for (std::size_t i = 0; i < copies.size(); ++i) found->parts[i].file = copies[i];
      return PutCopy(to, found->parts, CopiedInfo(found->object.info, changes.head, clock_.Now()), guards.target);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kNoSuchKey || attempt == kOpenAttempts) throw;
    }
  }
}

bool BucketStore::ReckonChecksum(ObjectWithParts& object, crypto::ChecksumKind kind) {
  std::optional<ObjectChecksum>& whole = object.object.info.checksum;
  if (whole && whole->form.kind == kind) return true;
  const auto reading = files_.Read(FilesOf(object.parts));
  if (!reading) return false;
  whole = ObjectChecksum{{kind, false}, {}};
  whole->value = crypto::CrcFormOf(kind) ? CrcOf(object.parts, kind, files_) : DigestOf(object.parts, kind, files_);
  return true;
}

ObjectInfo BucketStore::PutCopy(const ObjectName& to, const std::vector<PartRow>& parts, ObjectInfo info,
                                const Guard& guard) {
  const std::string id = NewUploadId(info.modified_at);
  try {
    Record({to, id, info, parts});
    files_.Remove(catalog_.PutObject(to, id, parts, info, guard));
  } catch (const std::exception& error) {
    if (CertainlyNotWritten(error)) files_.Remove(FilesOf(parts));
    throw;
  }
  return info;
}

}  // namespace clipbox::objectstore
