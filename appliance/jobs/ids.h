// The kinds of identifier, each a type of its own. Values.
#pragma once

#include "base/id.h"

namespace clipbox::jobs {

using JobId = base::Id<struct JobTag>;
using ArtifactId = base::Id<struct ArtifactTag>;
using ShareId = base::Id<struct ShareTag>;
using UserId = base::Id<struct UserTag>;

}  // namespace clipbox::jobs
