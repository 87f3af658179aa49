#include "http/share/share_page.h"

#include "catch.h"
#include "http/share/oembed.h"
#include "http/share/share_answer.h"
#include "unit/http/share/share_fixture.h"

using namespace clipbox;
using test::ShareFixture;

namespace {

bool Has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// Every attribute's value is closed and every `<` begins a tag of ours.
bool IsHarmless(const std::string& html) {
  return !Has(html, "<script") && !Has(html, "javascript:") && !Has(html, " onerror") && !Has(html, "style=");
}

}  // namespace

TEST_CASE_METHOD(ShareFixture, "hostile titles and labels stand on the page as text") {
  for (const std::string& html :
       {Page({"v1", "v2", "g2", "s2"}), Page({"v1", "v2"}, "v2"), Page({"v1"}, test::kHostile), Page({}),
        http::EmbedPage(place, ViewOf({"v2"}), "").code(), http::PasswordPage(place, test::kHostile).code(),
        http::NoticePage(place, test::kHostile, test::kHostile).code()}) {
    CHECK(IsHarmless(html));
  }
  CHECK(Has(Page({"v1"}), "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;&#39;"));
}

TEST_CASE_METHOD(ShareFixture, "the player has its poster and captions, and works without scripts") {
  const std::string html = Page({"v2", "g2"});
  CHECK(Has(html, "<video controls=\"\" playsinline=\"\" preload=\"metadata\""));
  CHECK(Has(html, "src=\"/s/TOKEN/media/v2\" poster=\"/s/TOKEN/media/p2\" width=\"640\" height=\"360\""));
  CHECK(Has(html, "<track kind=\"captions\" label=\"Captions\" src=\"/s/TOKEN/media/c2\">"));
  CHECK(Has(html, "<img src=\"/s/TOKEN/media/g2\""));
  CHECK(Has(html, "href=\"/s/TOKEN/media/v2?download=1\""));
  CHECK(Has(html, "Video <span>MP4, 2 MB</span>"));
  CHECK_FALSE(Has(html, "<nav"));
}

TEST_CASE_METHOD(ShareFixture, "several clips are a list, of which the one that is shown is marked") {
  const std::string html = Page({"v1", "v2"}, "v2");
  CHECK(CountOf(html, "<li><a") == 2 + 1);  // and one to download
  CHECK(Has(html, "<a href=\"/s/TOKEN?clip=v1\"><"));
  CHECK(Has(html, "<a href=\"/s/TOKEN?clip=v2\" aria-current=\"true\"><"));
  CHECK(Has(html, "<bdi>Clip 1</bdi>"));
  CHECK(Has(html, "src=\"/s/TOKEN/media/v2\""));
  CHECK_FALSE(Has(html, "src=\"/s/TOKEN/media/v1\""));
}

TEST_CASE_METHOD(ShareFixture, "cards name the video, its picture and the player by addresses that do not run out") {
  const std::string html = Page({"v2"});
  for (const char* tag :
       {"property=\"og:type\" content=\"video.other\"", "property=\"og:video:type\" content=\"video/mp4\"",
        "property=\"og:video\" content=\"https://clips.example.org/s/TOKEN/media/v2\"",
        "property=\"og:video:width\" content=\"640\"", "property=\"og:video:height\" content=\"360\"",
        "property=\"og:image\" content=\"https://clips.example.org/s/TOKEN/media/p2\"",
        "name=\"twitter:card\" content=\"player\"",
        "name=\"twitter:player\" content=\"https://clips.example.org/s/TOKEN/embed?clip=v2\"",
        "type=\"application/json+oembed\"", "href=\"https://clips.example.org/s/TOKEN/oembed?format=json&amp;clip=v2\"",
        "name=\"robots\" content=\"noindex\""}) {
    CAPTURE(tag);
    CHECK(Has(html, tag));
  }
  const std::string picture = Page({"g2"});
  CHECK(Has(picture, "property=\"og:type\" content=\"website\""));
  CHECK(Has(picture, "name=\"twitter:card\" content=\"summary_large_image\""));
}

TEST_CASE_METHOD(ShareFixture, "a page with a password shows no cards, and one without anything left says so") {
  shared.share.password_hash = "hash";
  CHECK_FALSE(Has(Page({"v2"}), "og:"));
  const std::string empty = Page({});
  CHECK(Has(empty, place.words.Get("empty")));
  CHECK_FALSE(Has(empty, "<video"));
}

TEST_CASE_METHOD(ShareFixture, "a page speaks the visitor's language and keeps each title's own direction") {
  const http::SharePlace arabic{book.For("ar"), looks, place.origin, place.path};
  const std::string html = http::SharePage(arabic, shared.share, ViewOf({"v1", "v2"}), "").code();
  CHECK(Has(html, "<html lang=\"ar\" dir=\"rtl\">"));
  CHECK(Has(html, "<h1><bdi>"));
  CHECK(Has(html, book.For("ar").Get("clips")));
}

TEST_CASE_METHOD(ShareFixture, "only the embeddable player may be framed") {
  const auto policy = [](http::Frames frames) {
    const auto answer = http::PageAnswer(http::Text("x"), {"https://clips.example.org", "https://r2.example"}, frames);
    return std::string(answer.headers.Find("Content-Security-Policy").value());
  };
  CHECK(policy(http::Frames::kNone) ==
        "default-src 'none'; style-src 'self'; img-src 'self' https://clips.example.org https://r2.example; "
        "media-src 'self' https://clips.example.org https://r2.example; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'");
  CHECK(policy(http::Frames::kAll).ends_with("frame-ancestors *"));
}

TEST_CASE_METHOD(ShareFixture, "oEmbed tells of a video as a frame, within the size that is asked for") {
  const base::Json told = http::DescribeOembed(place, ViewOf({"v2"}), {});
  CHECK(told["type"] == "video");
  CHECK(told["version"] == "1.0");
  CHECK(told["width"] == 640);
  CHECK(told["thumbnail_url"] == "https://clips.example.org/s/TOKEN/media/p2");
  CHECK(told["html"].get<std::string>().starts_with(
      "<iframe src=\"https://clips.example.org/s/TOKEN/embed?clip=v2\" title=\"&quot;&gt;&lt;script&gt;"));
  const base::Json small = http::DescribeOembed(place, ViewOf({"v2"}), {"", 320, 100});
  CHECK(small["width"] == 178);
  CHECK(small["height"] == 100);
  CHECK_FALSE(small.contains("thumbnail_url"));
}

TEST_CASE_METHOD(ShareFixture, "oEmbed tells of a picture as a photo, of sound as a rich frame, of nothing as a link") {
  const base::Json photo = http::DescribeOembed(place, ViewOf({"g2"}), {});
  CHECK(photo["type"] == "photo");
  CHECK(photo["url"] == "https://clips.example.org/s/TOKEN/media/g2");
  Add("m", jobs::ArtifactType::kAudio, "", std::nullopt, "audio/mp4", "m.m4a");
  CHECK(http::DescribeOembed(place, ViewOf({"m"}), {})["type"] == "rich");
  CHECK(http::DescribeOembed(place, ViewOf({}), {})["type"] == "link");
  CHECK(http::DescribeOembed(place, ViewOf({"s2"}), {})["type"] == "link");
}
