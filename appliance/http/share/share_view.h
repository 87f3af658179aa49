// What a page for others shows, worked out of the share and its job's artifacts. Each clip is one entry, with all that
// was made of it. Values; pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jobs/artifact.h"
#include "store/bytes/shares.h"

namespace clipbox::http {

enum class Shown { kVideo, kPicture, kSound, kFile };

// By its content type.
Shown ShownAs(const jobs::Artifact& artifact);

struct SharedFile {
  jobs::Artifact artifact;
  std::string name;  // that it is saved under
};

// All that was made of one range under one name; without a range, of the whole video.
struct ShareEntry {
  std::string label;  // may be empty
  std::optional<base::TimeRange> range;
  std::vector<SharedFile> files;       // to download, in the order of the share
  std::vector<SharedFile> shown;       // of those: videos, then pictures, then sound
  std::optional<SharedFile> poster;    // before the video plays
  std::optional<SharedFile> captions;  // WebVTT

  const std::string& id() const { return files.front().artifact.id.value; }
};

struct ShareView {
  std::string title;  // may be empty
  std::vector<ShareEntry> entries;

  // The entry of that id, the first where there is none. Requires: there is an entry.
  const ShareEntry& EntryOf(std::string_view id) const;
  // Whatever the page shows or offers. Returns null if it is not of this share.
  const SharedFile* FindFile(std::string_view artifact_id) const;
};

// A clip's poster and captions go with it, also where the share does not name them: both hold nothing beyond the clip.
ShareView ViewOf(const store::SharedJob& shared);

}  // namespace clipbox::http
