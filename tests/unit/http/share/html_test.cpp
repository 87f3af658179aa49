#include "http/share/html.h"

#include "catch.h"

using namespace clipbox::http;

TEST_CASE("a text that becomes HTML is escaped, between tags and in attributes") {
  CHECK(Text("<b>&\"'").code() == "&lt;b&gt;&amp;&quot;&#39;");
  CHECK(Text("a\nb\x7f"
             "c\u00E9")
            .code() == "a b c\u00E9");
  CHECK(Tag("a").With("href", "\"><script>").Around(Text("</a>")).code() ==
        "<a href=\"&quot;&gt;&lt;script&gt;\">&lt;/a&gt;</a>");
}

TEST_CASE("tags hold each other in order") {
  CHECK(Tag("p").Around({Text("a"), Tag("br").Alone(), Text("b")}).code() == "<p>a<br>b</p>");
  CHECK(Tag("video").With("controls").Around({}).code() == "<video controls=\"\"></video>");
  CHECK(Document(Tag("html").Around({})) == "<!doctype html>\n<html></html>\n");
}
