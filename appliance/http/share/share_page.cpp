#include "http/share/share_page.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/clock.h"
#include "base/text.h"
#include "http/share/share_head.h"

namespace clipbox::http {
namespace {

// `12 MB`: whole numbers only, which every language writes alike.
std::string SizeText(std::uint64_t bytes) {
  constexpr std::array<const char*, 4> kUnits{"B", "kB", "MB", "GB"};
  auto size = static_cast<double>(bytes);
  std::size_t unit = 0;
  for (; size >= 1000 && unit + 1 < kUnits.size(); ++unit) size /= 1000;
  return std::to_string(static_cast<long>(std::ceil(size))) + " " + kUnits[unit];
}

// `MP4`
std::string FormatOf(const SharedFile& file) {
  const std::size_t dot = file.name.rfind('.');
  return dot == std::string::npos ? "" : base::ToUpper(file.name.substr(dot + 1));
}

std::string LengthOf(const ShareEntry& entry) {
  for (const SharedFile& file : entry.shown) {
    if (file.artifact.duration_seconds) return base::PositionText(std::round(*file.artifact.duration_seconds));
  }
  return "";
}

std::string KindOf(const SharePlace& place, const SharedFile& file) {
  switch (ShownAs(file.artifact)) {
    case Shown::kVideo: return place.words.Get("video");
    case Shown::kPicture: return place.words.Get("picture");
    case Shown::kSound: return place.words.Get("sound");
    case Shown::kFile: break;
  }
  return place.words.Get(file.artifact.type == jobs::ArtifactType::kCaptions ? "captions" : "file");
}

Tag& WithSize(Tag& tag, const jobs::Artifact& artifact) {
  if (artifact.width) tag.With("width", std::to_string(*artifact.width));
  if (artifact.height) tag.With("height", std::to_string(*artifact.height));
  return tag;
}

Html VideoPlayer(const SharePlace& place, const ShareEntry& entry, const SharedFile& file, const std::string& title) {
  Tag video("video");
  video.With("controls").With("playsinline").With("preload", "metadata").With("aria-label", title);
  video.With("src", place.MediaPath(file));
  if (entry.poster) video.With("poster", place.MediaPath(*entry.poster));
  Html inner;
  if (entry.captions) {
    inner += Tag("track")
                 .With("kind", "captions")
                 .With("label", place.words.Get("captions"))
                 .With("src", place.MediaPath(*entry.captions))
                 .Alone();
  }
  inner += Tag("p").Around(Text(place.words.Get("unplayable")));
  return WithSize(video, file.artifact).Around(inner);
}

Html Media(const SharePlace& place, const ShareEntry& entry, const SharedFile& file, const std::string& title) {
  switch (ShownAs(file.artifact)) {
    case Shown::kVideo: return VideoPlayer(place, entry, file, title);
    case Shown::kPicture: {
      Tag image("img");
      image.With("src", place.MediaPath(file)).With("alt", title);
      return WithSize(image, file.artifact).Alone();
    }
    case Shown::kSound:
      return Tag("audio")
          .With("controls")
          .With("preload", "metadata")
          .With("aria-label", title)
          .With("src", place.MediaPath(file))
          .Around({});
    case Shown::kFile: break;
  }
  return {};
}

Html Downloads(const SharePlace& place, const ShareEntry& entry) {
  Html items;
  for (const SharedFile& file : entry.files) {
    const std::string about = FormatOf(file) + ", " + SizeText(file.artifact.size_bytes);
    const Html text{Text(KindOf(place, file)), Text(" "), Tag("span").Around(Text(about))};
    items += Tag("li").Around(
        Tag("a").With("href", place.MediaPath(file) + "?download=1").With("download", file.name).Around(text));
  }
  return Html{Tag("h3").Around(Text(place.words.Get("download"))), Tag("ul").With("class", "files").Around(items)};
}

Html Stage(const SharePlace& place, const ShareView& view, const ShareEntry& entry) {
  const std::string title = TitleOf(place, view, entry);
  Html stage;
  for (const SharedFile& file : entry.shown)
    stage += Tag("div").With("class", "screen").Around(Media(place, entry, file, title));
  Html caption = Tag("bdi").Around(Text(title));
  if (const std::string length = LengthOf(entry); !length.empty())
    caption += Html{Text(" "), Tag("span").With("class", "length").Around(Text(length))};
  return Tag("section").With("class", "stage").Around({stage, Tag("h2").Around(caption), Downloads(place, entry)});
}

Html ListItem(const SharePlace& place, const ShareView& view, const ShareEntry& entry, bool is_shown) {
  Html picture = Tag("span").With("class", "blank").Around({});
  if (entry.poster) {
    Tag image("img");
    image.With("src", place.MediaPath(*entry.poster)).With("alt").With("loading", "lazy");
    picture = WithSize(image, entry.poster->artifact).Alone();
  }
  Tag link("a");
  link.With("href", place.path + "?clip=" + entry.id());
  if (is_shown) link.With("aria-current", "true");
  return Tag("li").Around(link.Around({picture, Tag("bdi").Around(Text(TitleOf(place, view, entry))),
                                       Tag("span").With("class", "length").Around(Text(LengthOf(entry)))}));
}

Html List(const SharePlace& place, const ShareView& view, const ShareEntry& shown) {
  if (view.entries.size() < 2) return {};
  Html items;
  for (const ShareEntry& entry : view.entries) items += ListItem(place, view, entry, &entry == &shown);
  return Tag("nav")
      .With("aria-labelledby", "clips")
      .Around({Tag("h2").With("id", "clips").Around(Text(place.words.Get("clips"))), Tag("ol").Around(items)});
}

// `2026-01-02 03:04 UTC`
Html TimeText(base::Timestamp time) {
  const std::string iso = base::ToIso8601(time);
  return Tag("time").With("datetime", iso).Around(Text(iso.substr(0, 10) + " " + iso.substr(11, 5) + " UTC"));
}

Html Whole(const SharePlace& place, const Html& head, std::string_view body_class, const Html& body) {
  return Tag("html")
      .With("lang", place.words.tag())
      .With("dir", place.words.direction())
      .Around({head, Tag("body").With("class", body_class).Around(body)});
}

Html SmallPage(const SharePlace& place, const std::string& heading, const Html& more) {
  const Html main{Tag("h1").Around(Text(heading)), more};
  return Whole(place, PageHead(place.looks, heading), "share small", Tag("main").Around(main));
}

}  // namespace

std::string TitleOf(const SharePlace& place, const ShareView& view, const ShareEntry& entry) {
  if (!entry.label.empty()) return entry.label;
  if (!entry.range) return place.words.Get("whole");
  const auto is_it = [&](const ShareEntry& one) { return &one == &entry; };
  const auto at = std::find_if(view.entries.begin(), view.entries.end(), is_it) - view.entries.begin();
  return place.words.Get("clip", {{"number", std::to_string(at + 1)}});
}

std::string TitleOf(const SharePlace& place, const ShareView& view) {
  return view.title.empty() ? place.words.Get("untitled") : view.title;
}

Html SharePage(const SharePlace& place, const store::Share& share, const ShareView& view, std::string_view clip) {
  const std::string title = TitleOf(place, view);
  Html header = Tag("h1").Around(Tag("bdi").Around(Text(title)));
  if (share.expires_at) {
    const Html until{Text(place.words.Get("until")), Text(" "), TimeText(*share.expires_at)};
    header += Tag("p").With("class", "hint").Around(until);
  }
  const Html footer = Tag("footer").Around(Text("clipbox"));
  if (view.entries.empty()) {
    const Html main = Tag("p").Around(Text(place.words.Get("empty")));
    return Whole(place, PageHead(place.looks, title), "share",
                 {Tag("header").Around(header), Tag("main").Around(main), footer});
  }
  const ShareEntry& entry = view.EntryOf(clip);
  const Html main = Tag("main").Around({Stage(place, view, entry), List(place, view, entry)});
  // Who has to know a password is no machine that shows a card.
  const Html cards = share.password_hash ? Html() : ShareCards(place, view, entry);
  return Whole(place, PageHead(place.looks, title, cards), "share", {Tag("header").Around(header), main, footer});
}

Html EmbedPage(const SharePlace& place, const ShareView& view, std::string_view clip) {
  const std::string title = TitleOf(place, view);
  const Html heading = Tag("h1").With("class", "unseen").Around(Text(title));
  Html body = Tag("p").Around(Text(place.words.Get("empty")));
  if (!view.entries.empty()) {
    const ShareEntry& entry = view.EntryOf(clip);
    if (!entry.shown.empty()) body = Media(place, entry, entry.shown.front(), TitleOf(place, view, entry));
  }
  return Whole(place, PageHead(place.looks, title), "share embed", Tag("main").Around({heading, body}));
}

Html PasswordPage(const SharePlace& place, const std::string& complaint) {
  Tag input("input");
  input.With("id", "password").With("name", "password").With("type", "password").With("required").With("autofocus");
  input.With("autocomplete", "current-password").With("maxlength", "1024");
  Html form = Tag("label").With("for", "password").Around(Text(place.words.Get("password")));
  if (!complaint.empty()) {
    input.With("aria-invalid", "true").With("aria-describedby", "complaint");
    form += Tag("p").With("id", "complaint").With("class", "bad").With("role", "alert").Around(Text(complaint));
  }
  form += Html{input.Alone(), Tag("button").With("type", "submit").Around(Text(place.words.Get("open")))};
  const Html text = Tag("p").Around(Text(place.words.Get("lockedText")));
  return SmallPage(place, place.words.Get("locked"),
                   {text, Tag("form").With("method", "post").With("action", place.path).Around(form)});
}

Html LockedEmbedPage(const SharePlace& place) {
  const Html link = Tag("a")
                        .With("href", place.path)
                        .With("target", "_blank")
                        .With("rel", "noopener")
                        .Around(Text(place.words.Get("openPage")));
  return SmallPage(place, place.words.Get("locked"), Tag("p").Around(link));
}

Html NoticePage(const SharePlace& place, const std::string& heading, const std::string& text) {
  return SmallPage(place, heading, Tag("p").Around(Text(text)));
}

}  // namespace clipbox::http
