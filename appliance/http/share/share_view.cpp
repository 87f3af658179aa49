#include "http/share/share_view.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "jobs/download_name.h"

namespace clipbox::http {
namespace {

using jobs::Artifact;
using jobs::ArtifactType;

constexpr std::string_view kSubRip = "application/x-subrip";

// SubRip captions are told from WebVTT by their label (media/span/captions.h): `intro srt`.
std::string LabelOf(const Artifact& artifact) {
  std::string label = artifact.label;
  if (artifact.type != ArtifactType::kCaptions || artifact.content_type != kSubRip) return label;
  if (label == "srt") return "";
  if (label.ends_with(" srt")) label.resize(label.size() - 4);
  return label;
}

bool IsOf(const ShareEntry& entry, const Artifact& artifact) {
  if (entry.label != LabelOf(artifact) || entry.range.has_value() != artifact.range.has_value()) return false;
  return !entry.range || (entry.range->start == artifact.range->start && entry.range->end == artifact.range->end);
}

ShareEntry& EntryFor(ShareView& view, const Artifact& artifact) {
  const auto found = std::find_if(view.entries.begin(), view.entries.end(),
                                  [&](const ShareEntry& entry) { return IsOf(entry, artifact); });
  if (found != view.entries.end()) return *found;
  ShareEntry entry;
  entry.label = LabelOf(artifact);
  entry.range = artifact.range;
  view.entries.push_back(std::move(entry));
  return view.entries.back();
}

double ShapeOf(const Artifact& artifact) {
  return static_cast<double>(artifact.width.value_or(16)) / std::max(1, artifact.height.value_or(9));
}

// The poster whose shape is most like the video's: a square clip may stand beside a wide one.
const SharedFile* PosterFor(const ShareEntry& entry, const std::vector<SharedFile>& all) {
  const double shape = ShapeOf(entry.shown.front().artifact);
  const SharedFile* best = nullptr;
  for (const SharedFile& file : all) {
    if (file.artifact.type != ArtifactType::kPoster || !IsOf(entry, file.artifact)) continue;
    const auto distance = [&](const SharedFile& one) { return std::abs(std::log(ShapeOf(one.artifact) / shape)); };
    if (best == nullptr || distance(file) <= distance(*best)) best = &file;
  }
  return best;
}

const SharedFile* CaptionsFor(const ShareEntry& entry, const std::vector<SharedFile>& all) {
  const SharedFile* latest = nullptr;
  for (const SharedFile& file : all) {
    const Artifact& artifact = file.artifact;
    if (artifact.type == ArtifactType::kCaptions && artifact.content_type != kSubRip && IsOf(entry, artifact))
      latest = &file;
  }
  return latest;
}

void Complete(ShareEntry& entry, const std::vector<SharedFile>& all) {
  for (const Shown shown : {Shown::kVideo, Shown::kPicture, Shown::kSound}) {
    for (const SharedFile& file : entry.files)
      if (ShownAs(file.artifact) == shown) entry.shown.push_back(file);
  }
  // A still says nothing beside what moves or sounds; by itself it is what there is to see.
  const auto is_poster = [](const SharedFile& file) { return file.artifact.type == ArtifactType::kPoster; };
  if (!std::all_of(entry.shown.begin(), entry.shown.end(), is_poster)) std::erase_if(entry.shown, is_poster);
  // What shows the whole video has no company of its own.
  if (entry.shown.empty() || !entry.range) return;
  if (const SharedFile* poster = PosterFor(entry, all)) entry.poster = *poster;
  if (const SharedFile* captions = CaptionsFor(entry, all)) entry.captions = *captions;
}

std::vector<SharedFile> NamedFiles(const store::SharedJob& shared) {
  const std::vector<std::string> names = jobs::DownloadNames(shared.job.title, shared.artifacts);
  std::vector<SharedFile> files;
  for (std::size_t i = 0; i < names.size(); ++i) files.push_back({shared.artifacts[i], names[i]});
  return files;
}

}  // namespace

Shown ShownAs(const Artifact& artifact) {
  if (artifact.content_type.starts_with("video/")) return Shown::kVideo;
  if (artifact.content_type.starts_with("image/")) return Shown::kPicture;
  if (artifact.content_type.starts_with("audio/")) return Shown::kSound;
  return Shown::kFile;
}

const ShareEntry& ShareView::EntryOf(std::string_view id) const {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const ShareEntry& one) { return one.id() == id; });
  return found == entries.end() ? entries.front() : *found;
}

const SharedFile* ShareView::FindFile(std::string_view artifact_id) const {
  const auto is_it = [&](const SharedFile& file) { return file.artifact.id.value == artifact_id; };
  for (const ShareEntry& entry : entries) {
    const auto found = std::find_if(entry.files.begin(), entry.files.end(), is_it);
    if (found != entry.files.end()) return &*found;
    if (entry.poster && is_it(*entry.poster)) return &*entry.poster;
    if (entry.captions && is_it(*entry.captions)) return &*entry.captions;
  }
  return nullptr;
}

ShareView ViewOf(const store::SharedJob& shared) {
  ShareView view;
  view.title = shared.share.title.value_or(shared.job.title);
  const std::vector<SharedFile> all = NamedFiles(shared);
  std::map<jobs::ArtifactId, const SharedFile*> by_id;
  for (const SharedFile& file : all) by_id.emplace(file.artifact.id, &file);
  for (const jobs::ArtifactId& id : shared.share.artifact_ids) {
    if (const auto found = by_id.find(id); found != by_id.end())
      EntryFor(view, found->second->artifact).files.push_back(*found->second);
  }
  for (ShareEntry& entry : view.entries) Complete(entry, all);
  return view;
}

}  // namespace clipbox::http
