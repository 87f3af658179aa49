#include "http/share/words.h"

#include "catch.h"

using namespace clipbox;
using http::WordBook;

TEST_CASE("the language is the best that the browser asks for and the catalogue has") {
  const WordBook book;
  const auto language = [&](const char* accepted) { return book.For(accepted).tag(); };
  CHECK(language("") == "en");
  CHECK(language("fr, de-AT;q=0.8, en;q=0.5") == "de");
  CHECK(language("en;q=0.3,AR-eg;q=0.9") == "ar");
  CHECK(language("de;q=0, ar;q=nonsense") == "en");
  CHECK(language("*") == "en");
  CHECK(language("de;q=1.0001") == "en");
  CHECK(language(";;;,,,q=,-") == "en");
}

TEST_CASE("Arabic runs from right to left, and places in a text are filled in") {
  const WordBook book;
  CHECK(book.For("ar").direction() == "rtl");
  CHECK(book.For("de").direction() == "ltr");
  CHECK(book.For("en").Get("clip", {{"number", "{number}"}}) == "Clip {number}");
  CHECK(book.For("de").Get("clip", {{"number", "3"}}) == "Clip 3");
  CHECK(book.For("en").Get("no such word") == "no such word");
}

TEST_CASE("every word of the pages for others is a text in each language") {
  const WordBook book;
  for (const char* tag : {"en", "de", "ar"}) {
    CHECK(book.For(tag).tag() == tag);
    for (const char* word :
         {"captions", "clip",    "clips", "deletedText", "download",    "elsewhere",  "empty",
          "expired",  "failed",  "file",  "gone",        "locked",      "open",       "openPage",
          "password", "picture", "sound", "unplayable",  "until",       "untitled",   "video",
          "wait",     "whole",   "wrong", "goneText",    "expiredText", "failedText", "lockedText"}) {
      CHECK(book.For(tag).Get(word) != word);
    }
  }
}
