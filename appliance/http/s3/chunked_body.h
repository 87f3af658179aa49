// A body that comes in chunks (`Content-Encoding: aws-chunked`): takes the frames away, checks each chunk's signature
// where they are signed, and keeps the trailer. Source: "Transferring Payload in Multiple Chunks" of the S3 reference.
// Used by the request's thread only; it borrows the reader.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "crypto/sigv4_chunks.h"
#include "http/body_reader.h"

namespace clipbox::http {

class ChunkedBody {
 public:
  // `signer` is nullopt if the chunks are not signed. With `has_trailer` lines follow the last chunk; those with one of
  // the names in `wanted` (lower case) are kept.
  ChunkedBody(BodyReader& raw, std::optional<crypto::ChunkSigner> signer, bool has_trailer,
              std::vector<std::string> wanted)
      : raw_(raw),
        signer_(std::move(signer)),
        has_trailer_(has_trailer),
        wanted_(std::move(wanted)),
        digest_(crypto::DigestKind::kSha256) {}

  // Fills a part of `into` and returns how much; 0 once the last chunk and the trailer were read and found good.
  // Throws: S3Error SignatureDoesNotMatch, InvalidRequest; Error kIncompleteBody for a body that ends early.
  std::size_t Read(std::span<std::byte> into);

  // Throws: S3Error InvalidRequest if anything follows the trailer. Requires: Read has returned 0.
  void RequireEnd();

  // What the trailer says, by names in lower case. Requires: Read has returned 0.
  const std::map<std::string, std::string>& trailer() const { return trailer_; }

 private:
  void BeginChunk();
  void EndChunk();
  void ReadTrailer();
  void CheckSignature(const std::string& sent, const std::string& awaited) const;
  std::string TakeLine();
  std::size_t TakeBytes(std::span<std::byte> into);

  BodyReader& raw_;
  std::optional<crypto::ChunkSigner> signer_;
  const bool has_trailer_;
  const std::vector<std::string> wanted_;

  crypto::Digest digest_;   // of the chunk that is being read
  std::string signature_;   // that it claims to have
  std::uint64_t left_ = 0;  // of its bytes
  bool in_chunk_ = false;
  bool ended_ = false;
  std::string buffered_;  // read from `raw_` in search of a line's end
  std::map<std::string, std::string> trailer_;
};

}  // namespace clipbox::http
