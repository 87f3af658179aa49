#include "http/s3/chunked_body.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/encoding.h"
#include "base/error.h"
#include "base/text.h"
#include "crypto/secrets.h"
#include "crypto/sha256.h"
#include "http/s3/error.h"

namespace clipbox::http {
namespace {

constexpr std::size_t kMaxLineBytes = 4096;
// SDKs send one checksum and a signature; a client could otherwise send lines until the memory is full.
constexpr int kMaxTrailerLines = 16;
constexpr std::size_t kMaxTrailerBytes = 8192;
constexpr std::string_view kSignatureMark = ";chunk-signature=";
constexpr std::string_view kTrailerSignature = "x-amz-trailer-signature";

[[noreturn]] void ThrowMalformed() {
  throw S3Error(400, "InvalidRequest",
                "The body's chunks cannot be read: each is its size in hex, its bytes, and CR LF.");
}

[[noreturn]] void ThrowEnded() {
  throw base::Error(base::ErrorCode::kIncompleteBody, "The body ended before its last chunk.");
}

}  // namespace

std::size_t ChunkedBody::Read(std::span<std::byte> into) {
  if (ended_ || into.empty()) return 0;
  if (!in_chunk_) BeginChunk();
  if (ended_) return 0;
  const std::size_t got = TakeBytes(into.first(static_cast<std::size_t>(std::min<std::uint64_t>(left_, into.size()))));
  if (got == 0) ThrowEnded();
  if (signer_) digest_.Update({reinterpret_cast<const char*>(into.data()), got});
  left_ -= got;
  if (left_ == 0) EndChunk();
  return got;
}

void ChunkedBody::RequireEnd() {
  std::byte more;
  if (!buffered_.empty() || raw_.Read({&more, 1}) > 0) ThrowMalformed();
}

// `10000;chunk-signature=ad80c7…`; the size alone where chunks are not signed.
void ChunkedBody::BeginChunk() {
  const std::string line = TakeLine();
  const std::size_t digits = std::min(line.find(';'), line.size());
  const auto size = base::ParseHexNumber(std::string_view(line).substr(0, digits));
  if (!size) ThrowMalformed();
  left_ = *size;
  if (signer_ && line.compare(digits, kSignatureMark.size(), kSignatureMark) != 0) ThrowMalformed();
  signature_ = signer_ ? line.substr(digits + kSignatureMark.size()) : std::string();
  in_chunk_ = true;
  if (left_ > 0) return;
  if (signer_) CheckSignature(signature_, signer_->SignChunk(crypto::Sha256Hex("")));
  ReadTrailer();
  ended_ = true;
}

void ChunkedBody::EndChunk() {
  if (!TakeLine().empty()) ThrowMalformed();
  if (signer_) CheckSignature(signature_, signer_->SignChunk(base::ToHex(digest_.Finish())));
  in_chunk_ = false;
}

// Lines of `name:value` up to an empty one; their signature is made over those before it.
void ChunkedBody::ReadTrailer() {
  std::string signed_lines;
  std::string sent_signature;
  int lines = 0;
  std::size_t bytes = 0;
  for (std::string line = TakeLine(); !line.empty(); line = TakeLine()) {
    bytes += line.size() + 2;
    if (++lines > kMaxTrailerLines || bytes > kMaxTrailerBytes) ThrowMalformed();
    const std::size_t colon = line.find(':');
    if (!has_trailer_ || colon == std::string::npos) ThrowMalformed();
    const std::string name = base::ToLower(std::string_view(line).substr(0, colon));
    const std::string value(base::Trim(std::string_view(line).substr(colon + 1)));
    if (name == kTrailerSignature)
      sent_signature = value;
    else
      signed_lines += name + ":" + value + "\n";
    if (std::find(wanted_.begin(), wanted_.end(), name) != wanted_.end()) trailer_[name] = value;
  }
  if (!signer_ || !has_trailer_) return;
  CheckSignature(sent_signature, signer_->SignTrailer(crypto::Sha256Hex(signed_lines)));
}

void ChunkedBody::CheckSignature(const std::string& sent, const std::string& awaited) const {
  if (crypto::ConstantTimeEqual(sent, awaited)) return;
  throw S3Error(403, "SignatureDoesNotMatch",
                "A chunk of the body, or its trailer, does not match the signature that came with it.");
}

std::string ChunkedBody::TakeLine() {
  for (;;) {
    if (const std::size_t end = buffered_.find("\r\n"); end != std::string::npos) {
      std::string line = buffered_.substr(0, end);
      buffered_.erase(0, end + 2);
      return line;
    }
    if (buffered_.size() > kMaxLineBytes) ThrowMalformed();
    std::array<std::byte, 512> block;
    const std::size_t got = raw_.Read(block);
    if (got == 0) ThrowEnded();
    buffered_.append(reinterpret_cast<const char*>(block.data()), got);
  }
}

// What was read too far in search of a line first, then the connection.
std::size_t ChunkedBody::TakeBytes(std::span<std::byte> into) {
  if (buffered_.empty()) return raw_.Read(into);
  const std::size_t count = std::min(into.size(), buffered_.size());
  std::memcpy(into.data(), buffered_.data(), count);
  buffered_.erase(0, count);
  return count;
}

}  // namespace clipbox::http
