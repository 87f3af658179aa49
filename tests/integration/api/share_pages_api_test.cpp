// The pages below /s/, as a browser without an account sees them.
#include "integration/api/api_world.h"

using namespace clipbox;
using test::Answer;
using test::ApiWorld;
using test::Fields;
using test::Json;

namespace {

bool Contains(const net::HttpResponse& answer, const std::string& part) {
  return answer.body.find(part) != std::string::npos;
}

class SharedWorld : public ApiWorld {
 public:
  net::HttpResponse Visit(const std::string& path, const std::string& method = "GET", const Fields& headers = {},
                          const std::string& body = {}) {
    net::HttpRequest request;
    request.url = "http://127.0.0.1:" + std::to_string(port) + path;
    request.reach = net::Reach::kAnywhere;
    request.method = method;
    request.headers = headers;
    request.body = body;
    return client.Send(request, {});
  }

  net::HttpResponse Guess(const std::string& password, Fields headers = {}) {
    headers.push_back("Content-Type: application/x-www-form-urlencoded");
    return Visit(page, "POST", headers, "password=" + password);
  }

  // Shares ann's job; sets `job`, `share`, `page` (`/s/TOKEN`), `clip` and `media` (of the clip).
  void ShareJob(const Json& body = Json::object()) {
    job = Ready();
    const Answer made = Post(job + "/shares", body);
    REQUIRE(made.status == 201);
    share = "/shares/" + made.at("id");
    page = made.at("url").substr(made.at("url").find("/s/"));
    clip = made.json.at("artifactIds")[0];
    media = page + "/media/" + clip;
  }

  std::uint64_t Views() { return Get(share).json.at("views"); }

  std::string job, share, page, clip, media;
};

}  // namespace

TEST_CASE_METHOD(SharedWorld, "a shared clip is seen and played without an account, by URLs that are signed then") {
  ShareJob({{"title", "<b>For you</b>"}});
  const auto html = Visit(page);
  CHECK(html.status == 200);
  CHECK(html.Header("content-type") == "text/html; charset=utf-8");
  CHECK(Contains(html, "&lt;b&gt;For you&lt;/b&gt;"));
  CHECK(Contains(html, "<video controls"));
  CHECK(Contains(html, "src=\"" + media + "\""));
  CHECK(Contains(html, "content=\"http://127.0.0.1:" + std::to_string(port) + media + "\""));

  const auto sent_on = Visit(media);
  CHECK(sent_on.status == 302);
  CHECK(sent_on.Header("cache-control") == "no-store");
  net::HttpRequest range;
  range.url = sent_on.Header("location");
  range.reach = net::Reach::kAnywhere;
  range.headers = {"Range: bytes=0-4"};
  const auto played = client.Send(range, {});
  CHECK(played.status == 206);
  CHECK(played.body == "bytes");
  CHECK(played.Header("content-type") == "video/mp4");

  const auto saved = Raw("GET", Visit(media + "?download=1").Header("location"));
  CHECK(saved.status == 200);
  CHECK(saved.Header("content-disposition").find("attachment; filename=\"A film - intro.mp4\"") == 0);
  CHECK(Raw("HEAD", Visit(media, "HEAD").Header("location")).status == 200);
}

TEST_CASE_METHOD(SharedWorld, "the page lasts as long as the share, and its media no longer") {
  ShareJob({{"expiresAt", base::ToIso8601(clock.Now() + std::chrono::hours(24 * 40))}});
  clock.Advance(std::chrono::hours(24 * 40) - std::chrono::seconds(10));
  CHECK(Visit(page).status == 200);
  const std::string url = Visit(media).Header("location");
  CHECK(Raw("GET", url).status == 200);
  clock.Advance(std::chrono::seconds(10));
  const auto expired = Visit(page);
  CHECK(expired.status == 410);
  CHECK(Contains(expired, "This link has run out"));
  for (const char* below : {"/embed", "/media/x"}) CHECK(Visit(page + below).status == 410);
  CHECK(Visit(page, "POST").status == 410);
  CHECK(Visit(page + "/oembed").status == 404);
  clock.Advance(std::chrono::seconds(1));
  CHECK(Raw("GET", url).status == 403);
  CHECK(Patch(share, {{"expiresAt", nullptr}}).status == 200);
  CHECK(Visit(page).status == 200);
}

TEST_CASE_METHOD(SharedWorld, "a share that is withdrawn is gone at once, and kindly, as one that never was") {
  ShareJob();
  CHECK(Visit(page).status == 200);
  REQUIRE(Delete(share).status == 204);
  for (const std::string& path : {page, page + "/embed", media, std::string("/s/nobody-knows-this")}) {
    const auto gone = Visit(path);
    CHECK(gone.status == 404);
    CHECK(Contains(gone, "This link leads nowhere"));
    CHECK(gone.Header("content-security-policy").find("default-src 'none'") == 0);
  }
  CHECK(Visit(page + "/oembed").Header("content-type") == "application/problem+json");
  CHECK(Visit(page, "DELETE").status == 405);
}

TEST_CASE_METHOD(SharedWorld, "only what was shared is given out, and what is deleted vanishes from the page") {
  ShareJob();
  const std::string other = Ready();
  const std::string theirs = Get(other + "/artifacts").json.at("items")[0].at("id");
  CHECK(Visit(page + "/media/" + theirs).status == 404);
  REQUIRE(Delete("/artifacts/" + clip).status == 204);
  CHECK(Visit(media).status == 404);
  const auto empty = Visit(page);
  CHECK(empty.status == 200);
  CHECK(Contains(empty, "Nothing is left here to see"));
  CHECK(Get(share).json.at("artifactIds").empty());
  REQUIRE(Delete(job).status == 204);
  CHECK(Visit(page).status == 404);
}

TEST_CASE_METHOD(SharedWorld, "only the embeddable player may be framed; nothing is kept, indexed or sent on") {
  ShareJob();
  const auto ancestors = [](const net::HttpResponse& answer) {
    const std::string policy = answer.Header("content-security-policy");
    return policy.substr(policy.find("frame-ancestors"));
  };
  const auto html = Visit(page);
  CHECK(ancestors(html) == "frame-ancestors 'none'");
  CHECK(ancestors(Visit(page + "/embed")) == "frame-ancestors *");
  CHECK(ancestors(Visit("/")) == "frame-ancestors 'none'");
  CHECK(ancestors(Visit(media)) == "frame-ancestors 'none'");
  CHECK(html.Header("cache-control") == "no-store");
  CHECK(html.Header("referrer-policy") == "same-origin");
  for (const std::string& path : {page, page + "/embed", media, page + "/oembed"}) {
    CHECK(Visit(path).Header("x-robots-tag") == "noindex");
    CHECK(Visit(path).Header("set-cookie").empty());
  }
  CHECK(Visit(page + "/embed").Header("cross-origin-resource-policy") == "cross-origin");
  CHECK(Visit(media).Header("cross-origin-resource-policy") == "cross-origin");
}

TEST_CASE_METHOD(SharedWorld, "a page with a password asks for it, and whoever gives it sees all below") {
  ShareJob({{"password", "open sesame & co"}, {"title", "A secret title"}});
  for (const std::string& path : {page, media}) {
    const auto asked = Visit(path);
    CHECK(asked.status == 403);
    CHECK(Contains(asked, "<form method=\"post\" action=\"" + page + "\">"));
    CHECK_FALSE(Contains(asked, "secret title"));
  }
  const auto framed = Visit(page + "/embed");
  CHECK(framed.status == 403);
  CHECK(Contains(framed, "target=\"_blank\""));
  CHECK(Visit(page + "/oembed").status == 401);

  const auto wrong = Guess("sesame");
  CHECK(wrong.status == 403);
  CHECK(Contains(wrong, "This password is not right"));
  CHECK(wrong.Header("set-cookie").empty());

  const auto right = Guess("open+sesame+%26+co");
  CHECK(right.status == 303);
  CHECK(right.Header("location") == page);
  const std::string set = right.Header("set-cookie");
  for (const std::string& part : {"; Path=" + page, std::string("; HttpOnly"), std::string("; SameSite=Lax")})
    CHECK(set.find(part) != std::string::npos);
  const Fields cookie{"Cookie: " + set.substr(0, set.find(';'))};
  CHECK(Contains(Visit(page, "GET", cookie), "A secret title"));
  CHECK(Visit(media, "GET", cookie).status == 302);
  CHECK(Contains(Visit(page + "/embed", "GET", cookie), "<video"));
  CHECK(Visit(page + "/oembed", "GET", cookie).status == 200);

  clock.Advance(std::chrono::hours(7 * 24));
  CHECK(Visit(page, "GET", cookie).status == 403);
}

TEST_CASE_METHOD(SharedWorld, "the cookie of a page opens neither another page nor one with another password") {
  ShareJob({{"password", "one"}});
  const std::string set = Guess("one").Header("set-cookie");
  const Fields cookie{"Cookie: " + set.substr(0, set.find(';'))};
  CHECK(Visit(page, "GET", cookie).status == 200);
  Patch(share, {{"password", "one"}});
  CHECK(Visit(page, "GET", cookie).status == 403);
  const std::string other = Post(job + "/shares", Json{{"password", "one"}}).at("url");
  CHECK(Visit(other.substr(other.find("/s/")), "GET", cookie).status == 403);
  for (const char* forged :
       {"Cookie: clipbox_share=", "Cookie: clipbox_share=99999999999999.00", "Cookie: clipbox_share=x"})
    CHECK(Visit(page, "GET", {forged}).status == 403);
  Patch(share, {{"password", nullptr}});
  CHECK(Visit(page).status == 200);
  CHECK(Guess("one").status == 303);
}

TEST_CASE_METHOD(SharedWorld, "who guesses a page's password ten times waits, at that page only") {
  ShareJob({{"password", "one"}});
  for (int i = 0; i < 10; ++i) CHECK(Guess("wrong").status == 403);
  const auto limited = Guess("one");
  CHECK(limited.status == 429);
  CHECK(limited.Header("retry-after") == "900");
  CHECK(Contains(limited, "too many wrong passwords"));
  const std::string first = page;
  ShareJob({{"password", "one"}});
  CHECK(Guess("one").status == 303);
  page = first;
  clock.Advance(std::chrono::minutes(15));
  CHECK(Guess("one").status == 303);
}

TEST_CASE_METHOD(SharedWorld, "another site's form is no guess; the page's own is taken, also from a signed-in owner") {
  ShareJob({{"password", "one"}});
  for (const char* from :
       {"Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", "Origin: https://evil.example", "Origin: null"}) {
    for (int i = 0; i < 3; ++i) {
      const auto refused = Guess("one", {from});
      CHECK(refused.status == 403);
      CHECK(refused.Header("set-cookie").empty());
      CHECK(Contains(refused, "Type it here"));
    }
  }
  CHECK(Guess("one", {"Sec-Fetch-Site: same-origin"}).status == 303);
  const Answer signed_in = Call("", "POST", "/session", Json{{"username", "ann"}, {"password", "password of ann"}});
  const std::string set = signed_in.http.Header("set-cookie");
  const std::string own = "Origin: http://127.0.0.1:" + std::to_string(port);
  CHECK(Guess("one", {"Cookie: " + set.substr(0, set.find(';')), own}).status == 303);
}

TEST_CASE_METHOD(SharedWorld, "a form that is none is said to have failed, on a page") {
  ShareJob({{"password", "one"}});
  CHECK(Visit(page, "POST", {"Content-Type: application/json"}, "{}").status == 415);
  CHECK(Guess(std::string(9000, 'x')).status == 413);
  const auto page_of = Visit(page, "POST", {"Content-Type: text/plain"}, "password=one");
  CHECK(page_of.Header("content-type") == "text/html; charset=utf-8");
  CHECK(Contains(page_of, "This did not work"));
}

TEST_CASE_METHOD(SharedWorld, "opening the page is a view; going to a clip, media, a frame and a HEAD are none") {
  ShareJob();
  Visit(page);
  Visit(page);
  CHECK(Views() == 2);
  Visit(page, "HEAD");
  Visit(page + "?clip=" + clip);
  Visit(media);
  Visit(page + "/embed");
  Visit(page + "/oembed");
  CHECK(Views() == 2);
  CHECK(Get(job + "/shares").json.at("items")[0].at("views") == 2);
}

TEST_CASE_METHOD(SharedWorld, "oEmbed is JSON for any site, and no other format") {
  ShareJob();
  const auto told = Visit(page + "/oembed?format=json&maxwidth=400&url=ignored");
  CHECK(told.status == 200);
  CHECK(told.Header("access-control-allow-origin") == "*");
  CHECK(Json::parse(told.body).at("type") == "video");
  CHECK(Visit(page + "/oembed?format=xml").status == 501);
}

TEST_CASE_METHOD(SharedWorld, "the page speaks the language that the browser asks for") {
  ShareJob();
  const auto german = Visit(page, "GET", {"Accept-Language: de-CH, en;q=0.5"});
  CHECK(Contains(german, "<html lang=\"de\" dir=\"ltr\">"));
  CHECK(Contains(german, "Herunterladen"));
  CHECK(german.Header("vary") == "Accept-Language");
  CHECK(Contains(Visit(page, "GET", {"Accept-Language: ar"}), "<html lang=\"ar\" dir=\"rtl\">"));
}

TEST_CASE_METHOD(SharedWorld, "captions come from the page's own address, where a browser takes them") {
  job = Uploaded();
  store.queue.FinishAnalysis(Claim(job), {{}, "{}", {"{}"}, {}});
  const jobs::Artifact intro = StoredClip(job);
  jobs::Artifact captions = intro;
  captions.type = jobs::ArtifactType::kCaptions;
  captions.key = "clipbox/artifacts/" + IdOf(job).value + "/01-intro.vtt";
  captions.content_type = "text/vtt";
  captions.size_bytes =
      objects.PutFile(captions.key, dir / "made", {.content_type = "text/vtt", .metadata = {}}).size_bytes;
  store.queue.FinishSpan(Claim(job), {{intro, captions}, {}, 1});
  const std::string id = Get(job + "/artifacts").json.at("items")[1].at("id");
  const std::string url = Post(job + "/shares").at("url");
  page = url.substr(url.find("/s/"));
  CHECK(Contains(Visit(page), "<track kind=\"captions\" label=\"Captions\" src=\"" + page + "/media/" + id + "\">"));
  const auto text = Visit(page + "/media/" + id);
  CHECK(text.status == 200);
  CHECK(text.Header("content-type") == "text/vtt; charset=utf-8");
  CHECK(text.body == "bytes of a clip");
  CHECK(Visit(page + "/media/" + id + "?download=1").status == 302);
}
