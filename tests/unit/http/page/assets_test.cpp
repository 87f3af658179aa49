#include "http/page/assets.h"

#include <fstream>

#include "base/embedded.h"
#include "base/error.h"
#include "catch.h"
#include "temp_dir.h"
#include "unit/http/raw_client.h"
#include "unit/http/test_server.h"

using namespace clipbox;
using test::BodyOf;
using test::Get;
using test::HeaderOf;
using test::RawClient;
using test::StatusOf;
using test::TestServer;

namespace {

// What index.html names by `before`, up to the quotation mark.
std::vector<std::string> Named(std::string_view html, std::string_view before) {
  std::vector<std::string> named;
  for (std::size_t at = html.find(before); at != std::string_view::npos; at = html.find(before, at + 1)) {
    const std::size_t begin = at + before.size();
    named.emplace_back(html.substr(begin, html.find('"', begin) - begin));
  }
  return named;
}

}  // namespace

TEST_CASE("the page is served with a tag that saves the second time") {
  TestServer server;
  http::AddAssetRoutes(server.router());
  RawClient client(server.Start());
  client.Send(Get("/"));
  const std::string index = client.Answer();
  CHECK(BodyOf(index) == *base::FindEmbedded("page/index.html"));
  CHECK(HeaderOf(index, "Content-Type") == "text/html; charset=utf-8");
  CHECK(HeaderOf(index, "Cache-Control") == "no-cache");
  CHECK(HeaderOf(index, "Content-Encoding").empty());
  const std::string tag = HeaderOf(index, "ETag");
  client.Send(Get("/index.html", "If-None-Match: \"other\", W/" + tag + "\r\n"));
  const std::string unchanged = client.Answer();
  CHECK(StatusOf(unchanged) == 304);
  CHECK(HeaderOf(unchanged, "ETag") == tag);
  CHECK(HeaderOf(unchanged, "Content-Length").empty());
  client.Send(Get("/", "If-None-Match: \"other\"\r\n"));
  CHECK(StatusOf(client.Answer()) == 200);
  client.Send(Get("/../sql/anything") + Get("/js/..%2findex.html") + Get("/manifest") + Get("/index.html.br"));
  for (int n = 0; n < 4; ++n) CHECK(StatusOf(client.Answer()) == 404);
}

TEST_CASE("the page comes with a sign that nobody is signed in, as long as that is sure") {
  TestServer server;
  http::AddAssetRoutes(server.router());
  RawClient client(server.Start());
  const auto set_by = [&](const std::string& cookies, const std::string& site) {
    client.Send(Get("/", (cookies.empty() ? "" : "Cookie: " + cookies + "\r\n") +
                             (site.empty() ? "" : "Sec-Fetch-Site: " + site + "\r\n")));
    return HeaderOf(client.Answer(), "Set-Cookie");
  };
  for (const char* site : {"none", "same-origin"}) {
    CHECK(set_by("", site) == "clipbox_signed_out=1; Path=/; SameSite=Strict");
    CHECK(set_by("a=b; clipbox_signed_out=1", site).empty());
  }
  for (const char* site : {"none", "cross-site", ""}) {
    CHECK(set_by("clipbox_session=x", site).empty());
    CHECK(set_by("clipbox_session=x; clipbox_signed_out=1", site) ==
          "clipbox_signed_out=; Path=/; SameSite=Strict; Max-Age=0");
  }
  // From there the session's cookie does not come with it, and some browsers do not say where a request is from.
  for (const char* site : {"cross-site", "same-site", ""}) CHECK(set_by("", site).empty());
  client.Send(Get("/icon.svg", "Sec-Fetch-Site: none\r\n"));
  CHECK(HeaderOf(client.Answer(), "Set-Cookie").empty());
}

TEST_CASE("everything that the page names has a digest in its name and is kept for ever") {
  TestServer server;
  http::AddAssetRoutes(server.router());
  RawClient client(server.Start());
  const std::string_view html = *base::FindEmbedded("page/index.html");
  std::vector<std::string> named = Named(html, " src=\"");
  for (const std::string& link : Named(html, "type=\"image/svg+xml\" href=\"")) named.push_back(link);
  for (const std::string& link : Named(html, "name=\"language-de\" content=\"")) named.push_back(link);
  REQUIRE(named.size() == 3);
  for (const std::string& name : named) {
    INFO(name);
    client.Send(Get("/" + name));
    const std::string answer = client.Answer();
    CHECK(StatusOf(answer) == 200);
    CHECK(HeaderOf(answer, "Cache-Control") == "public, max-age=31536000, immutable");
    CHECK(name.find('-') != std::string::npos);
  }
  CHECK(html.find("<style>:root") != std::string_view::npos);
  CHECK(html.find("stylesheet") == std::string_view::npos);
  CHECK(html.find("<symbol id=\"icon-logo\"") != std::string_view::npos);
  CHECK(html.find("\"common.cancel\": \"Cancel\"") != std::string_view::npos);
  client.Send(Get(http::AssetUrl("js/main.js")));
  CHECK(HeaderOf(client.Answer(), "Content-Type") == "text/javascript; charset=utf-8");
}

TEST_CASE("a text is sent compressed to who takes that, with a tag of its own") {
  TestServer server;
  http::AddAssetRoutes(server.router());
  RawClient client(server.Start());
  client.Send(Get("/"));
  const std::string plain = client.Answer();
  client.Send(Get("/", "Accept-Encoding: gzip, br\r\n"));
  const std::string brotli = client.Answer();
  client.Send(Get("/", "Accept-Encoding: gzip\r\n"));
  const std::string gzip = client.Answer();
  CHECK(HeaderOf(brotli, "Content-Encoding") == "br");
  CHECK(BodyOf(brotli) == *base::FindEmbedded("page/index.html.br"));
  CHECK(HeaderOf(gzip, "Content-Encoding") == "gzip");
  CHECK(BodyOf(gzip).starts_with("\x1f\x8b"));
  for (const std::string& answer : {plain, brotli, gzip}) {
    CHECK(HeaderOf(answer, "Vary") == "Accept-Encoding");
    CHECK(HeaderOf(answer, "Content-Type") == "text/html; charset=utf-8");
  }
  CHECK(HeaderOf(brotli, "ETag") != HeaderOf(plain, "ETag"));
  CHECK(HeaderOf(gzip, "ETag") != HeaderOf(brotli, "ETag"));
}

TEST_CASE("a folder's page is read anew for each request") {
  const test::TempDir folder;
  std::filesystem::create_directory(folder.path() / "js");
  std::ofstream(folder.path() / "index.html") << "first";
  std::ofstream(folder.path() / "js" / "main.js") << "1";
  TestServer server;
  http::AddAssetRoutesOf(folder.path(), server.router());
  RawClient client(server.Start());
  client.Send(Get("/"));
  CHECK(BodyOf(client.Answer()) == "first");
  std::ofstream(folder.path() / "index.html") << "second";
  client.Send(Get("/"));
  CHECK(BodyOf(client.Answer()) == "second");
  client.Send(Get("/js/main.js"));
  const std::string script = client.Answer();
  CHECK(HeaderOf(script, "Content-Type") == "text/javascript; charset=utf-8");
  CHECK(HeaderOf(script, "Cache-Control") == "no-cache");
  std::filesystem::remove(folder.path() / "js" / "main.js");
  client.Send(Get("/js/main.js"));
  CHECK(StatusOf(client.Answer()) == 404);
}

TEST_CASE("a folder without a page is refused at the start") {
  const test::TempDir folder;
  TestServer server;
  CHECK_THROWS_AS(http::AddAssetRoutesOf(folder.path(), server.router()), base::Error);
}
