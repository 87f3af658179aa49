#include "http/share/share_media.h"

#include <algorithm>
#include <chrono>
#include <memory>

#include "http/content_disposition.h"
#include "http/share/share_answer.h"

namespace clipbox::http {
namespace {

constexpr std::chrono::minutes kMinMediaLife{15};
constexpr std::chrono::hours kMaxMediaLife{7 * 24};   // S3 and R2
constexpr std::uint64_t kMaxCaptionBytes = 16 << 20;  // those of a day of speech are less

std::chrono::seconds LifeOf(const jobs::Artifact& artifact, const store::Share& share, base::Timestamp now) {
  // Twice the length: people pause.
  const std::chrono::seconds length(static_cast<std::int64_t>(2 * artifact.duration_seconds.value_or(0)));
  std::chrono::seconds life = std::min<std::chrono::seconds>(kMinMediaLife + length, kMaxMediaLife);
  if (share.expires_at) life = std::min(life, std::chrono::ceil<std::chrono::seconds>(*share.expires_at - now));
  return std::max(life, std::chrono::seconds(1));
}

Response CaptionsText(objectstore::ObjectStore& objects, const jobs::Artifact& artifact) {
  const std::shared_ptr<base::ByteSource> source = objects.Open(artifact.key);
  Response response;
  response.headers.Add("Content-Type", "text/vtt; charset=utf-8");
  response.headers.Add("Cache-Control", "no-store");
  response.stream = BytesBody(
      0, source->size(), [source](std::uint64_t offset, std::span<std::byte> into) { source->ReadAt(offset, into); });
  return ForOtherSites(std::move(response));
}

}  // namespace

Response ShareMedia(objectstore::ObjectStore& objects, const Request& request, const store::Share& share,
                    const SharedFile& file, base::Timestamp now) {
  const jobs::Artifact& artifact = file.artifact;
  const bool is_download = request.QueryFlag("download");
  if (!is_download && artifact.content_type == "text/vtt" && artifact.size_bytes <= kMaxCaptionBytes)
    return CaptionsText(objects, artifact);
  objectstore::PresignRequest wanted;
  if (request.method == "HEAD") wanted.method = objectstore::PresignMethod::kHead;
  wanted.key = artifact.key;
  wanted.expires = LifeOf(artifact, share, now);
  wanted.origin = request.origin;
  if (is_download) wanted.response_content_disposition = Attachment(file.name);
  return ForOtherSites(Redirect(objects.Presign(wanted)));
}

}  // namespace clipbox::http
