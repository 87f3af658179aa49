#include "jobs/chapters.h"

#include "catch.h"

namespace clipbox::jobs {
namespace {

using Chapters = std::vector<Chapter>;

}  // namespace

TEST_CASE("lines with a time first become chapters that end where the next begins") {
  const std::string text = "My film.\n\n0:00 Intro\n1:30 Forest\n1:02:03 The end\nThanks!";
  CHECK(ParseChapters(text, 4000.0) == Chapters{{0, 90.0, "Intro"}, {90, 3723.0, "Forest"}, {3723, 4000.0, "The end"}});
}

TEST_CASE("the last chapter has no end where the duration is not known") {
  CHECK(ParseChapters("0:00 A\n0:10 B", std::nullopt) == Chapters{{0, 10.0, "A"}, {10, std::nullopt, "B"}});
}

TEST_CASE("a chapter's title is a plain line") {
  CHECK(ParseChapters("0:00 \u202EIntro\u202C\n1:05 Ne\u2028xt\x07", std::nullopt) ==
        Chapters{{0, 65.0, "Intro"}, {65, std::nullopt, "Ne xt "}});
}

TEST_CASE("brackets, bullets, numbers and separators around the time are not part of the title") {
  const Chapters two = {{0, 65.0, "Intro"}, {65, std::nullopt, "Next"}};
  for (const char* text :
       {"(0:00) Intro\n(1:05) Next", "[00:00] Intro\n[01:05] Next", "- 0:00 Intro\n- 1:05 Next",
        "* 0:00 - Intro\r\n* 1:05 - Next\r\n",
        "\xE2\x80\xA2 0:00 \xE2\x80\x93 Intro\n\xE2\x80\xA2 1:05 \xE2\x80\x94 Next", "1. 0:00 Intro\n2. 1:05 Next",
        "0:00: Intro\n1:05: Next", "00:00:00 | Intro\n00:01:05 | Next", "0:00 - 1:05 Intro\n1:05 - 2:00 Next",
        "  \xE2\x96\xBA 0:00 Intro\n  \xE2\x96\xBA 1:05 Next"}) {
    INFO(text);
    CHECK(ParseChapters(text, std::nullopt) == two);
  }
}

TEST_CASE("a time at the end of the line counts as well") {
  const Chapters two = {{0, 65.0, "Intro"}, {65, std::nullopt, "Next 2"}};
  for (const char* text : {"Intro 0:00\nNext 2 1:05", "Intro - 0:00\nNext 2 - 1:05", "Intro (0:00)\nNext 2 [1:05]"}) {
    INFO(text);
    CHECK(ParseChapters(text, std::nullopt) == two);
  }
}

TEST_CASE("fewer than two lines, or times that do not increase, are no chapters") {
  for (const char* text :
       {"", "0:00 Intro", "1:00 A\n0:30 B", "0:00 A\n0:00 B", "0:00 A\n2:00 B\n1:00 C", "0:00\n1:00\n"}) {
    INFO(text);
    CHECK(ParseChapters(text, std::nullopt).empty());
  }
}

TEST_CASE("what only looks like a time is text") {
  for (const char* text :
       {"16:9 is wide\n21:9 is wider", "1:60 A\n2:61 B", "1:2:3 A\n1:2:4 B", "0:00Intro\n1:00Next",
        "1:00:00:00 A\n2:00:00:00 B", "at 0:00 sharp\nat 1:00 sharp", "(0:00 A\n(1:00 B", "1000:00 A\n1001:00 B"}) {
    INFO(text);
    CHECK(ParseChapters(text, std::nullopt).empty());
  }
}

TEST_CASE("a chapter past the end of the video is left out") {
  CHECK(ParseChapters("0:00 A\n0:10 B\n9:00 C", 60.0) == Chapters{{0, 10.0, "A"}, {10, 60.0, "B"}});
  CHECK(ParseChapters("0:00 A\n9:00 C", 60.0).empty());
}

TEST_CASE("a title keeps its own punctuation and is stored as plain text") {
  const Chapters chapters = ParseChapters("0:00 What?! (part 1).\n0:10 <b>\xFF", std::nullopt);
  REQUIRE(chapters.size() == 2);
  CHECK(chapters[0].title == "What?! (part 1).");
  CHECK(chapters[1].title == "<b>\xEF\xBF\xBD");
}

}  // namespace clipbox::jobs
