#include "youtube/video_url.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/encoding.h"
#include "base/error.h"
#include "base/text.h"
#include "net/url.h"

namespace clipbox::youtube {
namespace {

constexpr std::size_t kIdLength = 11;
constexpr int kMaxHint = 9'999'999;  // of a time in a link
constexpr std::string_view kIdLetters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-";

struct Refusal {
  std::string_view reason;
  std::string_view sentence;
};

// One sentence per reason, each saying what to do next. The reason is the API's, the sentence may change.
constexpr std::array kRefusals = {
    Refusal{"empty", "Paste the link of a video on YouTube."},
    Refusal{"url_too_long", "This link is longer than 2,048 characters. Copy it again from YouTube's Share button."},
    Refusal{"non_ascii",
            "This link has characters that no YouTube link has. Copy it again from YouTube's Share button."},
    Refusal{"not_a_url", "This is not a link. Copy it from YouTube's Share button."},
    Refusal{"backslash",
            "This link has a backslash, which no YouTube link has. Copy it again from YouTube's Share button."},
    Refusal{"scheme", "Only https and http links are taken. Copy the link from YouTube's Share button."},
    Refusal{"userinfo",
            "This link carries a user name before its host, which hides where it leads. Copy it from YouTube's Share "
            "button."},
    Refusal{"port", "This link names a port, which no YouTube link does. Copy it from YouTube's Share button."},
    Refusal{"look_alike_host", "This host looks like YouTube but is not. Copy the link from YouTube's Share button."},
    Refusal{"other_site", "This link leads to another site. Paste the link of a video on YouTube."},
    Refusal{"bad_id",
            "This link's video id is not 11 letters, digits, - or _. Copy the whole link from YouTube's Share button."},
    Refusal{"playlist", "This is a playlist, not one video. Open the video in it and copy its link."},
    Refusal{"live_stream",
            "This is a channel's current live stream, not one video. Open the stream and copy its link."},
    Refusal{"channel", "This is a channel, not one video. Open the video and copy its link."},
    Refusal{"handle", "This is a channel's handle, not one video. Open the video and copy its link."},
    Refusal{
        "clip",
        "This is a clip made on YouTube, whose link does not name the video. Open the full video and copy its link."},
    Refusal{"shorts_source", "This is the list of shorts made from a video. Open the video itself and copy its link."},
    Refusal{"search", "This is a search, not one video. Open the video and copy its link."},
    Refusal{"feed", "This is a feed, not one video. Open the video and copy its link."},
    Refusal{"redirect", "This link redirects elsewhere. Open it and copy the video's own link."},
    Refusal{"no_video", "This link names no video. Open the video and copy its link."},
};

[[noreturn]] void Refuse(std::string_view reason) {
  const auto found = std::ranges::find(kRefusals, reason, &Refusal::reason);
  throw base::Error(base::ErrorCode::kInvalidUrl, std::string(found->sentence), {.reason = std::string(reason)});
}

bool IsVideoId(std::string_view text) {
  return text.size() == kIdLength && text.find_first_not_of(kIdLetters) == std::string_view::npos;
}

std::string CheckedId(std::string_view text) {
  // Both words stand where an id stands in an embed, and both have 11 letters.
  if (text == "videoseries") Refuse("playlist");
  if (text == "live_stream") Refuse("live_stream");
  if (!IsVideoId(text)) Refuse("bad_id");
  return std::string(text);
}

// One slash at the end means nothing; an empty segment in the middle stays and is refused.
std::vector<std::string_view> Segments(std::string_view path) {
  if (path.starts_with('/')) path.remove_prefix(1);
  if (path.ends_with('/')) path.remove_suffix(1);
  return path.empty() ? std::vector<std::string_view>() : base::Split(path, '/');
}

// The value of the first `name`, percent-decoded once.
std::optional<std::string> Decoded(const std::string& query, const std::string& name) {
  const std::optional<std::string> raw = net::FindParameter(query, name);
  return raw ? base::PercentDecode(*raw) : std::nullopt;
}

std::optional<double> TimeOf(const net::Url& url, const std::string& name) {
  for (const std::string* where : {&url.query, &url.fragment}) {
    if (const auto value = Decoded(*where, name)) return ParseTimeHint(*value);
  }
  return std::nullopt;
}

// A hint that makes no sense is no hint: the link is good without it. `t` is what a watch page obeys, `start` what an
// embed does.
VideoLink LinkTo(std::string id, const net::Url& url) {
  VideoLink link{
      .video_id = id, .canonical_url = CanonicalUrl(id), .start = TimeOf(url, "t"), .end = TimeOf(url, "end")};
  if (!link.start) link.start = TimeOf(url, "start");
  if (link.end && *link.end <= link.start.value_or(0)) link.end.reset();
  return link;
}

// Why a path of the general hosts names no video.
std::string_view ReasonOf(std::string_view first, const std::vector<std::string_view>& segments) {
  if (first.starts_with('@')) return "handle";
  if (first == "playlist") return "playlist";
  if (first == "channel" || first == "c" || first == "user") return "channel";
  if (first == "clip") return "clip";
  if (first == "source" && segments.size() == 3 && segments[2] == "shorts") return "shorts_source";
  if (first == "results" || first == "search") return "search";
  if (first == "feed") return "feed";
  if (first == "redirect") return "redirect";
  return "no_video";
}

// `watch?v=ID` and its kin; the first `v` counts.
std::string IdOfQuery(const net::Url& url) {
  if (!net::FindParameter(url.query, "v")) Refuse(net::FindParameter(url.query, "list") ? "playlist" : "no_video");
  return CheckedId(Decoded(url.query, "v").value_or(""));
}

// What no link of YouTube's has, wherever it leads.
void CheckText(std::string_view text) {
  if (text.empty()) Refuse("empty");
  if (text.size() > kMaxUrlBytes) Refuse("url_too_long");
  if (std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) Refuse("non_ascii");
  if (std::ranges::any_of(text, [](char c) { return c <= ' ' || c == 0x7F; })) Refuse("not_a_url");
  if (text.find('\\') != std::string_view::npos) Refuse("backslash");
}

// A browser takes `.` and `..` out of a path, also where they are written `%2e`: what is left is another page.
bool HasDotSegment(std::string_view text) {
  const std::vector<std::string_view> segments = base::Split(text.substr(0, text.find_first_of("?#")), '/');
  return std::ranges::any_of(segments, [](std::string_view segment) {
    const std::string decoded = base::PercentDecode(segment).value_or("");
    return decoded == "." || decoded == "..";
  });
}

class Parser {
 public:
  explicit Parser(const std::vector<std::string>& hosts) : hosts_(hosts) {}

  // `nested`: the link came out of another one, which is done once.
  VideoLink Parse(std::string_view text, bool nested) const {
    CheckText(text);
    const net::Url url = Judge(text);
    if (HasDotSegment(text)) Refuse("no_video");
    const std::vector<std::string_view> segments = Segments(url.path);
    if (std::ranges::find(segments, "") != segments.end()) Refuse("no_video");
    if (url.host == "youtu.be" || url.host == "www.youtu.be") return LinkTo(Only(segments, 0), url);
    if (url.host == "youtube.googleapis.com") return LinkTo(After(segments, "v"), url);
    if (url.host == "studio.youtube.com") return LinkTo(OfStudio(segments), url);
    if (url.host == "consent.youtube.com") return Inner(url, "continue", segments, "m", nested);
    return General(url, segments, nested);
  }

 private:
  VideoLink General(const net::Url& url, const std::vector<std::string_view>& segments, bool nested) const {
    constexpr std::array<std::string_view, 3> kByQuery = {"watch", "watch_popup", "movie"};
    constexpr std::array<std::string_view, 6> kByPath = {"shorts", "live", "embed", "v", "e", "watch"};
    const std::string_view first = segments.empty() ? "" : segments[0];
    if (segments.size() == 1 && std::ranges::find(kByQuery, first) != kByQuery.end())
      return LinkTo(IdOfQuery(url), url);
    if (segments.size() >= 2 && std::ranges::find(kByPath, first) != kByPath.end())
      return LinkTo(Only(segments, 1), url);
    if (first == "attribution_link") return Inner(url, "u", segments, "attribution_link", nested);
    Refuse(ReasonOf(first, segments));
  }

  // The link inside another link's parameter, decoded once.
  VideoLink Inner(const net::Url& url, const std::string& name, const std::vector<std::string_view>& segments,
                  std::string_view path, bool nested) const {
    const std::optional<std::string> inner = Decoded(url.query, name);
    if (nested || segments.size() != 1 || segments[0] != path || !inner) Refuse("no_video");
    if (path == "m") return Parse(*inner, true);
    if (!inner->starts_with("/watch?")) Refuse("no_video");
    return Parse("https://www.youtube.com" + *inner, true);
  }

  static std::string OfStudio(const std::vector<std::string_view>& segments) {
    const bool edit = segments.size() == 3 && segments[2] == "edit";
    return After(edit ? std::vector(segments.begin(), segments.begin() + 2) : segments, "video");
  }

  static std::string After(const std::vector<std::string_view>& segments, std::string_view word) {
    if (segments.empty() || segments[0] != word) Refuse("no_video");
    return Only(segments, 1);
  }

  // The id at `position`, where it is the last segment.
  static std::string Only(const std::vector<std::string_view>& segments, std::size_t position) {
    if (segments.size() != position + 1) Refuse("no_video");
    return CheckedId(segments[position]);
  }

  // Everything before the path: form, scheme, user, port, host.
  net::Url Judge(std::string_view text) const {
    const std::string whole = WithScheme(text);
    const std::string_view authority = Authority(whole);
    // Seen in the raw text as well: an empty user name is none to the parser.
    if (authority.find('@') != std::string_view::npos) Refuse("userinfo");
    const std::optional<net::Url> url = net::ParseUrl(whole);
    if (!url) Refuse("not_a_url");
    if (url->has_user_info) Refuse("userinfo");
    // The parser decodes a host; a link that needs it decoded hides where it leads.
    if (std::ranges::find(hosts_, url->host) == hosts_.end() || authority.find('%') != std::string_view::npos) {
      Refuse(url->host.find("youtu") != std::string::npos ? "look_alike_host" : "other_site");
    }
    if (url->port != (url->scheme == "https" ? 443 : 80)) Refuse("port");
    return *url;
  }

  static std::string_view Authority(std::string_view whole) {
    whole.remove_prefix(whole.find("//") + 2);
    return whole.substr(0, std::min(whole.find_first_of("/?#"), whole.size()));
  }

  // Adds https to a link without a scheme. `host:443/…` has none, `javascript:…` and `vnd.youtube:ID` have one.
  static std::string WithScheme(std::string_view text) {
    const std::string lower = base::ToLower(text.substr(0, 8));
    if (lower.starts_with("https://") || lower.starts_with("http://")) return std::string(text);
    if (text.starts_with("//")) return "https:" + std::string(text);
    const std::string_view head = text.substr(0, std::min(text.find_first_of("/?#"), text.size()));
    const std::size_t colon = head.find(':');
    if (colon == std::string_view::npos || head.find('@') != std::string_view::npos)
      return "https://" + std::string(text);
    const bool is_port = base::IsDigits(head.substr(colon + 1)) && head.find('.') < colon;
    if (!is_port) Refuse("scheme");
    return "https://" + std::string(text);
  }

  const std::vector<std::string>& hosts_;
};

}  // namespace

VideoLink ParseVideoUrl(std::string_view text, const std::vector<std::string>& hosts) {
  text = base::Trim(text, base::kWhiteSpace);
  if (text.size() == kIdLength && IsVideoId(text)) return LinkTo(CheckedId(text), {});
  return Parser(hosts).Parse(text, false);
}

std::string CanonicalUrl(std::string_view video_id) {
  return "https://www.youtube.com/watch?v=" + std::string(video_id);
}

std::optional<double> ParseTimeHint(std::string_view text) {
  if (base::IsDigits(text)) return base::ParseNumber<int>(text, 0, kMaxHint);  // a bare number is seconds
  double seconds = 0;
  std::string_view units = "hms";
  while (!text.empty()) {
    const auto number = base::ParseNumber<int>(base::TakeDigits(text), 0, kMaxHint);
    const std::size_t unit = text.empty() ? std::string_view::npos : units.find(text.front());
    if (!number || unit == std::string_view::npos) return std::nullopt;
    text.remove_prefix(1);
    units.remove_prefix(unit + 1);
    seconds += *number * std::pow(60, units.size());
  }
  return units.size() == 3 ? std::nullopt : std::optional(seconds);
}

}  // namespace clipbox::youtube
