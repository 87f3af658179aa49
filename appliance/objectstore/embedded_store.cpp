#include "objectstore/embedded_store.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <exception>

#include "base/error.h"
#include "base/file_source.h"
#include "base/id.h"
#include "crypto/sigv4_presign.h"
#include "objectstore/parts_source.h"
#include "objectstore/repair.h"

namespace clipbox::objectstore {
namespace {

using base::Error;
using base::ErrorCode;

constexpr std::size_t kCopyBytes = 256 * 1024;
// What parts and artifacts leave free even below keep_free, so that the databases can still write.
constexpr std::uint64_t kDatabaseReserveBytes = 64ULL << 20;
constexpr std::size_t kUploadIdBytes = 16;
constexpr int kPageLines = 1000;
constexpr std::size_t kAccessKeyBytes = 10;
constexpr std::size_t kSecretBytes = 20;

crypto::Credentials GetCredentials(const EmbeddedStoreOptions& options, ObjectCatalog& catalog) {
  if (options.access_key_id.empty() != options.secret_access_key.empty()) {
    throw Error(ErrorCode::kConfiguration,
                "storage.access_key_id and storage.secret_access_key belong together: set both or neither");
  }
  if (!options.access_key_id.empty()) return {options.access_key_id, options.secret_access_key};
  std::string id = base::RandomHex(kAccessKeyBytes);
  std::transform(id.begin(), id.end(), id.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return {catalog.GetOrMakeSetting("access_key_id", id),
          catalog.GetOrMakeSetting("secret_access_key", base::RandomHex(kSecretBytes))};
}

std::string_view ToText(PresignMethod method) {
  switch (method) {
    case PresignMethod::kGet:
      return "GET";
    case PresignMethod::kHead:
      return "HEAD";
    case PresignMethod::kPut:
      return "PUT";
    case PresignMethod::kDelete:
      return "DELETE";
  }
  return "GET";
}

std::vector<crypto::NameValue> QueryOf(const PresignRequest& request) {
  std::vector<crypto::NameValue> query;
  if (!request.upload_id.empty())
    query = {{"partNumber", std::to_string(request.part_number)}, {"uploadId", request.upload_id}};
  if (!request.response_content_type.empty()) query.push_back({"response-content-type", request.response_content_type});
  if (!request.response_content_disposition.empty()) {
    query.push_back({"response-content-disposition", request.response_content_disposition});
  }
  return query;
}

// True where the row was certainly not written. After any other failure of a commit it may yet turn up, so its file has
// to stay.
bool CertainlyNotWritten(const Error& error) {
  return error.code() == ErrorCode::kNoSuchUpload || error.code() == ErrorCode::kStorageFull;
}

// One line more than a page was asked for; where it came, there is a next page, which begins after the last line.
template <class Line, class NameOf>
ListPage<Line> ToPage(std::vector<Line> lines, const NameOf& name_of) {
  ListPage<Line> page{std::move(lines), std::nullopt};
  if (page.lines.size() <= kPageLines) return page;
  page.lines.pop_back();
  page.next = name_of(page.lines.back());
  return page;
}

PartInfo ToInfo(const PartRow& row) { return {row.part_number, row.etag, row.size_bytes}; }

}  // namespace

// Members open in their order: the directory, the rows, the keys; then both are made to agree before anyone may ask.
EmbeddedStore::EmbeddedStore(const EmbeddedStoreOptions& options, base::Clock& clock)
    : options_(options),
      clock_(clock),
      files_(options.directory / "objects"),
      catalog_(options.directory / "objects.db"),
      credentials_(GetCredentials(options_, catalog_)),
      keys_(credentials_) {
  Repair(catalog_, files_);
}

// The limit holds for what begins: an upload that is under way may end.
std::string EmbeddedStore::CreateMultipart(const std::string& key, const ObjectHead& head) {
  files_.RequireSpace(head.expected_bytes, options_.keep_free_bytes);
  std::string upload_id = base::RandomHex(kUploadIdBytes);
  catalog_.AddUpload(upload_id, key, head, clock_.Now());
  return upload_id;
}

std::vector<PartInfo> EmbeddedStore::ListParts(const std::string& key, const std::string& upload_id) {
  std::vector<PartInfo> parts;
  for (const PartRow& row : catalog_.ListParts(upload_id, key)) parts.push_back(ToInfo(row));
  return parts;
}

// No byte of a part is read or written here: the rows change hands, in one commit.
ObjectInfo EmbeddedStore::CompleteMultipart(const std::string& key, const std::string& upload_id,
                                            const std::vector<PartInfo>& parts) {
  const ObjectCatalog::Completed completed = catalog_.Complete(upload_id, key, parts, clock_.Now());
  files_.Remove(completed.unnamed);
  return completed.info;
}

void EmbeddedStore::AbortMultipart(const std::string& key, const std::string& upload_id) {
  files_.Remove(catalog_.Abort(upload_id, key));
}

ObjectInfo EmbeddedStore::PutFile(const std::string& key, const std::filesystem::path& path, const ObjectHead& head) {
  base::FileSource file(path);
  IncomingFile incoming = Receive({file.size(), std::nullopt});
  std::vector<std::byte> block(kCopyBytes);
  for (std::uint64_t at = 0; at < file.size();) {
    const std::size_t got = file.ReadAt(at, block);
    if (got == 0) break;
    incoming.Write({reinterpret_cast<const char*>(block.data()), got});
    at += got;
  }
  return PutObject(key, head, std::move(incoming));
}

std::unique_ptr<base::ByteSource> EmbeddedStore::Open(const std::string& key) { return OpenWithInfo(key).bytes; }

EmbeddedStore::Opened EmbeddedStore::OpenWithInfo(const std::string& key) {
  // Between reading the row and opening the file a replacement may remove it: then the row says where the new one is.
  for (int attempt = 1;; ++attempt) {
    auto found = catalog_.FindWithParts(key);
    if (!found) throw Error(ErrorCode::kNoSuchKey, "there is no object " + key);
    std::vector<PartPlace> places;
    for (const PartRow& part : found->parts) places.push_back({files_.PathOf(part.file), part.size_bytes});
    try {
      return {std::move(found->object.info), std::make_unique<PartsSource>(key, std::move(places))};
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kNoSuchKey || attempt == 3) throw;
    }
  }
}

std::optional<ObjectInfo> EmbeddedStore::Head(const std::string& key) {
  auto row = catalog_.Find(key);
  return row ? std::optional(std::move(row->info)) : std::nullopt;
}

// The row goes first: a crash between leaves a file that nobody names, which the next start removes.
void EmbeddedStore::Delete(const std::string& key) { files_.Remove(catalog_.Delete(key)); }

ListPage<ListedObject> EmbeddedStore::ListObjects(const std::string& prefix, const std::string& from) {
  return ToPage(catalog_.ListObjects(prefix, from, kPageLines + 1), [](const ListedObject& line) { return line.key; });
}

// Several uploads may have one key, so the way back names both: the id, whose length is known, stands first.
ListPage<OpenUpload> EmbeddedStore::ListUploads(const std::string& prefix, const std::string& from) {
  const std::size_t id_end = std::min(kUploadIdBytes * 2, from.size());
  return ToPage(catalog_.ListUploads(prefix, from.substr(id_end), from.substr(0, id_end), kPageLines + 1),
                [](const OpenUpload& line) { return line.upload_id + line.key; });
}

std::string EmbeddedStore::Presign(const PresignRequest& request) {
  const std::string_view method = ToText(request.method);
  const std::string path = "/" + options_.bucket + "/" + request.key;
  return crypto::PresignUrl(
      keys_, {method, request.origin, path, QueryOf(request), options_.region, clock_.Now(), request.expires});
}

// A real file and a real row: a full or read-only disk shows only when one writes.
void EmbeddedStore::Check() {
  try {
    IncomingFile probe = Receive({});
    probe.Write("clipbox");
    probe.Finish();
    catalog_.Find({});
  } catch (const std::exception&) {
    std::throw_with_nested(Error(ErrorCode::kStoreUnavailable,
                                 "the object store under " + options_.directory.string() + " does not work"));
  }
}

SignatureCheck EmbeddedStore::Verify(const SignedRequest& request) {
  return crypto::VerifyRequest(keys_, request, clock_.Now());
}

IncomingFile EmbeddedStore::Receive(const ExpectedBody& expected) {
  files_.RequireSpace(expected.size_bytes.value_or(0), std::min(options_.keep_free_bytes, kDatabaseReserveBytes));
  return IncomingFile(files_.NewIncoming(), expected);
}

void EmbeddedStore::RequireUpload(const std::string& key, const std::string& upload_id) {
  if (catalog_.HasUpload(upload_id, key)) return;
  throw Error(ErrorCode::kNoSuchUpload, "there is no such upload: it was completed, aborted, or never begun");
}

// The order is what makes it durable: bytes on the disk, name on the disk, row on the disk; then the files that the row
// replaced go.
template <class AddRow>
PartRow EmbeddedStore::Keep(IncomingFile incoming, int part_number, const AddRow& add_row) {
  incoming.Finish();
  const PartRow row{part_number, files_.Keep(incoming.path()), incoming.size_bytes(), incoming.md5()};
  try {
    files_.Remove(add_row(row));
  } catch (const Error& error) {
    if (CertainlyNotWritten(error)) files_.Remove({row.file});
    throw;
  }
  return row;
}

PartInfo EmbeddedStore::PutPart(const std::string& key, const std::string& upload_id, int part_number,
                                IncomingFile incoming) {
  return ToInfo(Keep(std::move(incoming), part_number,
                     [&](const PartRow& row) { return catalog_.PutPart(upload_id, key, row, clock_.Now()); }));
}

ObjectInfo EmbeddedStore::PutObject(const std::string& key, const ObjectHead& head, IncomingFile incoming) {
  const base::Timestamp now = clock_.Now();
  const std::string id = base::RandomHex(kUploadIdBytes);
  const PartRow row =
      Keep(std::move(incoming), 1, [&](const PartRow& part) { return catalog_.PutObject(key, id, part, head, now); });
  return {row.size_bytes, row.etag, head.content_type, head.metadata, now};
}

}  // namespace clipbox::objectstore
