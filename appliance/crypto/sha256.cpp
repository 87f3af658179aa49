#include "crypto/sha256.h"

#include <vector>

#include "base/encoding.h"
#include "base/error.h"
#include "base/files.h"

namespace clipbox::crypto {
namespace {

// Large enough that a read costs less than hashing it, small enough to stay in the processor's cache.
constexpr std::size_t kReadBytes = 256 * 1024;

}  // namespace

std::string Sha256Hex(std::string_view bytes) {
  Sha256 digest;
  digest.Update(bytes);
  return base::ToHex(digest.Finish());
}

std::string Sha256HexOfFile(const std::filesystem::path& path, std::stop_token stop) {
  base::FileSource file(path);
  Sha256 digest;
  std::vector<std::byte> block(kReadBytes);
  for (std::uint64_t at = 0;;) {
    if (stop.stop_requested())
      throw base::Error(base::ErrorCode::kCancelled, "hashing " + path.string() + " was cancelled");
    const std::size_t got = file.ReadAt(at, block);
    if (got == 0) break;
    digest.Update({reinterpret_cast<const char*>(block.data()), got});
    at += got;
  }
  return base::ToHex(digest.Finish());
}

}  // namespace clipbox::crypto
