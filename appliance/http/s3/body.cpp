#include "http/s3/body.h"

#include <algorithm>
#include <array>
#include <functional>

#include "base/encoding.h"
#include "base/error.h"
#include "base/text.h"
#include "crypto/checksum.h"
#include "crypto/md5.h"
#include "crypto/sha256.h"
#include "http/s3/chunked_body.h"
#include "http/s3/error.h"

namespace clipbox::http {
namespace {

using objectstore::BucketStore;
using Sink = std::function<void(std::string_view)>;

constexpr std::size_t kBlockBytes = 256 << 10;
constexpr std::string_view kChecksumPrefix = "x-amz-checksum-";

// Header fields that are no checksum though they are called so: what kind is asked for, or is to be told.
constexpr std::array<std::string_view, 3> kNoChecksums = {"x-amz-checksum-algorithm", "x-amz-checksum-mode",
                                                          "x-amz-checksum-type"};

// A checksum that the body is held against.
struct AwaitedChecksum {
  std::string name;  // `x-amz-checksum-crc32`
  crypto::Checksum checksum;
  std::optional<std::string> value;  // nullopt: it comes in the trailer
};

// Names in `x-amz-trailer`, in lower case; each once, so that none is reckoned twice.
std::vector<std::string> TrailerNames(const S3Request& request) {
  std::vector<std::string> names;
  for (const std::string_view each : base::SplitList(request.SignedHeader("x-amz-trailer").value_or(""))) {
    std::string name = base::ToLower(each);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  return names;
}

// A checksum that cannot be reckoned is refused: the sender would take the body for checked.
std::optional<AwaitedChecksum> ByName(const std::string& name, std::optional<std::string> value) {
  if (!name.starts_with(kChecksumPrefix)) return std::nullopt;
  if (std::find(kNoChecksums.begin(), kNoChecksums.end(), name) != kNoChecksums.end()) return std::nullopt;
  auto checksum = crypto::Checksum::ByName(name.substr(kChecksumPrefix.size()));
  if (!checksum)
    throw S3Error(400, "InvalidRequest",
                  "The checksum " + base::PlainLine(name, 100) + " is not one that this store knows.");
  return AwaitedChecksum{name, std::move(*checksum), std::move(value)};
}

// A URL is signed before there is a body: the SDK for JavaScript 3 (since 3.729) puts the checksum of an empty one into
// it. AWS takes any body then (aws/aws-sdk-js-v3#6994, localstack#12169, ministack#1695; the user guide has presigned
// URLs without checksums), SeaweedFS refuses it. Ours holds the body against any other value: that signer knew it.
bool IsOfNothing(const std::string& name, const std::string& value, const S3Request& request) {
  const auto& hoisted = request.from_query;
  if (std::find(hoisted.begin(), hoisted.end(), name) == hoisted.end()) return false;
  auto awaited = ByName(name, value);
  return awaited && awaited->checksum.Finish() == value;
}

std::vector<AwaitedChecksum> FindChecksums(const S3Request& request, const std::vector<std::string>& trailer_names) {
  std::vector<AwaitedChecksum> found;
  for (const std::string& name : trailer_names) {
    if (auto awaited = ByName(name, std::nullopt)) found.push_back(std::move(*awaited));
  }
  for (const Header& header : request.http.headers.all()) {
    if (!request.SignedHeader(header.name)) continue;
    if (IsOfNothing(base::ToLower(header.name), header.value, request)) continue;
    if (auto awaited = ByName(base::ToLower(header.name), header.value)) found.push_back(std::move(*awaited));
  }
  return found;
}

// Content-MD5 in hex. Counts also unsigned: it says what the bytes are, not what is done with them.
std::optional<std::string> AwaitedMd5(const S3Request& request) {
  const auto header = request.http.headers.Find("Content-MD5");
  if (!header) return std::nullopt;
  const auto bytes = base::FromBase64(*header);
  if (!bytes || bytes->size() != 16) throw S3Error(400, "InvalidDigest", "The Content-MD5 you specified is not valid.");
  return base::ToHex(*bytes);
}

[[noreturn]] void ThrowBadDigest(const std::string& name) {
  throw S3Error(400, "BadDigest", "The " + name + " you specified did not match what we received.");
}

// Bytes of the body without its chunks' frames. Returns nullopt if it came in HTTP's own chunks and nobody said.
std::optional<std::uint64_t> LengthOf(const S3Request& request) {
  const Request& http = request.http;
  std::optional<std::uint64_t> length = http.content_length;
  const auto decoded = http.headers.Find("x-amz-decoded-content-length");
  const bool is_unknown = http.is_chunked && !(IsChunked(request.signature) && decoded);
  if (IsChunked(request.signature) && (length || http.is_chunked))
    length = base::ParseNumber<std::uint64_t>(decoded.value_or(""));
  if (!length && !is_unknown)
    throw base::Error(base::ErrorCode::kLengthRequired, "You must provide the Content-Length HTTP header.");
  return length;
}

void ReadPlain(BodyReader& body, std::span<std::byte> block, const Sink& sink) {
  while (const std::size_t got = body.Read(block)) sink({reinterpret_cast<const char*>(block.data()), got});
}

std::map<std::string, std::string> ReadChunks(BucketStore& store, const S3Request& request,
                                              const std::vector<std::string>& trailer_names, std::span<std::byte> block,
                                              const Sink& sink) {
  const std::string_view form = request.signature.payload_hash;
  const bool is_signed = form.starts_with("STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
  if (!is_signed && form != "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
    throw NotImplemented("bodies of the form " + std::string(form));
  ChunkedBody chunks(*request.http.body, is_signed ? std::optional(store.ChunksOf(request.signature)) : std::nullopt,
                     form.ends_with("-TRAILER"), trailer_names);
  while (const std::size_t got = chunks.Read(block)) sink({reinterpret_cast<const char*>(block.data()), got});
  // Two framings, one in the other, end together. Else the rest would be read as something else.
  if (request.http.is_chunked) chunks.RequireEnd();
  return chunks.trailer();
}

// Reads it all into `sink` and holds it against the checksums.
void Pump(BucketStore& store, const S3Request& request, std::optional<std::uint64_t> length, ChecksumOf checksum_of,
          const Sink& sink) {
  const auto trailer_names = TrailerNames(request);
  auto awaited =
      checksum_of == ChecksumOf::kBody ? FindChecksums(request, trailer_names) : std::vector<AwaitedChecksum>();
  const Sink all = [&](std::string_view bytes) {
    for (AwaitedChecksum& each : awaited) each.checksum.Update(bytes);
    sink(bytes);
  };
  const auto block_bytes = std::clamp<std::uint64_t>(length.value_or(kBlockBytes), 1, kBlockBytes);
  std::vector<std::byte> block(static_cast<std::size_t>(block_bytes));
  std::map<std::string, std::string> trailer;
  if (IsChunked(request.signature))
    trailer = ReadChunks(store, request, trailer_names, block, all);
  else
    ReadPlain(*request.http.body, block, all);
  for (AwaitedChecksum& each : awaited) {
    if (each.checksum.Finish() != (each.value ? *each.value : trailer[each.name])) ThrowBadDigest(each.name);
  }
}

}  // namespace

objectstore::IncomingFile ReceiveBody(BucketStore& store, const S3Request& request, std::uint64_t max_bytes) {
  const std::optional<std::uint64_t> length = LengthOf(request);
  const std::uint64_t most = std::min(max_bytes, kMaxBodyBytes);
  if (length.value_or(0) > most) throw EntityTooLarge(most);
  const auto md5 = AwaitedMd5(request);
  objectstore::IncomingFile incoming = store.Receive({length, SignedBodyHash(request.signature)});
  Pump(store, request, length, ChecksumOf::kBody, [&](std::string_view bytes) {
    if (!length && bytes.size() > most - incoming.size_bytes()) throw EntityTooLarge(most);
    if (!length) store.MakeRoom(incoming, bytes.size());
    incoming.Write(bytes);
  });
  incoming.Finish();
  if (md5 && *md5 != incoming.md5()) ThrowBadDigest("Content-MD5");
  return incoming;
}

std::string ReceiveText(BucketStore& store, const S3Request& request, std::uint64_t max_bytes, ChecksumOf checksum_of) {
  if (!request.http.content_length && !request.http.is_chunked) return {};
  const std::optional<std::uint64_t> length = LengthOf(request);
  const auto require_fits = [max_bytes](std::uint64_t bytes) {
    if (bytes > max_bytes) throw base::Error(base::ErrorCode::kBodyTooLarge, "The document is too large.");
  };
  require_fits(length.value_or(0));
  const auto md5 = AwaitedMd5(request);
  std::string text;
  Pump(store, request, length, checksum_of, [&](std::string_view bytes) {
    text += bytes;
    if (length && text.size() > *length)
      throw base::Error(base::ErrorCode::kSizeMismatch, "The body is longer than was said.");
    require_fits(text.size());
  });
  if (const auto hash = SignedBodyHash(request.signature); hash && *hash != crypto::Sha256Hex(text)) {
    throw base::Error(base::ErrorCode::kDigestMismatch,
                      "the body is not the one that was signed: its SHA-256 is another");
  }
  if (md5 && *md5 != crypto::Md5Hex(text)) ThrowBadDigest("Content-MD5");
  return text;
}

}  // namespace clipbox::http
