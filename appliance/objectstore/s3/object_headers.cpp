#include "objectstore/s3/object_headers.h"

#include <algorithm>
#include <array>

#include "base/clock.h"
#include "base/encoding.h"
#include "base/text.h"
#include "crypto/md5.h"
#include "objectstore/s3/document.h"
#include "objectstore/s3/failure.h"

namespace clipbox::objectstore::s3 {
namespace {

using base::Error;
using base::ErrorCode;

constexpr std::size_t kBlockBytes = 1 << 20;
// What a GET gives back as it was put, as ObjectHead names it.
constexpr std::array kKeptHeaders = {"Content-Encoding", "Content-Language", "Content-Disposition", "Cache-Control",
                                     "Expires"};

// Raw bytes.
std::string Md5Of(const FileBytes& sent) {
  crypto::Md5 md5;
  std::vector<std::byte> block(static_cast<std::size_t>(std::min<std::uint64_t>(kBlockBytes, sent.bytes)));
  for (std::uint64_t done = 0; done < sent.bytes;) {
    const std::span<std::byte> wanted(
        block.data(), static_cast<std::size_t>(std::min<std::uint64_t>(block.size(), sent.bytes - done)));
    const std::size_t got = sent.file.ReadAt(sent.from + done, wanted);
    if (got < wanted.size())
      throw Error(ErrorCode::kInputOutput, "cannot send " + sent.file.name() + ": it became shorter");
    md5.Update({reinterpret_cast<const char*>(block.data()), got});
    done += got;
  }
  return md5.Finish();
}

}  // namespace

std::vector<crypto::NameValue> HeadersOf(const ObjectHead& head) {
  std::vector<crypto::NameValue> headers = {{"content-type", head.content_type}};
  for (const auto& [name, value] : head.headers) headers.push_back({base::ToLower(name), value});
  for (const auto& [name, value] : head.metadata) headers.push_back({kMetadataPrefix + name, value});
  return headers;
}

ObjectInfo InfoOf(const Call& call, const net::HttpResponse& response) {
  const Reading reading{call};
  ObjectInfo info;
  const auto size = base::ParseNumber<std::uint64_t>(response.Header("content-length"));
  if (!size) reading.Refuse("it tells no size");
  info.size_bytes = *size;
  info.etag = base::BareEtag(response.Header("etag"));
  if (info.etag.empty()) reading.Refuse("it tells no ETag");
  info.content_type = response.Header("content-type");
  info.modified_at = base::FromHttpDate(response.Header("last-modified")).value_or(base::Timestamp());
  for (const char* name : kKeptHeaders) {
    const std::string value(response.Header(base::ToLower(name)));
    if (!value.empty()) info.headers[name] = value;
  }
  for (const auto& [name, value] : response.headers) {
    if (name.starts_with(kMetadataPrefix)) info.metadata[name.substr(std::string_view(kMetadataPrefix).size())] = value;
  }
  return info;
}

std::string SendBytes(Client& client, Call call, const FileBytes& sent) {
  const std::string md5 = Md5Of(sent);
  if (!sent.md5.empty() && sent.md5 != base::ToHex(md5))
    throw Error(ErrorCode::kDigestMismatch, "its bytes do not have the digest " + sent.md5 + " that was kept of them");
  call.headers.push_back({"content-md5", base::ToBase64(md5)});
  call.file = &sent.file;
  call.from = sent.from;
  call.bytes = sent.bytes;
  return client.Send(call, [&](const net::HttpResponse& response) {
    const std::string etag(base::BareEtag(response.Header("etag")));
    if (etag.empty()) Reading{call}.Refuse("it tells no ETag");
    if (etag == base::ToHex(md5)) return etag;
    throw Failure(ErrorCode::kDigestMismatch,
                  std::string("cannot ") + call.what + " " + call.key + ": the store kept other bytes than were sent",
                  {.reason = "damaged"}, true);
  });
}

}  // namespace clipbox::objectstore::s3
