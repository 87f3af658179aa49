// What a person pastes, taken as one video on YouTube or refused with the reason. Any share form of a link works;
// look-alikes, playlists, channels and redirects do not. The canonical URL is all that is stored and sent. Pure; any
// thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clipbox::youtube {

inline constexpr std::size_t kMaxUrlBytes = 2'048;  // of a link, pasted or in an answer

struct VideoLink {
  std::string video_id;         // 11 of [0-9A-Za-z_-]
  std::string canonical_url;    // https://www.youtube.com/watch?v=ID
  std::optional<double> start;  // seconds, from `t` or `start`: the proposed first clip
  std::optional<double> end;    // seconds, from `end`; greater than start
};

// `hosts` is youtube.hosts: the only host names taken. Throws: Error kInvalidUrl with a details.reason. These are:
// empty, url_too_long, non_ascii, not_a_url, backslash, scheme, userinfo, port, look_alike_host, other_site, bad_id,
// playlist, live_stream, channel, handle, clip, shorts_source, search, feed, redirect, no_video.
VideoLink ParseVideoUrl(std::string_view text, const std::vector<std::string>& hosts);

// https://www.youtube.com/watch?v=ID
std::string CanonicalUrl(std::string_view video_id);

// `90`, `90s`, `1m30s`, `1h2m3s` in seconds; nothing for any other form.
std::optional<double> ParseTimeHint(std::string_view text);

}  // namespace clipbox::youtube
