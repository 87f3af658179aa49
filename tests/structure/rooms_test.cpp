// The folders of the program: how many files lie in one, what they are called, and that appliance/README.md knows them.
#include <regex>
#include <set>

#include "catch.h"
#include "structure/source_tree.h"

using namespace clipbox::structure;

namespace {

constexpr std::size_t kMaxFiles = 30;

// Folders of headers and sources, and how many lie in each, not counting folders in it.
std::map<std::string, std::size_t> Rooms(const SourceTree& tree) {
  std::map<std::string, std::size_t> rooms;
  for (const auto& [path, text] : tree) {
    if (IsCode(path)) ++rooms[FolderOf(path)];
  }
  return rooms;
}

Complaints Crowded(const SourceTree& tree) {
  Complaints complaints;
  for (const auto& [room, files] : Rooms(tree)) {
    if (files > kMaxFiles) complaints.push_back(room + " has " + std::to_string(files) + " files");
  }
  return complaints;
}

Complaints Nameless(const SourceTree& tree) {
  static const std::regex kSaysNothing("(^|.*[/_])(utils?|common|helpers?|misc|manager)([/_.].*|$)");
  Complaints complaints;
  for (const auto& [path, text] : tree) {
    if (IsCode(path) && std::regex_match(path, kSaysNothing)) complaints.push_back(path);
  }
  return complaints;
}

// The folders that a page names: in backticks, with a slash at the end.
std::set<std::string> FoldersNamedIn(const std::string& page) {
  static const std::regex kFolder("`([a-z0-9_/]+)/`");
  std::set<std::string> folders;
  for (std::sregex_iterator at(page.begin(), page.end(), kFolder), end; at != end; ++at) folders.insert((*at)[1]);
  return folders;
}

// Every folder below appliance/, those that hold nothing but folders too; and the folders at the top of the repository.
std::set<std::string> FoldersOf(const SourceTree& tree) {
  std::set<std::string> folders;
  for (const auto& [path, text] : tree) {
    if (path.find('/') != std::string::npos) folders.insert(TopOf(path));
    if (!IsProgram(path)) continue;
    for (std::string folder = FolderOf(path); folder != "appliance"; folder = FolderOf(folder))
      folders.insert(folder.substr(std::string("appliance/").size()));
  }
  return folders;
}

// `page`: appliance/README.md. It need not name what lies beside appliance/.
Complaints Unplanned(const SourceTree& tree, const std::string& page) {
  const std::set<std::string> named = FoldersNamedIn(page);
  const std::set<std::string> there = FoldersOf(tree);
  Complaints complaints;
  for (const std::string& folder : named) {
    if (!there.contains(folder)) complaints.push_back("the page names " + folder + "/, which is not there");
  }
  for (const auto& [room, files] : Rooms(tree)) {
    const std::string folder = room.starts_with("appliance/") ? room.substr(std::string("appliance/").size()) : "";
    if (!folder.empty() && !named.contains(folder)) complaints.push_back("the page does not name " + folder + "/");
  }
  return complaints;
}

}  // namespace

TEST_CASE("no folder has more than thirty files") { CHECK(Crowded(Repository()) == Complaints{}); }

TEST_CASE("no file or folder has a name that says nothing") { CHECK(Nameless(Repository()) == Complaints{}); }

TEST_CASE("the program's own page names its folders, all of them and no others") {
  CHECK(Unplanned(Repository(), Repository().at("appliance/README.md")) == Complaints{});
}

TEST_CASE("a crowded folder is found; files in folders of its own do not count") {
  SourceTree tree;
  for (std::size_t i = 0; i < kMaxFiles; ++i) tree["appliance/shop/" + std::to_string(i) + ".h"];
  tree["appliance/shop/till/coin.h"];
  CHECK(Crowded(tree).empty());
  tree["appliance/shop/one_more.h"];
  CHECK(Crowded(tree) == Complaints{"appliance/shop has 31 files"});
}

TEST_CASE("a name that says nothing is found, as a word of a longer name too") {
  CHECK(Nameless({{"appliance/shop/till.h", ""}, {"appliance/commons/green.h", ""}}).empty());
  CHECK(Nameless({{"appliance/utils/till.h", ""}}).size() == 1);
  CHECK(Nameless({{"appliance/shop/till_helpers.cpp", ""}}).size() == 1);
  CHECK(Nameless({{"tests/misc/till_test.cpp", ""}}).size() == 1);
}

TEST_CASE("a folder that the page does not name is found, and one that it names and is not there") {
  const SourceTree tree = {{"appliance/shop/till/coin.h", ""}, {"appliance/shop/door.h", ""}, {"sql/x.sql", ""}};
  CHECK(Unplanned(tree, "`shop/` and `shop/till/`, beside `sql/`").empty());
  CHECK(Unplanned(tree, "`shop/`") == Complaints{"the page does not name shop/till/"});
  CHECK(Unplanned(tree, "`shop/`, `shop/till/`, `attic/`") == Complaints{"the page names attic/, which is not there"});
}
