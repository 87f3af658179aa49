// Chapters out of a description text, as creators write them: a line with a time and a title. Used for what the Data
// API fetched and for what a person pastes. Pure; any thread.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "jobs/job.h"

namespace clipbox::jobs {

// Takes lines whose time stands first (`1:02:03 Title`, `(0:00) Title`, after a bullet) or last (`Title - 4:05`). A
// chapter ends where the next begins, the last at `duration_seconds` where that is known; what begins past it is left
// out. Empty where fewer than two lines remain or their times do not increase.
std::vector<Chapter> ParseChapters(std::string_view description, std::optional<double> duration_seconds);

}  // namespace clipbox::jobs
