#include "http/share/oembed.h"

#include <algorithm>
#include <cmath>

namespace clipbox::http {
namespace {

using base::Json;

struct Size {
  int width;
  int height;
};

// Shrunk in shape to what is asked for.
Size Fitted(Size size, const OembedRequest& request) {
  double scale = 1;
  if (request.max_width) scale = std::min(scale, static_cast<double>(*request.max_width) / size.width);
  if (request.max_height) scale = std::min(scale, static_cast<double>(*request.max_height) / size.height);
  const auto scaled = [&](int length) { return std::max(1, static_cast<int>(std::lround(length * scale))); };
  return {scaled(size.width), scaled(size.height)};
}

Size SizeOfMedia(const jobs::Artifact& artifact) {
  if (ShownAs(artifact) == Shown::kSound) return {480, 120};
  return {std::max(1, artifact.width.value_or(1280)), std::max(1, artifact.height.value_or(720))};
}

std::string FrameCode(const SharePlace& place, const ShareEntry& entry, const std::string& title, Size size) {
  return Tag("iframe")
      .With("src", place.origin + place.EmbedPath(entry))
      .With("title", title)
      .With("width", std::to_string(size.width))
      .With("height", std::to_string(size.height))
      .With("style", "border:0")
      .With("allow", "fullscreen; picture-in-picture")
      .With("allowfullscreen")
      .With("loading", "lazy")
      .Around({})
      .code();
}

void AddMedia(const SharePlace& place, const ShareEntry& entry, const OembedRequest& request, Json& into) {
  const SharedFile& file = entry.shown.front();
  const Size size = Fitted(SizeOfMedia(file.artifact), request);
  const Shown shown = ShownAs(file.artifact);
  into["width"] = size.width;
  into["height"] = size.height;
  if (shown == Shown::kPicture) {
    into["type"] = "photo";
    into["url"] = place.origin + place.MediaPath(file);
    return;
  }
  into["type"] = shown == Shown::kVideo ? "video" : "rich";
  into["html"] = FrameCode(place, entry, into["title"].get<std::string>(), size);
}

void AddThumbnail(const SharePlace& place, const SharedFile& poster, const OembedRequest& request, Json& into) {
  const Size size = SizeOfMedia(poster.artifact);
  // It cannot be made smaller here, and must not be larger than what is asked for.
  if (size.width > request.max_width.value_or(size.width) || size.height > request.max_height.value_or(size.height))
    return;
  into["thumbnail_url"] = place.origin + place.MediaPath(poster);
  into["thumbnail_width"] = size.width;
  into["thumbnail_height"] = size.height;
}

}  // namespace

Json DescribeOembed(const SharePlace& place, const ShareView& view, const OembedRequest& request) {
  Json told{{"version", "1.0"},
            {"type", "link"},
            {"title", TitleOf(place, view)},
            {"provider_name", "clipbox"},
            {"provider_url", place.origin}};
  if (view.entries.empty()) return told;
  const ShareEntry& entry = view.EntryOf(request.clip);
  if (!entry.shown.empty()) AddMedia(place, entry, request, told);
  if (entry.poster) AddThumbnail(place, *entry.poster, request, told);
  return told;
}

}  // namespace clipbox::http
