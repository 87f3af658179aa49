// Where sources and artifacts lie: the one interface of the embedded store and of S3/R2. work and http use it and know
// no more. Thread-safe. ETags are without quotes. tests/contract/object_store_contract.h says in sentences what every
// store must do.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/byte_source.h"
#include "base/clock.h"
#include "base/upload_part.h"
#include "objectstore/object_checksum.h"

namespace clipbox::objectstore {

// The metadata under which everything that we put carries the installation's token (settings of clipbox.db). A bucket
// may hold other people's objects; the sweeper deletes none of them.
inline constexpr const char* kTokenName = "clipbox-token";

// What is told about an object when it is made.
struct ObjectHead {
  std::string content_type = "application/octet-stream";
  std::map<std::string, std::string> metadata;  // x-amz-meta-…, names in lower case without the prefix
  std::uint64_t expected_bytes =
      0;  // of an upload that begins: refused at once where they cannot be kept, and no more of them; 0 where unknown
  // What a GET gives back besides: Content-Encoding, -Language, -Disposition, Cache-Control, Expires, by these names.
  std::map<std::string, std::string> headers = {};
  std::optional<ChecksumForm> checksum = {};  // of an upload that begins: which one is to be kept; embedded store only
};

struct ObjectInfo {
  std::uint64_t size_bytes = 0;
  std::string etag;  // MD5 in hex, or `<md5 of the parts' MD5s>-<parts>`
  std::string content_type;
  std::map<std::string, std::string> metadata;
  base::Timestamp modified_at;
  std::map<std::string, std::string> headers = {};  // as in ObjectHead
  std::optional<ObjectChecksum> checksum = {};      // where one is kept; embedded store only
};

inline constexpr int kMaxParts = 10'000;  // of one upload, in S3 and R2

// One line of a listing; what it carries besides is asked for with Head.
struct ListedObject {
  std::string key;
  std::uint64_t size_bytes = 0;
  std::string etag;
  base::Timestamp modified_at;
  std::optional<ChecksumForm> checksum = {};  // as in ObjectInfo
};

struct OpenUpload {
  std::string key;
  std::string upload_id;
  base::Timestamp started_at;
  std::optional<ChecksumForm> checksum = {};  // as in ObjectHead
};

// One page of a listing; `next` is handed in for the following one, nothing after the last.
template <class Line>
struct ListPage {
  std::vector<Line> lines;
  std::optional<std::string> next;
};

enum class PresignMethod { kGet, kHead, kPut, kDelete };

struct PresignRequest {
  PresignMethod method = PresignMethod::kGet;
  std::string key = {};
  std::chrono::seconds expires{3600};  // 1 s to 7 days
  std::string upload_id = {};          // with part_number: the URL of one part
  int part_number = 0;
  std::string response_content_type = {};  // signed overrides of the answer's headers; empty: none
  std::string response_content_disposition = {};
  std::string origin = {};  // `http://host:port` by which the client reaches this server; a store elsewhere ignores it
};

class ObjectStore {
 public:
  virtual ~ObjectStore() = default;

  // Every call throws Error kStoreUnavailable when the store cannot be reached, and what is named besides.

  // Opens an upload and returns its id. Throws: kInsufficientStorage.
  virtual std::string CreateMultipart(const std::string& key, const ObjectHead& head) = 0;
  // All parts that the store holds, by number. Throws: kNoSuchUpload.
  virtual std::vector<base::UploadPart> ListParts(const std::string& key, const std::string& upload_id) = 0;
  // Makes the object of exactly these parts (their sizes are not looked at). Repeating it after a lost answer gives the
  // same object. Throws: kNoSuchUpload; kInvalidPart for a part that the store lacks or holds with another ETag.
  virtual ObjectInfo CompleteMultipart(const std::string& key, const std::string& upload_id,
                                       const std::vector<base::UploadPart>& parts) = 0;
  // Forgets the upload and its parts. An upload that is not there is no error.
  virtual void AbortMultipart(const std::string& key, const std::string& upload_id) = 0;

  // Stores the file's bytes under `key`, replacing what was there. Durable on return. Throws: kInputOutput,
  // kStorageFull.
  virtual ObjectInfo PutFile(const std::string& key, const std::filesystem::path& path, const ObjectHead& head) = 0;
  // The object's bytes. Throws: kNoSuchKey.
  virtual std::unique_ptr<base::ByteSource> Open(const std::string& key) = 0;
  virtual std::optional<ObjectInfo> Head(const std::string& key) = 0;
  // A key that is not there is no error.
  virtual void Delete(const std::string& key) = 0;

  // What lies under `prefix`, in the order of keys, at most 1,000 a page. `from`: empty, or the `next` of the page
  // before.
  virtual ListPage<ListedObject> ListObjects(const std::string& prefix, const std::string& from) = 0;
  virtual ListPage<OpenUpload> ListUploads(const std::string& prefix, const std::string& from) = 0;

  // A URL that allows this one request until it expires. No I/O. Requires: expires within 1 s and 7 days.
  virtual std::string Presign(const PresignRequest& request) = 0;
  // Throws: kStoreUnavailable unless a small round trip works.
  virtual void Check() = 0;

  // `scheme://host[:port]` of its presigned URLs, for the page's content security policy; empty where they lie on the
  // server's own.
  virtual std::string Origin() const = 0;
};

}  // namespace clipbox::objectstore
