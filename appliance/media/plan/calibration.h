// How fast this machine decodes and encodes, measured once and kept by whoever asks (work: in `settings`), so that a
// plan's seconds are this machine's. Pure values; MeasureMachine from any thread.
#pragma once

#include <optional>

#include "base/json.h"

namespace clipbox::media {

// Pixels that one thread gets through in a second. The defaults are those of the machine that the figures of
// tests/bench name.
struct Calibration {
  double decoded = 250e6;
  double encoded = 60e6;
};

// Encodes and decodes a second of drawn film with grain, as clips are: about half a second of processor time.
Calibration MeasureMachine();

base::Json ToJson(const Calibration& calibration);
// Nothing for what ToJson did not write, and for what was measured with another libavcodec.
std::optional<Calibration> CalibrationFromJson(const base::Json& json);

}  // namespace clipbox::media
