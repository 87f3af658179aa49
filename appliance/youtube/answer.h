// The bodies of YouTube's answers, read with suspicion: every field's type and length is checked, URLs only to listed
// hosts. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "youtube/metadata.h"

namespace clipbox::youtube {

// Nothing for what is not an oEmbed answer with a title.
std::optional<VideoMetadata> ReadOembed(std::string_view body, const Endpoints& endpoints);

// The one item of a Data API `videos` list; nothing for any other body, an empty list included.
std::optional<VideoMetadata> ReadDataApi(std::string_view body, const std::string& video_id,
                                         const Endpoints& endpoints);

// `PT1H2M3S` (ISO 8601, days at most) in seconds; nothing for another form.
std::optional<double> ParseIsoDuration(std::string_view text);

}  // namespace clipbox::youtube
