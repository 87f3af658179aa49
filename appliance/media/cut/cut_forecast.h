// What a smart cut will meet, before it is made: asks what the maker asks (smart_seam.h). An index (MP4, MOV, Matroska)
// names the one packet to ask it of, which copying would begin with. Without one it is asked of the first packets from
// the key frame before the start on. Decodes nothing. Used for plans. One thread.
//
// Known only when the cut is made: a seam further on than is looked at (a transport stream's long GOP), and what lies
// behind it. These are parameters that change, edit lists that hide pictures, gaps in the sound, packets without times
// or damaged. Also whether the finished file shows what it should.
#pragma once

#include <functional>
#include <optional>

#include "av/input.h"
#include "base/time_range.h"
#include "media/maker/reason.h"
#include "media/source/limits.h"
#include "media/source/source_info.h"

namespace clipbox::media {

// What the source's packets around a smart cut tell of it.
struct CutForecast {
  std::optional<Reason> obstacle = {};  // why it must be `exact`
  std::optional<double> to_seam = {};   // seconds from the start to where copying begins
};

// `check` may throw (kCancelled). Requires: info.video of H.264; leaves `input` anywhere. Throws:
// what the source throws.
CutForecast ForecastSmartCut(av::Input& input, const SourceInfo& info, const Limits& limits, const base::TimeRange& cut,
                             const std::function<void()>& check);

}  // namespace clipbox::media
