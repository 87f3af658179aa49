// Which cut a clip gets, as far as recipe and probe can tell. What the parameter sets and the packets tell (fields,
// open GOPs) turns a smart cut into an exact one. That is smart_seam.h's, which the plan asks by cut_forecast.h. Pure.
#pragma once

#include "jobs/recipe.h"
#include "media/maker/span.h"
#include "media/source/source_info.h"

namespace clipbox::media {

// Reasons of `exact` where copying was asked for: `scaled`, `reshaped`, `burned`, `size_target`, `hdr` (the picture is
// to be another one), `not_h264`, `ten_bit`, `pixel_format` (smart), `codec_not_in_mp4` (keyframe). Requires:
// info.video.
MethodAndReason ChooseCut(const jobs::Recipe& recipe, const SourceInfo& info);

}  // namespace clipbox::media
