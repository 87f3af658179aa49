// Whether two pictures are the same, to the bit or to the eye. Used by the check of cuts and by tests. Pure.
#pragma once

#include <cstdint>

#include "av/frame.h"

namespace clipbox::media {

// Equal for pictures that are equal in every sample of every plane, in format and in size; for others different all but
// surely.
std::uint64_t HashPicture(const AVFrame& picture);

// Mean structural similarity of the first planes in blocks of 8 by 8 samples, 1 for equal ones; 0 where the sizes
// differ. Requires: 8 bits.
double Similarity(const AVFrame& one, const AVFrame& other);

}  // namespace clipbox::media
