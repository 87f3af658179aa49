// How long `clipbox clip` works on a file at most. Pure.
#pragma once

#include <chrono>

#include "media/plan/plan.h"

namespace clipbox::cli {

// From the start of the process. What a file of a few bytes may cost, however large and however many the pictures that
// it declares. A film earns more by its size and by the clips that a person typed. With opening and with the last frame
// it stays under a minute.
constexpr std::chrono::seconds kMinClipTime{40};

// kMinClipTime, and what the film earns. It earns a second for each 64 KiB of the source that its clips are read
// from, but for those that pictures without content take. So film of 500 kbit/s is given its length, of 10 Mbit/s 19
// times that. It earns two seconds for each second beyond 15 of the clips that were typed.
std::chrono::milliseconds ClipTime(const media::Plan& plan, const jobs::Recipe& recipe, const media::SourceInfo& info);

// On the wall: what a film earned may take longer on a busy machine, what every file gets may not. A hostile file ends
// within a minute.
std::chrono::milliseconds MostOnTheWall(std::chrono::milliseconds clip_time);

}  // namespace clipbox::cli
