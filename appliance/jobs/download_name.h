// What a download is called on the disk of whoever saves it: the title as it was given, without what a file system, a shell or an eye
// trips over. UTF-8. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jobs/artifact.h"

namespace clipbox::jobs {

// A file or folder name of this text, on every system: no separators, control or direction-changing characters, none of the names that
// Windows keeps for devices, no leading dots, no trailing dots or spaces; at most 180 bytes, cut at a character, with an extension of the
// text kept. `otherwise` where nothing is left of it.
std::string DownloadName(std::string_view text, std::string_view otherwise);

// `A film - intro.mp4` of each artifact of one job, in their order; without a title `intro.mp4`. Equal names, upper and lower case of
// ASCII letters alike, are told apart by a number: `A film - intro (2).mp4`.
std::vector<std::string> DownloadNames(std::string_view title, const std::vector<Artifact>& artifacts);

}  // namespace clipbox::jobs
