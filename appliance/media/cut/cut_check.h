// Opens a finished cut again and looks whether it shows what it should. Looked at are the times of all its pictures,
// and those around the seam and at both ends, decoded strictly. Used by the makers of cuts before they hand the file
// over. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "av/frame.h"

namespace clipbox::media {

// A picture as the source's decoder gave it; time in ticks of the file.
struct CopiedPicture {
  std::int64_t time = 0;
  std::uint64_t hash = 0;
};
struct EncodedPicture {
  std::int64_t time = 0;
  av::Frame picture;
};

struct CutExpectation {
  AVRational tick{1, 1};
  std::vector<std::int64_t> shown;     // times of all pictures, rising
  std::vector<EncodedPicture> lead;    // some of those encoded anew
  std::vector<CopiedPicture> at_seam;  // some of the first copied, rising
  std::int64_t end_key = 0;            // the last key frame that nothing behind refers past
  std::vector<CopiedPicture> at_end;   // some of the last copied behind it, rising; may be empty
};

// Returns nullopt if the file is as expected, else what differs, for the log. `check` may throw (kCancelled).
std::optional<std::string> FindDifference(const std::filesystem::path& path, const CutExpectation& expected,
                                          const std::function<void()>& check);

}  // namespace clipbox::media
