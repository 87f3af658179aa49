// Puts the ends of an MP4's edit lists where a cut ends, and with them the lengths of its tracks and of the film. By
// itself libavformat takes them from the packets, of which some may lie behind the cut and must not be shown. Used by
// CutFile on a closed file of our own. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>

namespace clipbox::media {

// Ends of presentation, in ticks of the movie.
struct EditEnds {
  std::int64_t video = 0;  // lies exactly there
  std::int64_t sound = 0;  // lies there at the latest
};

// Requires: each track has one edit list, and video counts in the movie's ticks. Throws: Error kInternal where the file
// is not such a one, kInputOutput.
void SetEditEnds(const std::filesystem::path& path, const EditEnds& ends);

}  // namespace clipbox::media
