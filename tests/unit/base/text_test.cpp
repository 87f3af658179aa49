#include "base/text.h"

#include <cstdint>

#include "catch.h"

namespace clipbox::base {

using Pieces = std::vector<std::string_view>;

TEST_CASE("trimming takes the given characters off both ends and leaves the middle") {
  CHECK(Trim(" \ta b\t ") == "a b");
  CHECK(Trim("a\r\n") == "a\r\n");
  CHECK(Trim("\n a\r\n", kWhiteSpace) == "a");
  CHECK(Trim("..a.b.", ".") == "a.b");
  for (const char* empty : {"", " ", "\t \t"}) CHECK(Trim(empty).empty());
}

TEST_CASE("splitting gives a piece more than there are separators") {
  CHECK(Split("a,,b", ',') == Pieces{"a", "", "b"});
  CHECK(Split("", ',') == Pieces{""});
  CHECK(Split(",", ',') == Pieces{"", ""});
}

TEST_CASE("a list's items are trimmed, and empty ones are none") {
  CHECK(SplitList(" a ,, b,\t") == Pieces{"a", "b"});
  CHECK(SplitList("x; y", ';') == Pieces{"x", "y"});
  CHECK(SplitList(" ").empty());
}

TEST_CASE("pieces and digits are cut off the front") {
  std::string_view text = "12a\nb";
  CHECK(TakeDigits(text) == "12");
  CHECK(TakeDigits(text).empty());
  CHECK(TakeUntil(text, '\n') == "a");
  CHECK(TakeUntil(text, '\n') == "b");
  CHECK(text.empty());
  CHECK(TakeUntil(text, '\n').empty());
}

TEST_CASE("case is that of ASCII's letters alone") {
  CHECK(ToLower("AZaz09[É") == "azaz09[É");
  CHECK(ToUpper("AZaz09{é") == "AZAZ09{é");
  CHECK(EqualsIgnoringCase("Content-TYPE", "content-type"));
  CHECK_FALSE(EqualsIgnoringCase("a", "ab"));
  CHECK_FALSE(EqualsIgnoringCase("[", "{"));
  CHECK(IsLetterOrDigit('Z'));
  CHECK_FALSE(IsLetterOrDigit('\xE9'));
}

TEST_CASE("a number is the whole text and within its bounds") {
  CHECK(ParseNumber<int>("-42") == -42);
  CHECK(ParseNumber<std::uint64_t>("18446744073709551615") == UINT64_MAX);
  CHECK(ParseNumber<int>("7", 1, 7) == 7);
  CHECK(ParseNumber<double>("62.5") == 62.5);
  for (const char* none : {"", " 1", "1 ", "+1", "1x", "0x10", "1.5", "1e3", "99999999999", "٣"}) {
    CAPTURE(none);
    CHECK_FALSE(ParseNumber<int>(none));
  }
  for (const char* none : {"", "1e3", "inf", "nan", "1,5", "1.5.", "0x1p3"}) {
    CAPTURE(none);
    CHECK_FALSE(ParseNumber<double>(none));
  }
  CHECK_FALSE(ParseNumber<int>("8", 1, 7));
  CHECK_FALSE(ParseNumber<int>("0", 1, 7));
  CHECK_FALSE(ParseNumber<unsigned>("-1"));
  CHECK_FALSE(ParseNumber<double>("60.5", 0.0, 60.0));
}

TEST_CASE("a hexadecimal number has digits of either case and no prefix") {
  CHECK(ParseHexNumber("00fF") == 255U);
  for (const char* none : {"", "-1", "0x1", "g", "11111111111111111"}) CHECK_FALSE(ParseHexNumber(none));
}

TEST_CASE("a position is read in every form in which a person writes it") {
  CHECK(ParsePosition("62.5") == 62.5);
  CHECK(ParsePosition("90") == 90.0);
  CHECK(ParsePosition("1:02.5") == 62.5);
  CHECK(ParsePosition("104:05") == 6245.0);
  CHECK(ParsePosition("1:02:03.25") == 3723.25);
  for (const char* none : {"", ":", "1:", ":30", "1:60", "1:60:00", "1.5:00", "1:2:3:4", "-1", "1:-1", "+1", ".5", " 1",
                           "1e2", "inf", "1:00s"}) {
    CAPTURE(none);
    CHECK_FALSE(ParsePosition(none));
  }
}

TEST_CASE("a position is written as it is read, to the millisecond") {
  CHECK(PositionText(0) == "0:00");
  CHECK(PositionText(9.9996) == "0:10");
  CHECK(PositionText(62.5) == "1:02.5");
  CHECK(PositionText(600) == "10:00");
  CHECK(PositionText(3723.25) == "1:02:03.25");
  CHECK(PositionText(36'000) == "10:00:00");
  CHECK(ParsePosition(PositionText(3723.041)) == 3723.041);
}

TEST_CASE("a timecode has every field, with the point that is wanted before the milliseconds") {
  CHECK(TimecodeText(3723.4) == "01:02:03.400");
  CHECK(TimecodeText(0.0004, ',') == "00:00:00,000");
  CHECK(TimecodeText(360'000) == "100:00:00.000");
}

TEST_CASE("an entity tag loses its quotes and the mark of a weak one") {
  for (const char* form : {"\"d41d8\"", "d41d8", "W/\"d41d8\"", " \"d41d8\" "}) CHECK(BareEtag(form) == "d41d8");
  CHECK(BareEtag("\"") == "\"");
  CHECK(BareEtag("a\"b") == "a\"b");
}

TEST_CASE("overlong forms, surrogates and lone bytes are not UTF-8") {
  CHECK(IsUtf8("é漢😀\u07FF\uFFFD\U0010FFFF"));
  for (const char* broken : {"\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
                             "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\x80", "\xE6\xBC", "\xE6\xBCx", "\xFF"}) {
    CHECK_FALSE(IsUtf8(broken));
  }
  CHECK(CharacterLength("漢x") == 3);
  CHECK(CharacterLength("") == 0);
}

TEST_CASE("a size is told in units of a thousand, rounded to a tenth") {
  CHECK(SizeText(0) == "0 bytes");
  CHECK(SizeText(1) == "1 byte");
  CHECK(SizeText(999) == "999 bytes");
  CHECK(SizeText(1000) == "1.0 kB");
  CHECK(SizeText(1'549'999) == "1.5 MB");
  CHECK(SizeText(999'960) == "1.0 MB");
  CHECK(SizeText(12'345'678'901) == "12.3 GB");
  CHECK(SizeText(UINT64_MAX) == "18.4 EB");
}

TEST_CASE("a plain line has no control, no line break, nothing that turns its order, and is UTF-8") {
  for (const char* plain : {"", "Ünï – 日本語 🎬", "שלום", "a\u00A0b", "👩‍👧", "می‌خواهم"}) {
    CAPTURE(plain);
    CHECK(IsPlainLine(plain));
    CHECK(PlainLine(plain, 100) == plain);
  }
  using namespace std::string_view_literals;
  for (const std::string_view refused :
       {"a\0b"sv,     "a\tb"sv,     "a\nb"sv,     "a\rb"sv,     "\x1B[2J"sv, "a\x7F"sv,   "a\u0080b"sv,
        "a\u0085b"sv, "a\u009Fb"sv, "a\u2028b"sv, "a\u2029b"sv, "\u061Ca"sv, "a\u200E"sv, "a\u200F"sv,
        "a\u202Ab"sv, "a\u202Eb"sv, "\u2066a"sv,  "a\u2069"sv,  "\uFEFFa"sv, "a\xFF"sv,   "\xED\xA0\x80"sv}) {
    CAPTURE(refused);
    CHECK_FALSE(IsPlainLine(refused));
    CHECK(IsPlainLine(PlainLine(refused, 100)));
  }
}

TEST_CASE("a line from elsewhere is made plain: breaks are spaces, what turns goes, lost bytes show") {
  CHECK(PlainLine("a\nb\u2028c\u0085d\x07", 100) == "a b c d ");
  CHECK(PlainLine("\u202Eexe.4pm\u202C\uFEFF", 100) == "exe.4pm");
  CHECK(PlainLine("\xFFx", 100) == "\uFFFDx");
  CHECK(PlainLine("éé", 3) == "é");
}

TEST_CASE("a text from elsewhere keeps its lines, and captions keep what turns the order") {
  CHECK(PlainText("a\r\x01\x7F b\n\tc\u2029d\u0085e", 100) == "a    b\n\tc\nd\ne");
  CHECK(PlainText("\u202Ea\u200F", 100) == "a");
  CHECK(PlainText("\u202Ea\u200F", 100, Turns::kStay) == "\u202Ea\u200F");
  CHECK(PlainText("\xFFx", 100) == "\uFFFDx");
  CHECK(PlainText("éé", 3) == "é");
}

}  // namespace clipbox::base
