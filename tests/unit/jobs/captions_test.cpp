#include "jobs/captions.h"

#include <chrono>

#include "base/error.h"
#include "catch.h"

using namespace clipbox;
using jobs::Cue;
using jobs::ParseCaptions;
using namespace std::string_literals;

namespace {

using Cues = std::vector<Cue>;

base::ErrorCode RefusalOf(std::string_view bytes) {
  try {
    ParseCaptions(bytes);
  } catch (const base::Error& error) {
    return error.code();
  }
  return base::ErrorCode::kInternal;
}

std::string Utf16(std::string_view ascii, bool little) {
  std::string bytes;
  for (const char c : ascii) bytes += little ? std::string{c, '\0'} : std::string{'\0', c};
  return bytes;
}

constexpr const char* kSubRip =
    "1\n00:00:01,000 --> 00:00:02,500\nHello\n\n2\n00:01:00,250 --> 01:00:00,000\nTwo\nlines\n";
const Cues kTwo = {{1, 2.5, "Hello"}, {60.25, 3600, "Two\nlines"}};

}  // namespace

TEST_CASE("SubRip is read with its numbers, times and lines") { CHECK(ParseCaptions(kSubRip) == kTwo); }

TEST_CASE("WebVTT is read without its notes, styles, regions, identifiers and settings") {
  CHECK(ParseCaptions(
            "WEBVTT - a title\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:fred\n\nNOTE\nnothing\n\nintro\n"
            "00:01.000 --> 00:02.500 line:0 align:start\nHello\n\n00:01:00.250 --> 01:00:00.000\nTwo\nlines") == kTwo);
}

TEST_CASE("line ends, a byte order mark and the encoding do not matter, where it is one of Unicode") {
  std::string crlf;
  std::string cr;
  for (const char* c = kSubRip; *c != '\0'; ++c) {
    crlf += *c == '\n' ? "\r\n" : std::string(1, *c);
    cr += *c == '\n' ? '\r' : *c;
  }
  CHECK(ParseCaptions(crlf) == kTwo);
  CHECK(ParseCaptions(cr) == kTwo);
  CHECK(ParseCaptions("\xEF\xBB\xBF" + crlf) == kTwo);
  CHECK(ParseCaptions("\xFF\xFE" + Utf16(crlf, true)) == kTwo);
  CHECK(ParseCaptions("\xFE\xFF" + Utf16(crlf, false)) == kTwo);
  CHECK(ParseCaptions(Utf16(crlf, true)) == kTwo);
  CHECK(ParseCaptions(Utf16(crlf, false)) == kTwo);
  // U+1F600, beyond what one unit of UTF-16 holds.
  CHECK(ParseCaptions("\xFF\xFE" + Utf16("0:1 --> 0:2\n", true) + "\x3D\xD8\x00\xDE"s).at(0).text == "\U0001F600");
}

TEST_CASE("text in another encoding is refused by name, for a guess may be wrong") {
  CHECK(RefusalOf("1\n00:00:01,000 --> 00:00:02,000\nK\xE4se\n") == base::ErrorCode::kInvalidField);
  CHECK(RefusalOf("\xFF\xFE\x3D\xD8") == base::ErrorCode::kInvalidField);  // half a pair
}

TEST_CASE("what is empty or no captions is refused by name; a WebVTT file without a cue is one without cues") {
  CHECK(RefusalOf("") == base::ErrorCode::kEmptyFile);
  CHECK(RefusalOf("Once upon a time\n\nthere was no time at all\n") == base::ErrorCode::kInvalidField);
  CHECK(RefusalOf("a --> b\n") == base::ErrorCode::kInvalidField);
  CHECK(RefusalOf("\xEF\xBB\xBF") == base::ErrorCode::kInvalidField);  // a byte order mark and nothing behind it
  CHECK(RefusalOf("\xFF\xFE") == base::ErrorCode::kInvalidField);
  CHECK(ParseCaptions("WEBVTT\n").empty());
}

TEST_CASE("sloppy files are read as they were meant") {
  CHECK(ParseCaptions("00:00:01.000-->00:00:02.5\nHello\n00:01:00,250 --> 1:00:00 X1:40 X2:60\nTwo \n\t lines") ==
        kTwo);
  CHECK(ParseCaptions("1\n0:0:1,0 --> 0:0:2,500\nHello\n2\n0:1:0,25 --> 1:0:0,0\nTwo\nlines\n") == kTwo);
  CHECK(ParseCaptions("7\n00:00:05,000 --> 00:00:04,000\nbackwards\n\n8\n00:00:01,000 --> 00:00:01,000\nno time\n\n"
                      "9\n00:00:01,000 --> 00:00:02,000\n\n\n")
            .empty());
  CHECK(ParseCaptions("1\n0:0:1,0 --> 0:0:2,0\n2012\n") == Cues{{1, 2, "2012"}});
}

TEST_CASE("cues that overlap are kept, those out of order are put in order") {
  CHECK(ParseCaptions("0:03 --> 0:05\nlater\n\n0:01 --> 0:04\nearlier\n") == Cues{{1, 4, "earlier"}, {3, 5, "later"}});
}

TEST_CASE("tags, positions and entities are taken out of the text, other brackets stay") {
  CHECK(jobs::PlainCueText("<i>one</i> <b>two</b> <font color=\"#ff0000\">three</font>") == "one two three");
  CHECK(jobs::PlainCueText("<v Ann>Hi<00:00:01.000> <c.loud>there</c>") == "Hi there");
  CHECK(jobs::PlainCueText("{\\an8}above {curly}") == "above {curly}");
  CHECK(jobs::PlainCueText("1 < 2 &amp;&amp; 3 &gt; 2 <3") == "1 < 2 && 3 > 2 <3");
  CHECK(jobs::PlainCueText("<i></i>\n  \n ") == "");
}

TEST_CASE(
    "cut to a clip, cues are timed from its start, cut at its edges, and left out where nothing of them remains") {
  const Cues cues = {{0, 1, "before"}, {1, 10, "at"}, {10.5, 11, "in"}, {11, 30, "out"}, {20, 21, "touching"}};
  CHECK(jobs::CutCues(cues, {10, 20}) == Cues{{0.5, 1, "in"}, {1, 10, "out"}});
  CHECK(jobs::CutCues(cues, {5, 10.75}) == Cues{{0, 5, "at"}, {5.5, 5.75, "in"}});
  CHECK(jobs::CutCues(cues, {9.9995, 10.5}).empty());
  CHECK(jobs::CutCues({}, {0, 1}).empty());
}

TEST_CASE("written as WebVTT and as SubRip, and read again, cues are the same") {
  const Cues cues = {{0, 0.001, "a & b --> <c>"}, {59.999, 36000, "Ünï\ncode"}};
  CHECK(ParseCaptions(jobs::ToWebVtt(cues)) == cues);
  CHECK(jobs::ToWebVtt(cues) ==
        "WEBVTT\n\n00:00:00.000 --> 00:00:00.001\na &amp; b --&gt; &lt;c&gt;\n\n"
        "00:00:59.999 --> 10:00:00.000\nÜnï\ncode\n");
  CHECK(jobs::ToSubRip(kTwo) ==
        "1\n00:00:01,000 --> 00:00:02,500\nHello\n\n2\n00:01:00,250 --> 01:00:00,000\nTwo\nlines\n");
  CHECK(ParseCaptions(jobs::ToSubRip(kTwo)) == kTwo);
}

TEST_CASE("a cue of two million bytes of tags that never end is read at once") {
  const auto begun = std::chrono::steady_clock::now();
  for (const std::string_view piece : {"<a", "{\\", "<a {\\p1 &amp"}) {
    std::string text = "00:01.000 --> 00:02.000\n";
    while (text.size() < 2'000'000) text += piece;
    CHECK(ParseCaptions(text).at(0).text.size() <= 4000);
  }
  // Looking for each tag's end anew would take a minute.
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(10));
}

TEST_CASE("captions of which every cue ends before it begins are refused by name") {
  CHECK(RefusalOf("1\n00:00:05,000 --> 00:00:04,000\nbackwards\n") == base::ErrorCode::kInvalidField);
  CHECK(RefusalOf("WEBVTT\n\n00:05.000 --> 00:04.000\nbackwards\n\n00:06.000 --> 00:06.000\nno time\n") ==
        base::ErrorCode::kInvalidField);
  CHECK(ParseCaptions("0:05 --> 0:04\nbackwards\n\n0:06 --> 0:07\nforwards\n") == Cues{{6, 7, "forwards"}});
}

TEST_CASE("drawings of vectors are no words") {
  CHECK(jobs::PlainCueText("{\\p1}m 0 0 l 100 0 100 100 0 100{\\p0}") == "");
  CHECK(jobs::PlainCueText("before {\\an7\\pos(10,20)\\p4}m 0 0\nl 5 5{\\i1}s 1 1{\\r\\p0} after") == "before  after");
  CHECK(jobs::PlainCueText("{\\pos(1,2)}here{\\pbo5} and there") == "here and there");
  CHECK(jobs::PlainCueText("{\\p1}m 0 0 never ended") == "");
}
