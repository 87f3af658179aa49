// What base/text and base/files do for everybody is done there and nowhere else.
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "base/text.h"
#include "catch.h"
#include "file_text.h"

namespace fs = std::filesystem;

namespace {

struct Rule {
  std::vector<std::string> calls;
  std::vector<std::string> places;  // below appliance/
};

const std::vector<Rule> kRules = {
    {{"from_chars(", "strtod(", "strtof(",  "strtol(",  "strtoul(", "strtoll(", "strtoull(", "stoi(",
      "stol(",       "stoll(",  "stoul(",   "stoull(",  "stod(",    "stof(",    "atoi(",     "atol(",
      "atof(",       "sscanf(", "tolower(", "toupper(", "isdigit(", "isalnum(", "isspace("},
     {"base/text.cpp"}},
    {{"ifstream"}, {"base/clock.cpp", "cli/local/work_clock.cpp"}},
    // Beside base: who moves many at once, who holds the file open, and the handler of a crash, which calls nothing of
    // ours.
    {{"rename("}, {"base/files.cpp", "objectstore/embedded/files/quarantine.cpp"}},
    {{"fsync("},
     {"base/files.cpp", "objectstore/embedded/files/incoming_file.cpp", "cli/client/download.cpp",
      "work/pool/crash_marker.cpp"}},
};

// Not as the end of a longer name.
bool Calls(const std::string& text, const std::string& call) {
  for (std::size_t at = text.find(call); at != std::string::npos; at = text.find(call, at + 1)) {
    if (at == 0 || (!clipbox::base::IsLetterOrDigit(text[at - 1]) && text[at - 1] != '_')) return true;
  }
  return false;
}

// What a file of the program calls though another file does it for all.
std::vector<std::string> CallsElsewhere(const std::string& file, const std::string& text) {
  std::vector<std::string> found;
  for (const Rule& rule : kRules) {
    if (std::ranges::find(rule.places, file) != rule.places.end()) continue;
    for (const std::string& call : rule.calls) {
      if (Calls(text, call)) found.push_back(file + " calls " + call);
    }
  }
  return found;
}

}  // namespace

TEST_CASE("numbers, case, small files and what has to last are read and written in one place") {
  const fs::path root = fs::path(CLIPBOX_SOURCE_DIR) / "appliance";
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".cpp" && entry.path().extension() != ".h") continue;
    CHECK(CallsElsewhere(fs::relative(entry.path(), root).string(), clipbox::test::ReadText(entry.path())) ==
          std::vector<std::string>{});
  }
}

TEST_CASE("a second copy of what stands in one place is found by its call") {
  using Found = std::vector<std::string>;
  CHECK(CallsElsewhere("http/range.cpp", "std::from_chars(a, b, n);") == Found{"http/range.cpp calls from_chars("});
  CHECK(CallsElsewhere("cli/add.cpp", "fs::rename(a, b)") == Found{"cli/add.cpp calls rename("});
  CHECK(CallsElsewhere("base/text.cpp", "std::from_chars(a, b, n);").empty());
  CHECK(CallsElsewhere("cli/add.cpp", "my_atoi(x), base::ToLower(x)").empty());
}
