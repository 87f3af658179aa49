// How a picture has to be turned to stand upright, from the stream's display matrix. Pure.
#pragma once

#include <string>

#include "av/libav.h"

namespace clipbox::av {

// Degrees clockwise to upright: 0, 90, 180 or 270 (the nearest; phones know no others).
int RotationOf(const AVStream& stream);

// The filters that turn and mirror, `transpose=clock`; empty where nothing is to be done.
std::string UprightFilter(const AVStream& stream);

// Gives the stream a display matrix of `degrees` clockwise to upright, for a muxer to write. Throws: Error
// kOutOfMemory.
void SetRotation(AVStream& stream, int degrees);

// Gives the stream the display matrix of another, where that has one. Throws: Error kOutOfMemory.
void CopyRotation(const AVStream& from, AVStream& to);

}  // namespace clipbox::av
