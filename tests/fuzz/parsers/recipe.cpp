// A recipe's JSON: what was understood is written out complete, and read again it is the same.
#include "jobs/recipe.h"

#include "base/error.h"
#include "base/json.h"
#include "fuzz/parsers/fuzz_target.h"

namespace clipbox::fuzz {

std::vector<std::string> Seeds(const std::string&) {
  return {R"({"clips":[{"start":12.5,"end":32,"label":"intro"}],"outputs":["mp4","gif","webp","audio","captions"]})",
          R"({"auto":{"from":"scenes","count":5,"maxSeconds":30},"mp4":{"cut":"exact","height":720,"aspect":"9:16"}})",
          R"({"mp4":{"fit":"blur","focus":{"x":0.3,"y":0.5},"loudness":-14,"maxBytes":10000000,"crf":20}})",
          R"({"gif":{"width":480,"fps":12,"maxSeconds":6,"maxBytes":null},"webp":{"width":320,"fps":15}})",
          R"({"captions":{"from":"embedded","burn":true,"style":{"size":1.5,"position":"top","color":"#ffcc00"}}})",
          R"({"preset":"chat-10mb","clips":[],"storyboard":{"everySeconds":10,"tileWidth":160,"columns":10}})"};
}

bool IsRefusal(const std::exception& error) { return dynamic_cast<const base::Error*>(&error) != nullptr; }

void Try(std::string_view input) {
  const base::Json written = jobs::ToJson(jobs::ParseRecipe(base::ParseJson(std::string(input))));
  Expect(jobs::ToJson(jobs::ParseRecipe(written)) == written, "a recipe that was written out is read as the same");
}

}  // namespace clipbox::fuzz
