// What of a job is shown on a page for others, where nobody chose. Pure.
#pragma once

#include <vector>

#include "jobs/artifact.h"

namespace clipbox::http {

// What was made of clips, in the order of their starts. Where there are no clips: the pictures, sound and captions of
// the whole video. A page of three clips must not show the rest of a recording. So its storyboard, its poster and the
// like are shown only if somebody names them.
std::vector<jobs::ArtifactId> ShareableOf(std::vector<jobs::Artifact> artifacts);

}  // namespace clipbox::http
