#include "http/share/share_head.h"

namespace clipbox::http {
namespace {

Html Property(std::string_view name, std::string_view content) {
  return Tag("meta").With("property", name).With("content", content).Alone();
}

Html Named(std::string_view name, std::string_view content) {
  return Tag("meta").With("name", name).With("content", content).Alone();
}

Html SizeOf(std::string_view of, const jobs::Artifact& artifact) {
  Html tags;
  const std::string name(of);
  if (artifact.width) tags += Property(name + ":width", std::to_string(*artifact.width));
  if (artifact.height) tags += Property(name + ":height", std::to_string(*artifact.height));
  return tags;
}

Html MediaCard(const SharePlace& place, const std::string& property, const SharedFile& file) {
  const std::string url = place.origin + place.MediaPath(file);
  Html tags = Property(property, url);
  if (url.starts_with("https://")) tags += Property(property + ":secure_url", url);
  tags += Property(property + ":type", file.artifact.content_type);
  return Html{tags, SizeOf(property, file.artifact)};
}

Html PlayerCard(const SharePlace& place, const ShareEntry& entry, const jobs::Artifact& video) {
  return {Named("twitter:card", "player"), Named("twitter:player", place.origin + place.EmbedPath(entry)),
          Named("twitter:player:width", std::to_string(video.width.value_or(1280))),
          Named("twitter:player:height", std::to_string(video.height.value_or(720)))};
}

Html VideoCards(const SharePlace& place, const ShareEntry& entry, const SharedFile& video) {
  Html tags{Property("og:type", "video.other"), MediaCard(place, "og:video", video)};
  if (video.artifact.duration_seconds)
    tags += Property("video:duration", std::to_string(static_cast<long>(*video.artifact.duration_seconds + 0.5)));
  return Html{tags, PlayerCard(place, entry, video.artifact)};
}

const SharedFile* PictureOf(const ShareEntry& entry) {
  if (entry.poster) return &*entry.poster;
  const bool is_picture = !entry.shown.empty() && ShownAs(entry.shown.front().artifact) == Shown::kPicture;
  return is_picture ? &entry.shown.front() : nullptr;
}

}  // namespace

Html PageHead(const ShareLooks& looks, const std::string& title, const Html& cards) {
  Html head{Tag("meta").With("charset", "utf-8").Alone(), Named("viewport", "width=device-width, initial-scale=1"),
            Named("color-scheme", "light dark"), Named("robots", "noindex"), Tag("title").Around(Text(title))};
  head += Tag("link").With("rel", "icon").With("type", "image/svg+xml").With("href", looks.icon).Alone();
  head += Tag("link").With("rel", "stylesheet").With("href", looks.style).Alone();
  head += cards;
  return Tag("head").Around(head);
}

Html ShareCards(const SharePlace& place, const ShareView& view, const ShareEntry& entry) {
  const std::string title = TitleOf(place, view);
  const std::string page = place.origin + place.path;
  const std::string oembed = page + "/oembed?format=json&clip=" + entry.id();
  Html tags{Property("og:title", title), Property("og:site_name", "clipbox"),
            Property("og:url", page + "?clip=" + entry.id()), Named("twitter:title", title)};
  if (const std::string name = TitleOf(place, view, entry); name != title) tags += Property("og:description", name);
  const bool is_video = !entry.shown.empty() && ShownAs(entry.shown.front().artifact) == Shown::kVideo;
  const SharedFile* picture = PictureOf(entry);
  if (is_video)
    tags += VideoCards(place, entry, entry.shown.front());
  else
    tags += Html{Property("og:type", "website"), Named("twitter:card", picture ? "summary_large_image" : "summary")};
  if (picture != nullptr) {
    tags += MediaCard(place, "og:image", *picture);
    tags += Named("twitter:image", place.origin + place.MediaPath(*picture));
  }
  return Html{tags, Tag("link")
                        .With("rel", "alternate")
                        .With("type", "application/json+oembed")
                        .With("title", title)
                        .With("href", oembed)
                        .Alone()};
}

}  // namespace clipbox::http
