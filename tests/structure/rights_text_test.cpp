// What a person confirmed is kept as a version: it must stand for one text for ever.
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "base/json.h"
#include "catch.h"

namespace clipbox {
namespace {

// A new wording, in any language, gets a new line here and its version in http/api/jobs/jobs_handlers.cpp. What was
// released stays.
const std::map<std::string, std::map<std::string, std::string>>& TextsByVersion() {
  static const std::map<std::string, std::map<std::string, std::string>> kTexts = {
      {"1",
       {
           {"en", "I own this video or have the permission of those who do, and I may make and use clips of it."},
           {"de",
            "Dieses Video gehört mir, oder die Berechtigten haben es mir erlaubt: Ich darf Clips davon herstellen und "
            "verwenden."},
           {"ar", "هذا الفيديو ملكي أو لديّ إذن من أصحابه، ويحقّ لي أن أصنع منه مقاطع وأن أستخدمها."},
       }},
  };
  return kTexts;
}

std::string ReadSource(const std::string& name) {
  std::ifstream file(std::filesystem::path(CLIPBOX_SOURCE_DIR) / name);
  REQUIRE(file);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// What stands between the next pair of `quote` after `mark`.
std::string QuotedAfter(const std::string& text, const std::string& mark, char quote) {
  const std::size_t at = text.find(mark);
  REQUIRE(at != std::string::npos);
  const std::size_t begin = text.find(quote, at + mark.size()) + 1;
  return text.substr(begin, text.find(quote, begin) - begin);
}

}  // namespace

TEST_CASE("the version of the rights text that the server records is that of the text on the page, in each language") {
  const std::string version =
      QuotedAfter(ReadSource("appliance/http/api/jobs/jobs_handlers.cpp"), "kRightsTextVersion =", '"');
  const auto known = TextsByVersion().find(version);
  REQUIRE(known != TextsByVersion().end());
  for (const auto& [language, text] : known->second) {
    CAPTURE(language);
    const auto words = base::ParseJson(ReadSource("static/lang/" + language + ".json"));
    CHECK(words.at("rights.text").get<std::string>() == text);
  }
  CHECK(known->first == TextsByVersion().rbegin()->first);
}

}  // namespace clipbox
