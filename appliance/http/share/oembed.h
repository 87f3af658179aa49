// What a site that embeds by oEmbed (oembed.com, version 1.0) is told of a page for others. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/json.h"
#include "http/share/share_page.h"

namespace clipbox::http {

struct OembedRequest {
  std::string_view clip;  // as of SharePage
  std::optional<int> max_width = {};
  std::optional<int> max_height = {};
};

// `video`, `photo`, or `rich` for sound; `link` where nothing is left to be shown.
base::Json DescribeOembed(const SharePlace& place, const ShareView& view, const OembedRequest& request);

}  // namespace clipbox::http
