#include "objectstore/scrub/examine.h"

#include <algorithm>

#include "base/encoding.h"
#include "crypto/checksum_of_parts.h"
#include "crypto/md5.h"
#include "objectstore/multipart_etag.h"
#include "objectstore/view/cold_file.h"

namespace clipbox::objectstore {
namespace {

using crypto::ChecksumKind;

constexpr std::size_t kReadBytes = 1 << 20;

// The checksum that is kept of a whole object, as far as its parts' bytes are needed for it.
class WholeChecksum {
 public:
  explicit WholeChecksum(const Holding& holding) {
    if (!holding.object || !holding.object->checksum) return;
    kept_ = *holding.object->checksum;
    if (!kept_->form.is_composite && !crypto::CrcFormOf(kept_->form.kind)) digest_.emplace(kept_->form.kind);
  }

  // What is needed of each part beside its own; nothing where the whole is digested.
  std::optional<ChecksumKind> KindOfParts() const {
    return kept_ && !digest_ ? std::optional(kept_->form.kind) : std::nullopt;
  }
  void Update(std::string_view bytes) {
    if (digest_) digest_->Update(bytes);
  }
  void AddPart(std::string value, std::uint64_t size_bytes) { parts_.push_back({std::move(value), size_bytes}); }

  bool IsAsKept() {
    if (!kept_) return true;
    if (digest_) return digest_->Finish() == kept_->value;
    const ChecksumKind kind = kept_->form.kind;
    return kept_->value == (kept_->form.is_composite ? crypto::CompositeChecksum(kind, parts_)
                                                     : crypto::FullObjectChecksum(kind, parts_));
  }

 private:
  std::optional<ObjectChecksum> kept_;
  std::optional<crypto::Checksum> digest_;
  std::vector<crypto::PartChecksum> parts_;
};

// All that is reckoned of one part while it is read.
class PartDigests {
 public:
  PartDigests(const PartRow& part, WholeChecksum& whole) : part_(part), whole_(whole) {
    if (part.checksum) own_.emplace(part.checksum->form.kind);
    const auto kind = whole.KindOfParts();
    if (kind && !(own_ && own_->kind() == *kind)) for_whole_.emplace(*kind);
  }

  void Update(std::string_view bytes) {
    md5_.Update(bytes);
    if (own_) own_->Update(bytes);
    if (for_whole_) for_whole_->Update(bytes);
    whole_.Update(bytes);
  }

  std::optional<Problem> Finish() {
    const std::string own = own_ ? own_->Finish() : std::string();
    if (whole_.KindOfParts()) whole_.AddPart(for_whole_ ? for_whole_->Finish() : own, part_.size_bytes);
    if (base::ToHex(md5_.Finish()) != part_.etag) return Problem::kBytesDiffer;
    if (part_.checksum && own != part_.checksum->value) return Problem::kChecksumDiffers;
    return std::nullopt;
  }

 private:
  const PartRow& part_;
  WholeChecksum& whole_;
  crypto::Md5 md5_;
  std::optional<crypto::Checksum> own_;
  std::optional<crypto::Checksum> for_whole_;
};

// Behind a part's bytes its file says what it is (files/file_tail.h).
bool HoldsPart(const ColdFile& file, const PartRow& part) { return file.size() >= part.size_bytes; }

std::optional<Problem> ReadPart(const EmbeddedView& view, const PartRow& part, WholeChecksum& whole,
                                std::vector<char>& buffer, std::uint64_t& bytes) {
  const auto file = ColdFile::Open(view.PathOf(part.file));
  if (!file) return Problem::kMissing;
  if (!HoldsPart(*file, part)) return Problem::kSizeDiffers;
  PartDigests digests(part, whole);
  for (std::uint64_t left = part.size_bytes; left > 0;) {
    const auto got =
        file->Read(std::span(buffer).first(static_cast<std::size_t>(std::min<std::uint64_t>(left, buffer.size()))));
    if (!got) return Problem::kUnreadable;
    if (got->empty()) return Problem::kSizeDiffers;
    digests.Update({got->data(), got->size()});
    bytes += got->size();
    left -= got->size();
  }
  return digests.Finish();
}

// An object that was put in one go has its part's ETag.
bool FitsItsParts(const Holding& holding) {
  std::uint64_t size_bytes = 0;
  for (const PartRow& part : holding.parts) size_bytes += part.size_bytes;
  if (holding.parts.empty() || size_bytes != holding.object->size_bytes) return false;
  const std::string& etag = holding.object->etag;
  if (etag.find('-') == std::string::npos) return holding.parts.size() == 1 && etag == holding.parts.front().etag;
  return etag == MultipartEtag(holding.parts);
}

}  // namespace

Examined Examine(const EmbeddedView& view, const Holding& holding) {
  Examined examined;
  WholeChecksum whole(holding);
  std::vector<char> buffer(kReadBytes);
  const auto note = [&](int part_number, const std::string& file, Problem problem) {
    examined.damages.push_back(
        {holding.name.value_or(ObjectName("")), holding.upload_id, !holding.object, part_number, file, problem});
  };
  for (const PartRow& part : holding.parts) {
    const auto problem = ReadPart(view, part, whole, buffer, examined.bytes);
    if (problem) note(part.part_number, part.file, *problem);
  }
  const bool whole_fits = !holding.object || !examined.damages.empty() || (FitsItsParts(holding) && whole.IsAsKept());
  if (!whole_fits || !holding.name) note(0, "", Problem::kRowsDisagree);
  return examined;
}

}  // namespace clipbox::objectstore
