// A part of a source, by its times. A value.
#pragma once

namespace clipbox::media {

struct Stretch {
  double start = 0;  // seconds from zero
  double end = 0;
  bool operator==(const Stretch&) const = default;
};

}  // namespace clipbox::media
