// The page names codes of errors in its own language: each of them has to be one.
#include <filesystem>
#include <set>
#include <string>

#include "base/error_table.h"
#include "base/json.h"
#include "catch.h"
#include "file_text.h"

namespace clipbox {
namespace {

const std::filesystem::path kPage = std::filesystem::path(CLIPBOX_SOURCE_DIR) / "static/js";

template <class Chosen>
std::set<std::string> Codes(const Chosen& chosen) {
  std::set<std::string> codes;
  for (const base::ErrorRow& row : base::kErrorTable)
    if (chosen(row)) codes.emplace(row.text);
  return codes;
}

// What stands between `begin` and the next `end`.
std::string Between(const std::string& text, const std::string& begin, const std::string& end) {
  const std::size_t found = text.find(begin);
  REQUIRE(found != std::string::npos);
  const std::size_t at = found + begin.size();
  return text.substr(at, text.find(end, at) - at);
}

// The words of small letters that stand right before `mark`, or between two of it.
std::set<std::string> WordsBefore(const std::string& text, const std::string& mark) {
  std::set<std::string> words;
  for (std::size_t end = text.find(mark); end != std::string::npos; end = text.find(mark, end + 1)) {
    const std::size_t begin = text.find_last_not_of("abcdefghijklmnopqrstuvwxyz_", end - 1) + 1;
    if (begin < end) words.insert(text.substr(begin, end - begin));
  }
  return words;
}

// The keys of the catalogue that begin so, without that beginning and without `others`.
std::set<std::string> KeysOfArea(const std::string& area, const std::set<std::string>& others) {
  const auto words = base::ParseJson(test::ReadText(kPage.parent_path() / "lang/en.json"));
  std::set<std::string> keys;
  for (const auto& entry : words.items())
    if (entry.key().starts_with(area) && !others.contains(entry.key().substr(area.size())))
      keys.insert(entry.key().substr(area.size()));
  return keys;
}

}  // namespace

TEST_CASE("the page has advice for every failure of a job, and for nothing else") {
  const auto failures = Codes([](const base::ErrorRow& row) { return base::IsFailure(row.code); });
  CHECK(KeysOfArea("advice.", {"other"}) == failures);
  CHECK(KeysOfArea("failure.", {"unknown"}) == failures);
}

TEST_CASE("the page words no refusal that the API does not have") {
  const std::set<std::string> all = Codes([](const base::ErrorRow&) { return true; });
  for (const std::string& key : KeysOfArea("refusal.", {})) {
    if (key.starts_with("http_")) continue;  // a proxy's
    CAPTURE(key);
    CHECK(all.contains(key.substr(0, key.find('.'))));
  }
}

TEST_CASE("the page asks for another file exactly if only that mends the failure") {
  const std::string list = Between(test::ReadText(kPage / "words.js"), "kOfTheFile = [", "];");
  CHECK(WordsBefore(list, "'") == Codes(base::IsOfTheFile));
}

TEST_CASE("every code that a script of the page compares with is one of the API's") {
  const std::set<std::string> all = Codes([](const base::ErrorRow&) { return true; });
  std::set<std::string> compared;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kPage)) {
    if (entry.path().extension() != ".js") continue;
    std::string text = test::ReadText(entry.path());
    for (const char* mark : {"code === '", "code !== '", "code: '"}) {
      for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1))
        compared.insert(Between(text.substr(at), mark, "'"));
    }
  }
  CHECK(compared.contains("parts_missing"));
  for (const std::string& code : compared) {
    CAPTURE(code);
    CHECK(all.contains(code));
  }
}

}  // namespace clipbox
