#include "youtube/answer.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/error.h"
#include "base/json.h"
#include "base/text.h"
#include "net/url.h"
#include "youtube/video_url.h"

namespace clipbox::youtube {
namespace {

// YouTube's own limits are 100 characters for a title and 5,000 for a description; four bytes each at most.
constexpr std::size_t kMaxLineBytes = 500;
constexpr std::size_t kMaxDescriptionBytes = 20'000;

// A field's text. Returns nullopt if it is missing or no text.
std::optional<std::string> TextOf(const base::Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

// One line for people. Returns nullopt if only spaces are left.
std::optional<std::string> LineOf(const base::Json& object, const char* name) {
  std::optional<std::string> text = TextOf(object, name);
  if (!text) return std::nullopt;
  std::string line = base::PlainLine(*text, kMaxLineBytes);
  return base::Trim(line).empty() ? std::nullopt : std::optional(std::move(line));
}

// The page shows it as a link: only to YouTube, or an answer could plant any.
std::optional<std::string> AuthorPage(std::optional<std::string> text, const Endpoints& endpoints) {
  if (!text || text->size() > kMaxUrlBytes) return std::nullopt;
  const std::optional<net::Url> url = net::ParseUrl(*text);
  const bool listed = url && std::ranges::find(endpoints.hosts, url->host) != endpoints.hosts.end();
  return listed && url->scheme == "https" && !url->has_user_info ? text : std::nullopt;
}

std::optional<std::string> ThumbnailOf(std::optional<std::string> text, const Endpoints& endpoints) {
  const bool taken = text && text->size() <= kMaxUrlBytes && ThumbnailReach(endpoints, *text);
  return taken ? text : std::nullopt;
}

// A body that is not JSON is expected here (an error page, a proxy's greeting), hence no exception.
std::optional<base::Json> ParseObject(std::string_view body) {
  try {
    base::Json json = base::ParseJson(body);
    return json.is_object() ? std::optional(std::move(json)) : std::nullopt;
  } catch (const base::Error&) {
    return std::nullopt;
  }
}

// The member `name` where it is an object, else an empty one.
base::Json ObjectOf(const base::Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_object() ? *found : base::Json::object();
}

// The size that oEmbed names too: 480x360.
std::optional<std::string> BestThumbnail(const base::Json& snippet) {
  const base::Json sizes = ObjectOf(snippet, "thumbnails");
  for (const char* size : {"high", "medium", "default"}) {
    if (auto url = TextOf(ObjectOf(sizes, size), "url")) return url;
  }
  return std::nullopt;
}

// An item of another id would describe another video.
std::optional<base::Json> OnlyItem(std::string_view body, const std::string& video_id) {
  const std::optional<base::Json> json = ParseObject(body);
  if (!json) return std::nullopt;
  const auto items = json->find("items");
  if (items == json->end() || !items->is_array() || items->size() != 1 || !items->front().is_object())
    return std::nullopt;
  return TextOf(items->front(), "id") == video_id ? std::optional(items->front()) : std::nullopt;
}

}  // namespace

std::optional<VideoMetadata> ReadOembed(std::string_view body, const Endpoints& endpoints) {
  const std::optional<base::Json> json = ParseObject(body);
  const std::optional<std::string> title = json ? LineOf(*json, "title") : std::nullopt;
  if (!title) return std::nullopt;
  VideoMetadata video;
  video.title = *title;
  video.author_name = LineOf(*json, "author_name");
  video.author_url = AuthorPage(TextOf(*json, "author_url"), endpoints);
  video.thumbnail_url = ThumbnailOf(TextOf(*json, "thumbnail_url"), endpoints);
  return video;
}

std::optional<VideoMetadata> ReadDataApi(std::string_view body, const std::string& video_id,
                                         const Endpoints& endpoints) {
  const std::optional<base::Json> item = OnlyItem(body, video_id);
  if (!item) return std::nullopt;
  const base::Json snippet = ObjectOf(*item, "snippet");
  const std::optional<std::string> title = LineOf(snippet, "title");
  if (!title) return std::nullopt;
  VideoMetadata video;
  video.source = MetadataSource::kDataApi;
  video.title = *title;
  video.author_name = LineOf(snippet, "channelTitle");
  const std::optional<std::string> channel = TextOf(snippet, "channelId");
  if (channel)
    video.author_url = AuthorPage("https://www.youtube.com/channel/" + base::PercentEncode(*channel), endpoints);
  video.thumbnail_url = ThumbnailOf(BestThumbnail(snippet), endpoints);
  if (const auto text = TextOf(snippet, "description"))
    video.description = base::PlainText(*text, kMaxDescriptionBytes);
  if (const auto text = TextOf(ObjectOf(*item, "contentDetails"), "duration"))
    video.duration_seconds = ParseIsoDuration(*text);
  // A stream that has not ended says PT0S.
  if (video.duration_seconds == 0.0) video.duration_seconds.reset();
  return video;
}

std::optional<double> ParseIsoDuration(std::string_view text) {
  if (!text.starts_with('P') || text.size() < 3) return std::nullopt;
  text.remove_prefix(1);
  const std::string_view date = base::TakeUntil(text, 'T');
  const std::string_view days_text = date.empty() ? "0D" : date;
  const auto days = base::ParseNumber<int>(days_text.substr(0, days_text.size() - 1), 0);
  // The time is written as the hint in a link is, in capitals and with every unit.
  const auto time = base::IsDigits(text) ? std::nullopt : ParseTimeHint(text.empty() ? "0" : base::ToLower(text));
  return days && time && days_text.ends_with('D') ? std::optional(*days * 86'400.0 + *time) : std::nullopt;
}

}  // namespace clipbox::youtube
