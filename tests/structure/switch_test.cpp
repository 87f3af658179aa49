// A `default:` hides a value that is added later from the compiler, which else names every switch that lacks it.
#include <cctype>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "catch.h"
#include "file_text.h"

namespace clipbox {
namespace {

// `case Verb::kPut:` and `case kPut:`, not a number, a letter, or a constant of C.
bool IsCaseOfOurEnum(const std::string& line) {
  const std::size_t at = line.find("case ");
  if (at == std::string::npos) return false;
  const std::string name = line.substr(at + 5, line.find_first_of(" ;{", at + 5) - at - 5);
  const std::size_t scope = name.rfind("::");
  const std::size_t begin = scope == std::string::npos ? 0 : scope + 2;
  return name.size() > begin + 1 && name[begin] == 'k' && std::isupper(static_cast<unsigned char>(name[begin + 1]));
}

// The numbers of the lines that hold a `default:` of a switch over an enum of ours.
std::vector<int> Defaults(const std::string& text) {
  std::vector<int> found;
  std::istringstream lines(text);
  bool is_ours = false;
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.find("switch (") != std::string::npos) is_ours = false;
    if (IsCaseOfOurEnum(line)) is_ours = true;
    if (is_ours && line.find("default:") != std::string::npos) found.push_back(number);
  }
  return found;
}

}  // namespace

TEST_CASE("no switch over an enum of ours has a default") {
  const std::filesystem::path root = CLIPBOX_SOURCE_DIR;
  for (const char* tree : {"appliance", "tests"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / tree)) {
      if (entry.path().extension() != ".h" && entry.path().extension() != ".cpp") continue;
      if (entry.path().filename() == "switch_test.cpp") continue;
      CAPTURE(entry.path().string());
      CHECK(Defaults(test::ReadText(entry.path())).empty());
    }
  }
}

TEST_CASE("a default is found in a switch over an enum of ours, and left alone in one over numbers") {
  CHECK(Defaults("switch (verb) {\n  case Verb::kPut: return 1;\n  default: return 2;\n}\n") == std::vector{3});
  CHECK(Defaults("switch (verb) {\n  case kPut:\n  case kGet: return 1;\n  default: return 2;\n}\n") == std::vector{4});
  CHECK(Defaults("switch (number) {\n  case 1: return 1;\n  case EIO: return 2;\n  default: return 3;\n}\n").empty());
}

}  // namespace clipbox
