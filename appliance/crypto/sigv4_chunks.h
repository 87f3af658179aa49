// The signatures within a body that comes in signed chunks: each is made over the one before, the first over the
// request's own. Source: "Signature Calculations for the Authorization Header: Transferring Payload in Multiple Chunks"
// of the Amazon S3 API reference. For one body; one thread at a time.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "crypto/sigv4.h"

namespace clipbox::crypto {

class ChunkSigner {
 public:
  // `seed`: the signature of the request, made at `amz_date` with `key` of `scope`.
  ChunkSigner(std::shared_ptr<const HmacSha256> key, std::string amz_date, const SigV4Scope& scope, std::string seed)
      : key_(std::move(key)),
        context_("\n" + std::move(amz_date) + "\n" + ToText(scope) + "\n"),
        last_(std::move(seed)) {}

  // The signature of the next chunk, whose bytes have this SHA-256 (hex). The last chunk is empty and signed too.
  std::string SignChunk(std::string_view sha256);

  // The signature of the trailer, whose lines (`name:value`, each ended by a line feed) have this SHA-256.
  std::string SignTrailer(std::string_view sha256);

 private:
  const std::shared_ptr<const HmacSha256> key_;
  const std::string context_;
  std::string last_;
};

}  // namespace clipbox::crypto
