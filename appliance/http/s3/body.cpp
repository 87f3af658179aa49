#include "http/s3/body.h"

#include <algorithm>
#include <functional>

#include "base/encoding.h"
#include "base/error.h"
#include "base/text.h"
#include "crypto/checksum.h"
#include "crypto/md5.h"
#include "crypto/sha256.h"
#include "http/s3/checksums.h"
#include "http/s3/chunked_body.h"
#include "http/s3/error.h"

namespace clipbox::http {
namespace {

using objectstore::BucketStore;
using Sink = std::function<void(std::string_view)>;
using Room = std::function<std::span<std::byte>()>;  // where the next bytes are to lie

constexpr std::size_t kBlockBytes = 256 << 10;

// A checksum that is reckoned over the body.
struct AwaitedChecksum {
  crypto::Checksum checksum;
  std::optional<std::string> value = {};  // nullopt: it comes in the trailer
  bool is_said = true;                    // false: nobody sent one to hold the body against, but one is to be kept
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

[[noreturn]] void ThrowOtherKind(crypto::ChecksumKind wanted, crypto::ChecksumKind sent) {
  throw S3Error(400, "InvalidRequest",
                "Checksum Type mismatch occurred, expected checksum Type: " + base::ToLower(crypto::NameOf(wanted)) +
                    ", actual checksum Type: " + base::ToLower(crypto::NameOf(sent)));
}

// `wanted`: what the upload of this part was begun for. It is reckoned where no other is sent, as in a URL that was
// signed before there was a body.
std::vector<AwaitedChecksum> FindChecksums(const S3Request& request, const std::vector<std::string>& trailer_names,
                                           std::optional<crypto::ChecksumKind> wanted) {
  std::vector<AwaitedChecksum> found;
  for (const std::string& name : trailer_names) {
    if (const auto kind = KindOfHeader(name)) found.push_back({crypto::Checksum(*kind)});
  }
  for (const SaidChecksum& said : SaidChecksums(request)) found.push_back({crypto::Checksum(said.kind), said.value});
  if (!wanted) return found;
  const auto is_wanted = [&](const AwaitedChecksum& each) { return each.checksum.kind() == *wanted; };
  if (found.empty()) found.push_back({.checksum = crypto::Checksum(*wanted), .is_said = false});
  if (std::none_of(found.begin(), found.end(), is_wanted)) ThrowOtherKind(*wanted, found.front().checksum.kind());
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

// Asked for room once a read.
template <class Reader>
void ReadInto(Reader& reader, const Room& room, const Sink& sink) {
  for (;;) {
    const std::span<std::byte> block = room();
    const std::size_t got = reader.Read(block);
    if (got == 0) return;
    sink({reinterpret_cast<const char*>(block.data()), got});
  }
}

std::map<std::string, std::string> ReadChunks(BucketStore& store, const S3Request& request,
                                              const std::vector<std::string>& trailer_names, const Room& room,
                                              const Sink& sink) {
  const std::string_view form = request.signature.payload_hash;
  const bool is_signed = form.starts_with("STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
  if (!is_signed && form != "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
    throw NotImplemented("bodies of the form " + std::string(form));
  ChunkedBody chunks(*request.http.body, is_signed ? std::optional(store.ChunksOf(request.signature)) : std::nullopt,
                     form.ends_with("-TRAILER"), trailer_names);
  ReadInto(chunks, room, sink);
  // Two framings, one in the other, end together. Else the rest would be read as something else.
  if (request.http.is_chunked) chunks.RequireEnd();
  return chunks.trailer();
}

// Holds the body against what was said of it, and gives what is to be kept of that: what is wanted, or else the first.
std::optional<objectstore::ObjectChecksum> FinishChecksums(std::vector<AwaitedChecksum>& awaited,
                                                           const std::map<std::string, std::string>& trailer,
                                                           std::optional<crypto::ChecksumKind> wanted) {
  std::optional<objectstore::ObjectChecksum> kept;
  for (AwaitedChecksum& each : awaited) {
    const crypto::ChecksumKind kind = each.checksum.kind();
    const std::string name = ChecksumHeader(kind), value = each.checksum.Finish();
    const auto sent = trailer.find(name);
    if (each.is_said && value != each.value.value_or(sent == trailer.end() ? "" : sent->second)) ThrowBadDigest(name);
    if (!kept || kind == wanted) kept = objectstore::ObjectChecksum{{kind, false}, value};
  }
  return kept;
}

// Reads it all into `sink`, past the checksums.
std::map<std::string, std::string> Pump(BucketStore& store, const S3Request& request,
                                        std::vector<AwaitedChecksum>& awaited, const Room& room, const Sink& sink) {
  const Sink all = [&](std::string_view bytes) {
    for (AwaitedChecksum& each : awaited) each.checksum.Update(bytes);
    sink(bytes);
  };
  if (IsChunked(request.signature)) return ReadChunks(store, request, TrailerNames(request), room, all);
  ReadInto(*request.http.body, room, all);
  return {};
}

}  // namespace

objectstore::IncomingFile ReceiveBody(BucketStore& store, const S3Request& request,
                                      const objectstore::PartTerms& terms) {
  const std::optional<std::uint64_t> length = LengthOf(request);
  const std::uint64_t most = std::min(terms.room_bytes, kMaxBodyBytes);
  if (length.value_or(0) > most) throw EntityTooLarge(most);
  const auto md5 = AwaitedMd5(request);
  const auto wanted = terms.checksum ? std::optional(terms.checksum->kind) : std::nullopt;
  auto awaited = FindChecksums(request, TrailerNames(request), wanted);
  objectstore::IncomingFile incoming = store.Receive({length, SignedBodyHash(request.signature)});
  const auto room = [&] { return incoming.Room(); };
  const auto trailer = Pump(store, request, awaited, room, [&](std::string_view bytes) {
    if (!length && bytes.size() > most - incoming.size_bytes()) throw EntityTooLarge(most);
    if (!length) store.MakeRoom(incoming, bytes.size());
    incoming.Write(bytes);
  });
  incoming.SetChecksum(FinishChecksums(awaited, trailer, wanted));
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
  auto awaited = checksum_of == ChecksumOf::kBody ? FindChecksums(request, TrailerNames(request), std::nullopt)
                                                  : std::vector<AwaitedChecksum>();
  std::string text;
  std::vector<std::byte> block(
      static_cast<std::size_t>(std::clamp<std::uint64_t>(length.value_or(kBlockBytes), 1, kBlockBytes)));
  const auto room = [&] { return std::span(block); };
  const auto trailer = Pump(store, request, awaited, room, [&](std::string_view bytes) {
    text += bytes;
    if (length && text.size() > *length)
      throw base::Error(base::ErrorCode::kSizeMismatch, "The body is longer than was said.");
    require_fits(text.size());
  });
  FinishChecksums(awaited, trailer, std::nullopt);
  if (const auto hash = SignedBodyHash(request.signature); hash && *hash != crypto::Sha256Hex(text)) {
    throw base::Error(base::ErrorCode::kDigestMismatch,
                      "the body is not the one that was signed: its SHA-256 is another");
  }
  if (md5 && *md5 != crypto::Md5Hex(text)) ThrowBadDigest("Content-MD5");
  return text;
}

}  // namespace clipbox::http
