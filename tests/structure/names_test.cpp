// Names and places of what the program declares: no `default:` over our enums, no type name twice, no crumbs of
// headers.
#include <algorithm>
#include <regex>
#include <set>

#include "catch.h"
#include "structure/code.h"
#include "structure/includes.h"

using namespace clipbox::structure;

namespace {

constexpr std::size_t kSmallHeader = 20;

// A switch over an enum of ours names its values `kX` or `…Code::kX`.
Complaints Defaults(const SourceTree& tree) {
  static const std::regex kOurs("case (\\w+::)*k[A-Z]\\w*:");
  static const std::regex kDefault("\\bdefault:");
  Complaints complaints;
  for (const auto& [path, text] : tree) {
    if (!IsCode(path)) continue;
    const std::string code = CodeOnly(text);
    for (std::size_t at = code.find("switch ("); at != std::string::npos; at = code.find("switch (", at + 1)) {
      const std::size_t open = code.find('{', at);
      const std::string body = code.substr(open, ClosingBrace(code, open) - open);
      if (std::regex_search(body, kOurs) && std::regex_search(body, kDefault))
        complaints.push_back(path + ":" + std::to_string(LineAt(code, at)));
    }
  }
  return complaints;
}

// Where the types of each namespace are defined that stand at the left edge: `clipbox::media Span` -> files.
void CollectTypes(const std::string& path, const std::string& text,
                  std::map<std::string, std::set<std::string>>& types) {
  static const std::regex kNamespace("namespace ([\\w:]+) \\{");
  static const std::regex kType("(?:class|struct|union|enum class|enum) (?:[A-Z_]+\\(.*?\\) )?(\\w+)(?: [^;]*)?");
  std::string scope;
  for (const std::string& line : LinesOf(CodeOnly(text))) {
    std::smatch found;
    if (std::regex_match(line, found, kNamespace)) scope = found[1];
    if (std::regex_match(line, found, kType) && !line.ends_with(';')) types[scope + " " + found[1].str()].insert(path);
  }
}

// Types that a header defines and another file of the same namespace again. Two sources may have a type of the same
// name, each for itself.
Complaints TypesTwice(const SourceTree& tree) {
  std::map<std::string, std::set<std::string>> types;
  for (const auto& [path, text] : tree) {
    if (IsProgram(path)) CollectTypes(path, text, types);
  }
  Complaints complaints;
  for (const auto& [name, files] : types) {
    const bool in_header =
        std::any_of(files.begin(), files.end(), [](const auto& file) { return file.ends_with(".h"); });
    if (in_header && files.size() > 1) complaints.push_back(name);
  }
  return complaints;
}

// Headers of a few lines that stand alone, with one user or none: what is in them belongs there.
Complaints Crumbs(const SourceTree& tree) {
  std::map<std::string, std::size_t> users;
  for (const Include& include : IncludesOf(tree)) ++users["appliance/" + include.header];
  Complaints complaints;
  for (const auto& [path, text] : tree) {
    if (!IsProgram(path) || !path.ends_with(".h") || LinesOf(text).size() >= kSmallHeader) continue;
    const std::string stem = path.substr(0, path.size() - 2);
    const std::string test = "tests/unit/" + stem.substr(std::string("appliance/").size()) + "_test.cpp";
    if (users[path] < 2 && !tree.contains(stem + ".cpp") && !tree.contains(test)) complaints.push_back(path);
  }
  return complaints;
}

}  // namespace

TEST_CASE("no switch over an enum of ours has a default") { CHECK(Defaults(Repository()) == Complaints{}); }

TEST_CASE("no two types of a namespace have the same name") { CHECK(TypesTwice(Repository()) == Complaints{}); }

TEST_CASE("a header of a few lines has two users, or a source or a test of its own") {
  CHECK(Crumbs(Repository()) == Complaints{});
}

TEST_CASE("a default over our own enum is found, over another's it may be") {
  const auto found = [](const std::string& body) {
    return Defaults({{"appliance/a/x.cpp", "\nswitch (x) {\n" + body + "}\n"}});
  };
  CHECK(found("  case Kind::kOne: return 1;\n  default: return 2;\n") == Complaints{"appliance/a/x.cpp:2"});
  CHECK(found("  case kOne: return 1;\n  default: return 2;\n").size() == 1);
  CHECK(found("  case Kind::kOne: return 1;\n  case Kind::kTwo: return 2;\n").empty());
  CHECK(found("  case AV_ONE: return 1;\n  default: return 2;\n").empty());
  CHECK(found("  case Kind::kOne: return 1;  // no default: here\n").empty());
}

TEST_CASE("a type of a header that another file of its namespace defines again is found") {
  const std::string one = "namespace clipbox::a {\nstruct Till {\n};\n}\n";
  CHECK(TypesTwice({{"appliance/a/x.h", one}, {"appliance/a/y.h", one}}) == Complaints{"clipbox::a Till"});
  CHECK(TypesTwice({{"appliance/a/x.h", one},
                    {"appliance/a/y.cpp", "namespace clipbox::a {\nnamespace {\n\n" + one.substr(23) + "}\n"}})
            .size() == 1);
  CHECK(TypesTwice({{"appliance/a/x.h", one}, {"appliance/b/x.h", "namespace clipbox::b {\nstruct Till {\n};\n}\n"}})
            .empty());
  CHECK(
      TypesTwice({{"appliance/a/x.h", one}, {"appliance/a/y.h", "namespace clipbox::a {\nstruct Till;\n}\n"}}).empty());
  CHECK(TypesTwice({{"appliance/a/x.cpp", one}, {"appliance/a/y.cpp", one}}).empty());
}

TEST_CASE("a small header that stands alone is found where nobody or one file uses it") {
  SourceTree tree = {{"appliance/a/x.h", "int x;\n"}, {"appliance/a/y.cpp", "#include \"a/x.h\"\n"}};
  CHECK(Crumbs(tree) == Complaints{"appliance/a/x.h"});
  for (const char* keeper : {"appliance/a/x.cpp", "tests/unit/a/x_test.cpp"}) {
    SourceTree kept = tree;
    kept[keeper];
    CHECK(Crumbs(kept).empty());
  }
  tree["appliance/a/z.cpp"] = "#include \"a/x.h\"\n";
  CHECK(Crumbs(tree).empty());
  tree["appliance/a/long.h"] = std::string(kSmallHeader, '\n');
  CHECK(Crumbs(tree).empty());
}
