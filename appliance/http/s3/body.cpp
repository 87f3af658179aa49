#include "http/s3/body.h"

#include <algorithm>
#include <charconv>
#include <functional>

#include "base/encoding.h"
#include "base/error.h"
#include "crypto/checksum.h"
#include "crypto/md5.h"
#include "http/s3/chunked_body.h"
#include "http/s3/error.h"

namespace clipbox::http {
namespace {

using objectstore::BucketStore;
using Sink = std::function<void(std::string_view)>;

// S3's limit of one PUT and of one part.
constexpr std::uint64_t kMaxBodyBytes = std::uint64_t{5} << 30;
constexpr std::size_t kBlockBytes = 256 << 10;
constexpr std::string_view kChecksumPrefix = "x-amz-checksum-";

// A checksum that the body is held against.
struct AwaitedChecksum {
  std::string name;  // `x-amz-checksum-crc32`
  crypto::Checksum checksum;
  std::string value;  // empty: it comes in the trailer
};

std::optional<AwaitedChecksum> ByHeader(std::string_view name, std::string_view value) {
  if (name.size() <= kChecksumPrefix.size() || !EqualsIgnoringCase(name.substr(0, kChecksumPrefix.size()), kChecksumPrefix))
    return std::nullopt;
  std::string algorithm(name.substr(kChecksumPrefix.size()));
  std::transform(algorithm.begin(), algorithm.end(), algorithm.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  auto checksum = crypto::Checksum::ByName(algorithm);
  if (!checksum) return std::nullopt;
  return AwaitedChecksum{std::string(kChecksumPrefix) + algorithm, std::move(*checksum), std::string(value)};
}

std::optional<AwaitedChecksum> FindChecksum(const S3Request& request) {
  if (const auto trailer = request.SignedHeader("x-amz-trailer")) {
    if (auto awaited = ByHeader(*trailer, "")) return awaited;
  }
  for (const Header& header : request.http.headers.all()) {
    if (auto awaited = ByHeader(header.name, header.value); awaited && request.SignedHeader(header.name)) return awaited;
  }
  return std::nullopt;
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

// Bytes of the body without its chunks' frames.
std::uint64_t LengthOf(const S3Request& request) {
  auto length = request.http.content_length;
  if (length && objectstore::IsChunked(request.signature)) {
    const std::string_view text = request.http.headers.Find("x-amz-decoded-content-length").value_or("");
    std::uint64_t decoded = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), decoded);
    length = !text.empty() && error == std::errc() && end == text.data() + text.size() ? std::optional(decoded) : std::nullopt;
  }
  if (!length) throw base::Error(base::ErrorCode::kLengthRequired, "You must provide the Content-Length HTTP header.");
  return *length;
}

void ReadPlain(BodyReader& body, std::span<std::byte> block, const Sink& sink) {
  while (body.remaining() > 0) {
    const std::size_t got = body.Read(block);
    sink({reinterpret_cast<const char*>(block.data()), got});
  }
}

std::map<std::string, std::string> ReadChunks(BucketStore& store, const S3Request& request, std::span<std::byte> block,
                                              const Sink& sink) {
  const std::string_view form = request.signature.payload_hash;
  const bool is_signed = form.starts_with("STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
  if (!is_signed && form != "STREAMING-UNSIGNED-PAYLOAD-TRAILER") throw NotImplemented("bodies of the form " + std::string(form));
  ChunkedBody chunks(*request.http.body, is_signed ? std::optional(store.ChunksOf(request.signature)) : std::nullopt,
                     form.ends_with("-TRAILER"));
  while (const std::size_t got = chunks.Read(block)) sink({reinterpret_cast<const char*>(block.data()), got});
  return chunks.trailer();
}

// Reads it all into `sink` and holds it against the checksum.
void Pump(BucketStore& store, const S3Request& request, std::uint64_t length, ChecksumOf checksum_of, const Sink& sink) {
  auto awaited = checksum_of == ChecksumOf::kBody ? FindChecksum(request) : std::nullopt;
  const Sink both = !awaited ? sink : [&](std::string_view bytes) {
    awaited->checksum.Update(bytes);
    sink(bytes);
  };
  std::vector<std::byte> block(static_cast<std::size_t>(std::clamp<std::uint64_t>(length, 1, kBlockBytes)));
  if (objectstore::IsChunked(request.signature)) {
    const auto trailer = ReadChunks(store, request, block, both);
    if (awaited && awaited->value.empty() && trailer.contains(awaited->name)) awaited->value = trailer.at(awaited->name);
  } else {
    ReadPlain(*request.http.body, block, both);
  }
  if (awaited && awaited->checksum.Finish() != awaited->value) ThrowBadDigest(awaited->name);
}

}  // namespace

objectstore::IncomingFile ReceiveBody(BucketStore& store, const S3Request& request) {
  const std::uint64_t length = LengthOf(request);
  if (length > kMaxBodyBytes)
    throw S3Error(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size of 5 GiB.");
  const auto md5 = AwaitedMd5(request);
  objectstore::IncomingFile incoming = store.Receive({length, objectstore::SignedBodyHash(request.signature)});
  Pump(store, request, length, ChecksumOf::kBody, [&](std::string_view bytes) { incoming.Write(bytes); });
  incoming.Finish();
  if (md5 && *md5 != incoming.md5()) ThrowBadDigest("Content-MD5");
  return incoming;
}

std::string ReceiveText(BucketStore& store, const S3Request& request, std::uint64_t max_bytes, ChecksumOf checksum_of) {
  if (!request.http.content_length) return {};
  const std::uint64_t length = LengthOf(request);
  if (length > max_bytes) throw base::Error(base::ErrorCode::kBodyTooLarge, "The document is too large.");
  const auto md5 = AwaitedMd5(request);
  std::string text;
  Pump(store, request, length, checksum_of, [&](std::string_view bytes) {
    text += bytes;
    if (text.size() > length) throw base::Error(base::ErrorCode::kSizeMismatch, "The body is longer than was said.");
  });
  objectstore::RequireSignedBody(request.signature, text);
  if (md5 && *md5 != crypto::Md5Hex(text)) ThrowBadDigest("Content-MD5");
  return text;
}

}  // namespace clipbox::http
