// What a download is called on the disk of whoever saves it. The title as it was given, without what a file system, a
// shell or an eye trips over. The one way to such a name: used by http for signed downloads and zips, by cli for
// `fetch`. UTF-8. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jobs/artifact.h"

namespace clipbox::jobs {

// A file or folder name of this text, on every system. It has no separators, no control or direction-changing
// characters, no leading dots, no trailing dots or spaces. It is none of the names that Windows keeps for devices. It
// has at most 180 bytes, cut at a character, and keeps an extension of the text. `otherwise` where nothing is left of
// it.
std::string DownloadName(std::string_view text, std::string_view otherwise);

// `A film - intro.mp4` of each artifact of one job, in their order; without a title, as where a folder has it,
// `intro.mp4`. Equal names, upper and lower case of ASCII letters alike, are told apart by a number: `A film - intro
// (2).mp4`. A storyboard and its cues are called as in their keys. Requires: all artifacts of the job, oldest first, so
// that each has the same name wherever it is asked for.
std::vector<std::string> DownloadNames(std::string_view title, const std::vector<Artifact>& artifacts);

}  // namespace clipbox::jobs
