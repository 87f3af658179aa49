// Comments are short sentences, and they cite only pages that the repository has.
#include "structure/comments.h"

#include <regex>
#include <set>

#include "catch.h"

using namespace clipbox::structure;

namespace {

constexpr std::size_t kMaxWords = 25;

Complaints LongSentences(const SourceTree& tree) {
  Complaints complaints;
  for (const auto& [path, text] : tree) {
    if (!IsCode(path)) continue;
    for (const Paragraph& paragraph : ParagraphsOf(text)) {
      for (const std::string& sentence : SentencesOf(paragraph.text)) {
        if (CountWords(sentence) > kMaxWords)
          complaints.push_back(path + ":" + std::to_string(paragraph.line) + " " + sentence);
      }
    }
  }
  return complaints;
}

// The pages that files other than pages name, as `path: page`, that are nowhere in the tree. Addresses are not looked
// at.
Complaints MissingPages(const SourceTree& tree) {
  static const std::regex kPage("(^|[^\\w./:-])([\\w.-]+/)*([\\w-]+\\.md)\\b");
  std::set<std::string> pages;
  for (const auto& [path, text] : tree) pages.insert(path.substr(path.rfind('/') + 1));
  Complaints complaints;
  for (const auto& [path, text] : tree) {
    if (path.ends_with(".md") || text.find(".md") == std::string::npos) continue;
    for (std::sregex_iterator at(text.begin(), text.end(), kPage), end; at != end; ++at) {
      if (!pages.contains((*at)[3])) complaints.push_back(path + ": " + (*at)[3].str());
    }
  }
  return complaints;
}

}  // namespace

TEST_CASE("no sentence of a comment has more than 25 words") { CHECK(LongSentences(Repository()) == Complaints{}); }

TEST_CASE("no file cites a page that the repository does not have") {
  CHECK(MissingPages(Repository()) == Complaints{});
}

TEST_CASE("a sentence of 26 words is found, over lines and behind code") {
  const std::string words = "one two three four five six seven eight nine ten eleven twelve thirteen";
  const auto found = [](const std::string& text) { return LongSentences({{"appliance/a/x.h", text}}).size(); };
  CHECK(found("// " + words + "\n// and " + words.substr(4) + ".\n") == 1);
  CHECK(found("int x;  // " + words + " " + words + ".\n") == 1);
  CHECK(found("// " + words + ".\n// The " + words + ".\n") == 0);
  CHECK(found("// " + words + "\n\n// " + words + "\n") == 0);
  CHECK(found("// " + words + "\n// - " + words + "\n") == 0);
  CHECK(found("// " + words + "\nint x;\n// " + words + "\n") == 0);
  CHECK(found("F(\"http://" + words + words + words + "\");\n") == 0);
}

TEST_CASE("sentences end where the next begins with a capital, and words are what has letters or digits") {
  CHECK(SentencesOf("Gives e.g. 5. Throws: Error (or none). `x` is y") ==
        std::vector<std::string>{"Gives e.g. 5", "Throws", "Error (or none)", "`x` is y"});
  CHECK(CountWords("what a -> b is, in 3 · 4 words") == 8);
}

TEST_CASE("a page that is nowhere is found, a page in a folder and an address are not") {
  const auto page = [](const std::string& name) { return name + ".md"; };
  const SourceTree tree = {{"README.md", page("see gone")},
                           {page("docs/api"), ""},
                           {"a.h", "// see " + page("api") + " and " + page("docs/api") + "\n"},
                           {"b.h", "// https://example.org/" + page("lost") + "\n"},
                           {"c.sql", "-- see " + page("gone") + "\n"}};
  CHECK(MissingPages(tree) == Complaints{"c.sql: " + page("gone")});
}
