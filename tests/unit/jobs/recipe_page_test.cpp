// The page's form repeats a few facts of the recipe's fields, so that it works before any answer. They are the
// parser's.
#include "base/json.h"
#include "catch.h"
#include "file_text.h"
#include "jobs/recipe.h"

using namespace clipbox;
using base::Json;

namespace {

// The object literal of the module, which is written as JSON.
Json FieldsOfPage() {
  const std::string text = test::ReadText(CLIPBOX_STATIC "/js/recipe_fields.js");
  const std::size_t begin = text.find("kRecipeFields = ") + 16;
  return base::ParseJson(text.substr(begin, text.rfind(';') - begin));
}

// How many facts there were.
int Hold(const Json& said, const Json& schema, const std::string& where) {
  int facts = 0;
  const bool of_object = schema.contains("properties");
  const Json& known = of_object ? schema["properties"] : schema;
  for (const auto& [name, value] : said.items()) {
    CAPTURE(where, name);
    REQUIRE(known.contains(name));
    if (!of_object) CHECK(known[name] == value);
    facts += of_object ? Hold(value, known[name], where + "/" + name) : 1;
  }
  return facts;
}

}  // namespace

TEST_CASE("what the page's form knows of the recipe is what the parser takes") {
  CHECK(Hold(FieldsOfPage(), jobs::RecipeSchema(), "") == 31);
}
