#include "xml/element.h"

#include "catch.h"

namespace clipbox::xml {

TEST_CASE("an element is written with its declaration, its namespace and its text escaped") {
  const Element root{"Error", "", {{"Code", "NoSuchKey"}, {"Key", "a&b <ü>\"'"}}};
  CHECK(
      Write(root) ==
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>NoSuchKey</Code><Key>a&amp;b &lt;ü&gt;\"'</Key></Error>");
  CHECK(Write({"R", "x"}, "http://s3.amazonaws.com/doc/2006-03-01/") ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><R xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">x</R>");
}

TEST_CASE("what is written is read again as it was") {
  const Element root{"A", "", {{"B", " text\n"}, {"C", "", {{"D", "<&>"}}}, {"B", "second"}}};
  const auto read = Parse(Write(root), 4096);
  REQUIRE(read);
  CHECK(read->TextOf("B") == " text\n");
  REQUIRE(read->Find("C"));
  CHECK(read->Find("C")->TextOf("D") == "<&>");
  CHECK(read->children.size() == 3);
  CHECK(read->Find("X") == nullptr);
  CHECK(read->TextOf("X").empty());
}

TEST_CASE("control characters and broken UTF-8 cannot make an answer that no parser takes") {
  CHECK(Parse(Write({"A", std::string("x\x01y\0z", 5)}), 4096)->text == "x\xEF\xBF\xBDy\xEF\xBF\xBDz");
  CHECK(Parse(Write({"A", "x\xFFy"}), 4096)->text == "x\xEF\xBF\xBDy");
}

TEST_CASE("a carriage return in a text is read again as one") {
  CHECK(Write({"A", "x\ry\r\n"}).ends_with("<A>x&#13;y&#13;\n</A>"));
  CHECK(Parse(Write({"A", "x\ry\r\n"}), 4096)->text == "x\ry\r\n");
}

TEST_CASE("a document of more than a hundred thousand elements is refused") {
  const auto with = [](int count) {
    std::string text = "<a>";
    for (int i = 0; i < count; ++i) text += i % 2 == 0 ? "<b/>" : "<b></b>";
    return text + "</a>";
  };
  CHECK(Parse(with(99'999), 4 << 20));
  CHECK_FALSE(Parse(with(100'000), 4 << 20));
}

TEST_CASE("namespaces and prefixes do not matter for reading") {
  const auto read = Parse("<s3:Complete xmlns:s3=\"x\"><s3:Part>1</s3:Part></s3:Complete>", 4096);
  REQUIRE(read);
  CHECK(read->name == "Complete");
  CHECK(read->TextOf("Part") == "1");
}

TEST_CASE("what is not well-formed, too large, too deep or brings a DTD is refused") {
  CHECK_FALSE(Parse("", 4096));
  CHECK_FALSE(Parse("text", 4096));
  CHECK_FALSE(Parse("<a><b></a>", 4096));
  CHECK_FALSE(Parse("<a>\xFF</a>", 4096));
  CHECK_FALSE(Parse("<a>12345</a>", 11));
  CHECK(Parse("<a>12345</a>", 12));
  CHECK_FALSE(Parse("<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>", 4096));
  std::string deep;
  for (int i = 0; i < 17; ++i) deep += "<a>";
  for (int i = 0; i < 17; ++i) deep += "</a>";
  CHECK_FALSE(Parse(deep, 4096));
}

}  // namespace clipbox::xml
