#include "youtube/video_url.h"

#include "base/error.h"
#include "catch.h"

namespace clipbox::youtube {
namespace {

const std::vector<std::string> kHosts = {"youtube.com",         "www.youtube.com",      "m.youtube.com",
                                         "music.youtube.com",   "gaming.youtube.com",   "youtu.be",
                                         "www.youtu.be",        "youtube-nocookie.com", "www.youtube-nocookie.com",
                                         "youtubekids.com",     "www.youtubekids.com",  "youtube.googleapis.com",
                                         "consent.youtube.com", "studio.youtube.com"};

// Every one of these is the video aqz-KE-bpKQ.
const char* const kTaken[] = {
    "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
    "http://www.youtube.com/watch?v=aqz-KE-bpKQ",
    "HTTPS://WWW.YouTube.COM/watch?v=aqz-KE-bpKQ",
    "https://m.youtube.com/watch?v=aqz-KE-bpKQ",
    "https://music.youtube.com/watch?v=aqz-KE-bpKQ&si=x",
    "https://gaming.youtube.com/watch?v=aqz-KE-bpKQ",
    "https://youtube.com/watch?v=aqz-KE-bpKQ",
    "https://www.youtube.com:443/watch?v=aqz-KE-bpKQ",
    "http://www.youtube.com:80/watch?v=aqz-KE-bpKQ",
    "https://www.youtube.com/watch?feature=shared&v=aqz-KE-bpKQ",
    "https://www.youtube.com/watch?v=aqz-KE-bpKQ&v=AAAAAAAAAAA",
    "https://www.youtube.com/watch?v=aqz-KE-bpKQ&list=PLabc&index=3",
    "https://www.youtube.com/watch?list=PLabc&v=aqz-KE-bpKQ",
    "https://www.youtube.com/watch/?v=aqz-KE-bpKQ",
    "https://www.youtube.com/watch?v=%61qz-KE-bpKQ",
    "https://www.youtube.com/watch?v=aqz-KE-bpKQ#comments",
    "https://youtu.be/aqz-KE-bpKQ",
    "https://youtu.be/aqz-KE-bpKQ/",
    "https://youtu.be/aqz-KE-bpKQ?si=abc&list=PLabc",
    "https://www.youtu.be/aqz-KE-bpKQ",
    "https://www.youtube.com/shorts/aqz-KE-bpKQ",
    "https://youtube.com/shorts/aqz-KE-bpKQ?feature=share",
    "https://www.youtube.com/live/aqz-KE-bpKQ",
    "https://www.youtube.com/embed/aqz-KE-bpKQ",
    "https://www.youtube.com/v/aqz-KE-bpKQ",
    "https://www.youtube.com/e/aqz-KE-bpKQ",
    "https://www.youtube.com/watch/aqz-KE-bpKQ",
    "https://www.youtube.com/watch_popup?v=aqz-KE-bpKQ",
    "https://www.youtube.com/movie?v=aqz-KE-bpKQ",
    "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ",
    "https://youtube-nocookie.com/embed/aqz-KE-bpKQ?rel=0",
    "https://www.youtubekids.com/watch?v=aqz-KE-bpKQ",
    "https://youtube.googleapis.com/v/aqz-KE-bpKQ",
    "https://www.youtube.com/attribution_link?a=x&u=%2Fwatch%3Fv%3Daqz-KE-bpKQ%26feature%3Dshare",
    "https://consent.youtube.com/m?continue=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3Daqz-KE-bpKQ&gl=DE",
    "https://studio.youtube.com/video/aqz-KE-bpKQ/edit",
    "www.youtube.com/watch?v=aqz-KE-bpKQ",
    "youtube.com/watch?v=aqz-KE-bpKQ",
    "youtube.com:443/watch?v=aqz-KE-bpKQ",
    "youtu.be/aqz-KE-bpKQ",
    "//www.youtube.com/watch?v=aqz-KE-bpKQ",
    "aqz-KE-bpKQ",
    "  https://youtu.be/aqz-KE-bpKQ\n",
};

struct Refused {
  const char* text;
  const char* reason;
};

const Refused kRefused[] = {
    {"", "empty"},
    {"   \n", "empty"},
    {"https://www.youtube.com/playlist?list=PLabc", "playlist"},
    {"https://www.youtube.com/watch?list=PLabc", "playlist"},
    {"https://www.youtube.com/embed/videoseries?list=PLabc", "playlist"},
    {"https://www.youtube-nocookie.com/embed/videoseries", "playlist"},
    {"https://www.youtube.com/embed/live_stream?channel=UCabc", "live_stream"},
    {"https://www.youtube.com/channel/UCSMOQeBJ2RAnuFungnQOxLg", "channel"},
    {"https://www.youtube.com/c/Blender", "channel"},
    {"https://www.youtube.com/user/Blender", "channel"},
    {"https://www.youtube.com/@blender", "handle"},
    {"https://www.youtube.com/@blender/videos", "handle"},
    {"https://www.youtube.com/clip/UgkxabcdefghABCDEFGH", "clip"},
    {"https://www.youtube.com/source/aqz-KE-bpKQ/shorts", "shorts_source"},
    {"https://www.youtube.com/results?search_query=bunny", "search"},
    {"https://www.youtube.com/search?q=bunny", "search"},
    {"https://www.youtube.com/feed/subscriptions", "feed"},
    {"https://www.youtube.com/redirect?q=https%3A%2F%2Fyoutu.be%2Faqz-KE-bpKQ", "redirect"},
    {"https://www.youtube.com/", "no_video"},
    {"https://www.youtube.com", "no_video"},
    {"https://www.youtube.com/watch", "no_video"},
    {"https://www.youtube.com/watch?x=aqz-KE-bpKQ", "no_video"},
    {"https://www.youtube.com//watch?v=aqz-KE-bpKQ", "no_video"},
    {"https://www.youtube.com/premium", "no_video"},
    {"https://youtu.be/", "no_video"},
    {"https://youtu.be/../aqz-KE-bpKQ", "no_video"},
    {"https://youtu.be/./aqz-KE-bpKQ", "no_video"},
    {"https://youtu.be/x/%2e%2E/aqz-KE-bpKQ", "no_video"},
    {"https://www.youtube.com/shorts/.%2e/embed/aqz-KE-bpKQ", "no_video"},
    {"https://m.youtube.com/../watch?v=aqz-KE-bpKQ", "no_video"},
    {"https://www.youtube.com/watch/.?v=aqz-KE-bpKQ", "no_video"},
    {"https://www.youtube.com/watch?v=", "bad_id"},
    {"https://www.youtube.com/watch?v=aqz-KE-bpK", "bad_id"},
    {"https://www.youtube.com/watch?v=aqz-KE-bpKQQ", "bad_id"},
    {"https://www.youtube.com/watch?v=aqz-KE-bpK!", "bad_id"},
    {"https://www.youtube.com/watch?v=aqz%2DKE-bpK%zz", "bad_id"},
    {"https://www.youtube.com/watch?v=bad&v=aqz-KE-bpKQ", "bad_id"},
    {"https://www.youtube.com/watch?v=%2561qz-KE-bpKQ", "bad_id"},
    {"https://youtu.be/aqz-KE-bpK", "bad_id"},
    {"https://www.youtube.com/shorts/short", "bad_id"},
    {"https://user@www.youtube.com/watch?v=aqz-KE-bpKQ", "userinfo"},
    {"https://www.youtube.com:x@evil.example/watch?v=aqz-KE-bpKQ", "userinfo"},
    {"www.youtube.com@evil.example/watch?v=aqz-KE-bpKQ", "userinfo"},
    {"https://@www.youtube.com/watch?v=aqz-KE-bpKQ", "userinfo"},
    {"https://www.youtube.com:8443/watch?v=aqz-KE-bpKQ", "port"},
    {"http://www.youtube.com:443/watch?v=aqz-KE-bpKQ", "port"},
    {"youtube.com:8080/watch?v=aqz-KE-bpKQ", "port"},
    {"https://youtube.com.evil.example/watch?v=aqz-KE-bpKQ", "look_alike_host"},
    {"https://evil-youtube.com/watch?v=aqz-KE-bpKQ", "look_alike_host"},
    {"https://youtube.co/watch?v=aqz-KE-bpKQ", "look_alike_host"},
    {"https://www.youtube.com./watch?v=aqz-KE-bpKQ", "look_alike_host"},
    {"https://www.youtube%2ecom/watch?v=aqz-KE-bpKQ", "look_alike_host"},
    {"https://youtu.be.evil.example/aqz-KE-bpKQ", "look_alike_host"},
    {"https://xn--yutube-wqf.com/watch?v=aqz-KE-bpKQ", "other_site"},
    {"https://vimeo.com/76979871", "other_site"},
    {"https://127.0.0.1/watch?v=aqz-KE-bpKQ", "other_site"},
    {"https://y\xD0\xBEutube.com/watch?v=aqz-KE-bpKQ", "non_ascii"},
    {"https://www.youtube.com/watch?v=aqz-KE-bpK\xC3\xA9", "non_ascii"},
    {"ftp://www.youtube.com/watch?v=aqz-KE-bpKQ", "scheme"},
    {"javascript:alert(1)//www.youtube.com/watch?v=aqz-KE-bpKQ", "scheme"},
    {"vnd.youtube:aqz-KE-bpKQ", "scheme"},
    {"file:///etc/passwd", "scheme"},
    {"https:www.youtube.com/watch?v=aqz-KE-bpKQ", "scheme"},
    {"https://www.youtube.com\\watch?v=aqz-KE-bpKQ", "backslash"},
    {"https:\\\\www.youtube.com/watch?v=aqz-KE-bpKQ", "backslash"},
    {"https://evil.example\\@www.youtube.com/watch?v=aqz-KE-bpKQ", "backslash"},
    {"https://www.youtube.com/watch?v=aqz-KE-bpKQ https://youtu.be/AAAAAAAAAAA", "not_a_url"},
    {"my holiday film", "not_a_url"},
    {"holiday", "other_site"},
    {"https://", "not_a_url"},
    {"https://www.youtube.com/attribution_link?u=%2Fredirect%3Fv%3Daqz-KE-bpKQ", "no_video"},
    {"https://www.youtube.com/attribution_link?u=https%3A%2F%2Fevil.example%2Fwatch%3Fv%3Daqz-KE-bpKQ", "no_video"},
    {"https://www.youtube.com/attribution_link?u=%252Fwatch%253Fv%253Daqz-KE-bpKQ", "no_video"},
    {"https://consent.youtube.com/m?continue=https%3A%2F%2Fevil.example%2Fwatch%3Fv%3Daqz-KE-bpKQ", "other_site"},
    {"https://consent.youtube.com/m?continue=https%3A%2F%2Fwww.youtube.com%5Cwatch%3Fv%3Daqz-KE-bpKQ", "backslash"},
    {"https://consent.youtube.com/m?continue=https%253A%252F%252Fwww.youtube.com%252Fwatch", "not_a_url"},
    {"https://consent.youtube.com/m?continue=https%3A%2F%2Fconsent.youtube.com%2Fm%3Fcontinue%3Daqz-KE-bpKQ",
     "no_video"},
    {"https://consent.youtube.com/watch?v=aqz-KE-bpKQ", "no_video"},
    {"https://studio.youtube.com/channel/UCabc", "no_video"},
    {"https://studio.youtube.com/video/aqz-KE-bpKQ/edit/x", "no_video"},
    {"https://youtube.googleapis.com/watch?v=aqz-KE-bpKQ", "no_video"},
    {"https://youtu.be/watch/aqz-KE-bpKQ", "no_video"},
};

struct Hinted {
  const char* text;
  std::optional<double> start;
  std::optional<double> end;
};

const Hinted kHinted[] = {
    {"https://youtu.be/aqz-KE-bpKQ?t=90", 90, {}},
    {"https://youtu.be/aqz-KE-bpKQ?t=90s", 90, {}},
    {"https://youtu.be/aqz-KE-bpKQ?t=1m30s", 90, {}},
    {"https://www.youtube.com/watch?v=aqz-KE-bpKQ&t=1h2m3s", 3723, {}},
    {"https://www.youtube.com/watch?t=2m&v=aqz-KE-bpKQ", 120, {}},
    {"https://www.youtube.com/watch?v=aqz-KE-bpKQ#t=1m5s", 65, {}},
    {"https://www.youtube.com/embed/aqz-KE-bpKQ?start=10&end=25", 10, 25},
    {"https://www.youtube.com/embed/aqz-KE-bpKQ?end=25", {}, 25},
    {"https://www.youtube.com/embed/aqz-KE-bpKQ?start=30&end=25", 30, {}},
    {"https://youtu.be/aqz-KE-bpKQ?t=0", 0, {}},
    {"https://youtu.be/aqz-KE-bpKQ?t=soon", {}, {}},
    {"https://youtu.be/aqz-KE-bpKQ?t=-5", {}, {}},
    {"https://youtu.be/aqz-KE-bpKQ?t=3s1m", {}, {}},
    {"https://youtu.be/aqz-KE-bpKQ?t=99999999999999999999", {}, {}},
    {"https://www.youtube.com/attribution_link?u=%2Fwatch%3Fv%3Daqz-KE-bpKQ%26t%3D42", 42, {}},
    {"aqz-KE-bpKQ", {}, {}},
};

std::string ReasonOf(const std::string& text) {
  try {
    return "taken as " + ParseVideoUrl(text, kHosts).video_id;
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::kInvalidUrl);
    CHECK_FALSE(std::string(error.what()).empty());
    return error.details().reason;
  }
}

}  // namespace

TEST_CASE("every share form of a link is taken as its one video") {
  for (const char* text : kTaken) {
    INFO(text);
    const VideoLink link = ParseVideoUrl(text, kHosts);
    CHECK(link.video_id == "aqz-KE-bpKQ");
    CHECK(link.canonical_url == "https://www.youtube.com/watch?v=aqz-KE-bpKQ");
  }
}

TEST_CASE("what is not one video on YouTube is refused with its reason") {
  for (const Refused& refused : kRefused) {
    INFO(refused.text);
    CHECK(ReasonOf(refused.text) == refused.reason);
  }
  CHECK(ReasonOf("https://youtu.be/aqz-KE-bpKQ?x=" + std::string(2048, 'x')) == "url_too_long");
  CHECK(ReasonOf(std::string("https://youtu.be/aqz-KE-bpKQ\0x", 30)) == "not_a_url");
}

TEST_CASE("time hints in a link become the proposed clip") {
  for (const Hinted& hinted : kHinted) {
    INFO(hinted.text);
    const VideoLink link = ParseVideoUrl(hinted.text, kHosts);
    CHECK(link.start == hinted.start);
    CHECK(link.end == hinted.end);
  }
}

TEST_CASE("only hosts of the allow-list are taken") {
  CHECK(ParseVideoUrl("https://clips.example.org/watch?v=aqz-KE-bpKQ", {"clips.example.org"}).video_id ==
        "aqz-KE-bpKQ");
  CHECK_THROWS_AS(ParseVideoUrl("https://youtu.be/aqz-KE-bpKQ", {"www.youtube.com"}), base::Error);
}

}  // namespace clipbox::youtube
