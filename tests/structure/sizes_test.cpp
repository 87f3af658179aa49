// How long functions and files are. A function's lines are those between its brackets.
#include <algorithm>

#include "catch.h"
#include "structure/code.h"

using namespace clipbox::structure;

namespace {

constexpr std::size_t kMaxFileLines = 400;
constexpr std::size_t kMaxFunctionLines = 60;

struct Sizes {
  std::vector<std::size_t> files;
  std::vector<std::size_t> functions;
  Complaints too_long;
};

void Note(Sizes& sizes, std::vector<std::size_t>& all, std::size_t lines, std::size_t most, const std::string& where) {
  all.push_back(lines);
  if (lines > most) sizes.too_long.push_back(where + " has " + std::to_string(lines) + " lines");
}

Sizes Measure(const SourceTree& tree) {
  Sizes sizes;
  for (const auto& [path, text] : tree) {
    if (!IsProgram(path)) continue;
    Note(sizes, sizes.files, LinesOf(text).size(), kMaxFileLines, path);
    for (const Function& function : FunctionsOf(text))
      Note(sizes, sizes.functions, function.lines, kMaxFunctionLines, path + ":" + std::to_string(function.line));
  }
  return sizes;
}

// The size that `share` of all are not above. Requires: there are some.
std::size_t Quantile(std::vector<std::size_t> sizes, double share) {
  std::sort(sizes.begin(), sizes.end());
  return sizes[static_cast<std::size_t>(share * static_cast<double>(sizes.size() - 1))];
}

const Sizes& ProjectSizes() {
  static const Sizes kSizes = Measure(Repository());
  return kSizes;
}

}  // namespace

TEST_CASE("no file has more than 400 lines, no function more than 60") {
  CHECK(ProjectSizes().too_long == Complaints{});
}

TEST_CASE("half of all functions have at most 5 lines, nine in ten at most 15") {
  CHECK(Quantile(ProjectSizes().functions, 0.5) <= 5);
  CHECK(Quantile(ProjectSizes().functions, 0.9) <= 15);
}

TEST_CASE("half of all files have at most 60 lines, nine in ten at most 150") {
  CHECK(Quantile(ProjectSizes().files, 0.5) <= 60);
  CHECK(Quantile(ProjectSizes().files, 0.9) <= 150);
}

TEST_CASE("files and functions that are too long are found") {
  const auto body = [](std::size_t lines) {
    std::string text = "int F() {\n";
    for (std::size_t i = 0; i < lines; ++i) text += "  ++x;\n";
    return text + "}\n";
  };
  CHECK(Measure({{"appliance/a/x.cpp", body(60)}}).too_long.empty());
  CHECK(Measure({{"appliance/a/x.cpp", "\n" + body(61)}}).too_long == Complaints{"appliance/a/x.cpp:2 has 61 lines"});
  CHECK(Measure({{"appliance/a/x.h", std::string(401, '\n')}}).too_long == Complaints{"appliance/a/x.h has 401 lines"});
}

TEST_CASE("a quantile is the size that so many are not above") {
  CHECK(Quantile({9, 1, 5, 3, 7}, 0.5) == 5);
  CHECK(Quantile({1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 90}, 0.9) == 1);
  CHECK(Quantile({1, 1, 1, 1, 1, 1, 1, 1, 1, 80, 90}, 0.9) == 80);
}
