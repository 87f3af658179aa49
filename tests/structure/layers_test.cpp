// Holds every #include of appliance/ to tests/layers.txt: folders see only the folders they may, and a library's
// headers stay in one room.
#include "catch.h"
#include "structure/includes.h"

using namespace clipbox::structure;

namespace {

Layers ProjectLayers() { return ReadLayers(Repository().at("tests/layers.txt")); }

const std::vector<Include>& ProjectIncludes() {
  static const std::vector<Include> kIncludes = IncludesOf(Repository());
  return kIncludes;
}

// A house of two floors: a shop with two rooms, and a cellar.
constexpr const char* kHouse =
    "base:\n"
    "cellar: base\n"
    "shop: cellar shop/till\n"
    "shop/till: shop/shelf\n"
    "shop/shelf: cellar\n"
    "library bottle: cellar/\n";

Complaints Trespass(const std::string& from, const std::string& header) {
  return Trespasses(ReadLayers(kHouse), {{from, header}});
}

}  // namespace

TEST_CASE("every include of the program follows the layers") {
  CHECK(Trespasses(ProjectLayers(), ProjectIncludes()) == Complaints{});
}

TEST_CASE("every folder at the top has a line in the layers, every line and word of it is needed") {
  const Layers layers = ProjectLayers();
  for (const Include& include : ProjectIncludes()) CHECK(layers.rooms.contains(TopOf(include.from)));
  CHECK(DeadLines(layers, ProjectIncludes()) == Complaints{});
}

TEST_CASE("a sub-folder may include nothing that its top folder may not") {
  CHECK(Excesses(ProjectLayers()) == Complaints{});
}

TEST_CASE("no two folders of the program see each other, not over others either") {
  CHECK(Circles(ProjectIncludes()) == Complaints{});
}

TEST_CASE("an include that a line names is allowed, and so are a room's own files and base") {
  CHECK(Trespass("shop/door.h", "cellar/wine.h").empty());
  CHECK(Trespass("shop/door.h", "shop/till/coin.h").empty());
  CHECK(Trespass("shop/till/coin.h", "shop/shelf/jar.h").empty());
  CHECK(Trespass("shop/till/coin.h", "shop/till/note.h").empty());
  CHECK(Trespass("shop/till/coin.h", "base/error.h").empty());
  CHECK(Trespass("shop/shelf/top/jar.h", "cellar/wine.h").empty());  // a folder without a line goes with the one above
  CHECK(Trespass("cellar/wine.h", "bottle.h").empty());
}

TEST_CASE("an include sideways, upwards or of a foreign library is found") {
  CHECK(Trespass("cellar/wine.h", "shop/door.h") == Complaints{"cellar/wine.h includes shop/door.h"});
  CHECK_FALSE(Trespass("shop/shelf/jar.h", "shop/till/coin.h").empty());
  CHECK_FALSE(Trespass("shop/shelf/jar.h", "shop/door.h").empty());
  CHECK_FALSE(Trespass("shop/door.h", "shop/shelf/jar.h").empty());
  CHECK_FALSE(Trespass("shop/till/coin.h", "cellar/wine.h").empty());
  CHECK_FALSE(Trespass("shop/door.h", "bottle.h").empty());
  CHECK_FALSE(Trespass("attic/box.h", "cellar/wine.h").empty());
}

TEST_CASE("lines and words of the layers that stand for nothing are found") {
  const Layers layers = ReadLayers("cellar:\nshop: cellar attic\nshop/till: cellar\nlibrary bottle: cellar/\n");
  CHECK(DeadLines(layers, {{"shop/door.h", "cellar/wine.h"}, {"cellar/wine.h", "string"}}) ==
        Complaints{"shop does not need attic", "no files in shop/till", "shop/till does not need cellar",
                   "nobody includes bottle"});
}

TEST_CASE("a sub-folder that may more than its top folder is found") {
  CHECK(Excesses(ReadLayers("cellar:\nshop:\nshop/till: cellar shop\n")) ==
        Complaints{"shop/till may include cellar, shop may not"});
}

TEST_CASE("folders that see each other are found, over others too, and with the folder that they lie in") {
  CHECK(Circles({{"a/x.h", "b/x.h"}, {"b/x.h", "c/x.h"}, {"c/x.h", "string"}}).empty());
  CHECK(Circles({{"a/x.h", "b/x.h"}, {"b/y.h", "a/y.h"}}) == Complaints{"a -> b -> a"});
  CHECK(Circles({{"a/x.h", "b/x.h"}, {"b/x.h", "c/x.h"}, {"c/x.h", "a/x.h"}}) == Complaints{"a -> b -> c -> a"});
  CHECK(Circles({{"a/x.h", "a/b/x.h"}, {"a/b/x.h", "a/y.h"}}) == Complaints{"a -> a/b -> a"});
}
