#include "work/delivery/delivery.h"

#include <vector>

#include "base/encoding.h"
#include "base/error.h"
#include "base/metrics.h"
#include "crypto/sha256.h"

namespace clipbox::work {
namespace {

struct ReadBack {
  std::uint64_t size_bytes = 0;
  std::string sha256;
};

// Reads the stored object as a client would: through the store, from its first byte to its last.
ReadBack ReadObject(objectstore::ObjectStore& objects, const std::string& key, std::stop_token stop) {
  const auto object = objects.Open(key);
  std::vector<std::byte> block(std::size_t{1} << 20);
  crypto::Sha256 hash;
  ReadBack back;
  while (const std::size_t got = object->ReadAt(back.size_bytes, block)) {
    if (stop.stop_requested()) throw base::Error(base::ErrorCode::kCancelled, "The work was stopped.");
    hash.Update({reinterpret_cast<const char*>(block.data()), got});
    back.size_bytes += got;
  }
  back.sha256 = base::ToHex(hash.Finish());
  return back;
}

}  // namespace

jobs::Artifact Deliver(objectstore::ObjectStore& objects, const media::Made& made, const std::string& key,
                       const std::string& token, std::stop_token stop) {
  const std::uint64_t size = std::filesystem::file_size(made.path);
  const std::string sha256 = crypto::Sha256HexOfFile(made.path, stop);
  objects.PutFile(
      key, made.path,
      {.content_type = made.content_type, .metadata = {{objectstore::kTokenName, token}, {"clipbox-sha256", sha256}}});
  const ReadBack back = ReadObject(objects, key, stop);
  if (back.size_bytes != size || back.sha256 != sha256) {
    throw base::Error(base::ErrorCode::kDigestMismatch,
                      "cannot store " + key + ": what was read back differs from what was written");
  }
  jobs::Artifact artifact = media::ArtifactOf(made);
  artifact.key = key;
  artifact.size_bytes = size;
  artifact.sha256 = sha256;
  base::CountMetric("clipbox_artifact_bytes_total", {}, static_cast<double>(size));
  return artifact;
}

}  // namespace clipbox::work
