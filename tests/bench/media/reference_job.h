// The reference job of the figures: five clips of 20 s, GIFs of two of them, a poster and a storyboard. How we make it,
// and how one ffmpeg process for each output does, as a person would type it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "bench/media/measured_process.h"
#include "jobs/recipe.h"

namespace clipbox::bench {

// What is made of the film, and beside what.
enum class Job { kExact, kSmart, kStoryboard, kOneClip };
std::string ToText(Job job);
Job JobFromText(const std::string& text);

struct Range {
  double start = 0;
  double end = 0;
};
// The clips of a film of this length: as far apart as it allows, none at a key frame.
std::vector<Range> ClipsOf(Job job, double film_seconds);

// In this process, as the pool works: as many spans at once as there are cores. Prints what was read as JSON.
void MakeOurs(Job job, const std::filesystem::path& film, const std::filesystem::path& out_dir);

// One process after the other. Requires: ffmpeg.
Cost MakeTheirs(Job job, const std::filesystem::path& film, double film_seconds, const std::filesystem::path& out_dir);

}  // namespace clipbox::bench
