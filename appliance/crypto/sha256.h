// SHA-256 (FIPS 180-4) of a text or a file, in the form in which it is compared: lower-case hex. Thread-safe.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>

#include "crypto/digest.h"

namespace clipbox::crypto {

class Sha256 : public Digest {
 public:
  Sha256() : Digest(DigestKind::kSha256) {}
};

std::string Sha256Hex(std::string_view bytes);

// Reads the file once, in blocks. Throws: Error kInputOutput; kCancelled once `stop` is asked for.
std::string Sha256HexOfFile(const std::filesystem::path& path, std::stop_token stop = {});

}  // namespace clipbox::crypto
