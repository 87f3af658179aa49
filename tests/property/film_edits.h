// Gives an MP4 an edit list of several entries, which libavformat reads but does not write. Any thread.
#pragma once

#include <filesystem>
#include <vector>

#include "property/cut_film.h"

namespace clipbox::test {

// Every track shows these stretches one behind the other. Requires: the index is the last box, each track has an edit
// list of one entry.
void SetFilmEdits(const std::filesystem::path& path, const std::vector<FilmEdit>& edits);

}  // namespace clipbox::test
