// Presets of one's own: kept, replaced, deleted, and named by recipes.
#include "integration/api/api_world.h"

using namespace clipbox;
using test::Answer;
using test::ApiWorld;
using test::Json;

namespace {

Json LookBody(int width) {
  return {{"title", "A look"}, {"recipe", {{"outputs", {"gif"}}, {"gif", {{"width", width}}}}}};
}

// Those that are listed as one's own.
std::vector<std::string> OwnNames(const Answer& listed) {
  std::vector<std::string> names;
  for (const Json& item : listed.json.at("items"))
    if (item.at("own") == true) names.push_back(item.at("name"));
  return names;
}

int GifWidthOf(ApiWorld& world, const std::string& job) {
  return world.store.jobs.FindAnyones(ApiWorld::IdOf(job))->recipe.Get().gif.width;
}

}  // namespace

TEST_CASE_METHOD(ApiWorld, "a preset of one's own is made, listed after the built-in ones, replaced and deleted") {
  const Answer made = Put("/presets/my-look", LookBody(320));
  CHECK(made.status == 201);
  CHECK(made.json == Json{{"name", "my-look"},
                          {"title", "A look"},
                          {"recipe", {{"outputs", {"gif"}}, {"gif", {{"width", 320}}}}},
                          {"own", true}});
  CHECK(Get("/presets").json.at("items").size() == 6);
  CHECK(Get("/presets").json.at("items")[0].at("own") == false);
  CHECK(Get("/presets").json.at("items")[5] == made.json);
  CHECK(OwnNames(Call(bob, "GET", "/presets")).empty());
  CHECK(OwnNames(Call(ada, "GET", "/presets")).empty());

  const Answer replaced = Put("/presets/my-look", LookBody(640));
  CHECK(replaced.status == 200);
  CHECK(Get("/presets").json.at("items")[5] == replaced.json);
  CHECK(Call(bob, "DELETE", "/presets/my-look").status == 404);
  CHECK(Delete("/presets/my-look").status == 204);
  CHECK(Delete("/presets/my-look").code() == "not_found");
  CHECK(OwnNames(Get("/presets")).empty());
}

TEST_CASE_METHOD(ApiWorld, "a preset with a bad name, title or recipe is refused at its place and changes nothing") {
  const auto refused = [&](const std::string& name, const Json& body) {
    const Answer answer = Put("/presets/" + name, body);
    return std::to_string(answer.status) + " " + answer.code() + " " + answer.pointer();
  };
  for (const char* name : {"Mine", "my%20look", "my_look", "%C3%A4", "a%2Fb"})
    CHECK(refused(name, LookBody(320)) == "422 invalid_field /name");
  CHECK(refused(std::string(41, 'x'), LookBody(320)) == "422 invalid_field /name");
  CHECK(refused("web", LookBody(320)) == "409 name_taken ");
  CHECK(refused("x", {{"recipe", Json::object()}}) == "422 invalid_field /title");
  CHECK(refused("x", {{"title", " "}, {"recipe", Json::object()}}) == "422 invalid_field /title");
  CHECK(refused("x", {{"title", "a\u202Eb"}, {"recipe", Json::object()}}) == "422 invalid_field /title");
  CHECK(refused("x", {{"title", "A look"}}) == "422 invalid_field /recipe");
  CHECK(refused("x", {{"title", "A look"}, {"recipe", 5}}) == "422 invalid_recipe /recipe");
  CHECK(refused("x", LookBody(1)) == "422 invalid_recipe /recipe/gif/width");
  CHECK(refused("x", {{"title", "A look"}, {"recipe", {{"preset", "web"}}}}) == "422 invalid_recipe /recipe/preset");
  CHECK(refused("x", {{"title", "A look"}, {"recipe", Json::object()}, {"own", true}}) == "422 unknown_field /own");
  const Json clip{{"start", 0}, {"end", 1}, {"label", std::string(200, 'x')}};
  const Json large{{"title", "A look"}, {"recipe", {{"clips", std::vector<Json>(200, clip)}}}};
  CHECK(refused("x", large) == "422 invalid_recipe /recipe");
  CHECK(Delete("/presets/web").code() == "not_found");
  CHECK(OwnNames(Get("/presets")).empty());
}

TEST_CASE_METHOD(ApiWorld, "a preset of one's own is named wherever a recipe is read, by its owner alone") {
  Put("/presets/my-look", LookBody(320));
  const Json recipe{{"preset", "my-look"}};
  const Json link{{"url", "https://youtu.be/dQw4w9WgXcQ"}, {"recipe", recipe}};
  const Answer made = Post("/jobs", link);
  CHECK(made.status == 201);
  CHECK(made.json.at("recipe") == recipe);
  CHECK(GifWidthOf(*this, "/jobs/" + made.at("id")) == 320);

  const std::string job = Ready();
  CHECK(Patch(job, {{"recipe", recipe}}).status == 200);
  CHECK(GifWidthOf(*this, job) == 320);
  const Json with_clip{{"preset", "my-look"}, {"clips", {{{"start", 0}, {"end", 1}}}}};
  CHECK(Post(job + "/plan", Json{{"recipe", with_clip}}).json.at("items").size() == 1);
  CHECK(Post(job + "/process", Json{{"recipe", with_clip}}).status == 200);
  CHECK(GifWidthOf(*this, job) == 320);

  for (const std::string& other : {bob, ada}) {
    const Answer refused = Call(other, "POST", "/jobs", link);
    CHECK(refused.code() == "invalid_recipe");
    CHECK(refused.pointer() == "/recipe/preset");
  }
  CHECK(Post("/jobs", Json{{"url", link.at("url")}, {"recipe", {{"preset", "nobodys"}}}}).pointer() ==
        "/recipe/preset");
}

TEST_CASE_METHOD(ApiWorld, "a job is made as its preset was when the job was given it, changed or deleted since") {
  Put("/presets/my-look", LookBody(320));
  const std::string job = MetaReady();
  const Json recipe{{"preset", "my-look"}};
  Patch(job, {{"recipe", recipe}});
  Put("/presets/my-look", LookBody(640));
  CHECK(GifWidthOf(*this, job) == 320);
  CHECK(Patch(job, {{"title", "Another"}}).json.at("recipe") == recipe);
  CHECK(GifWidthOf(*this, job) == 320);
  Patch(job, {{"recipe", recipe}});
  CHECK(GifWidthOf(*this, job) == 640);
  Delete("/presets/my-look");
  CHECK(GifWidthOf(*this, job) == 640);
  CHECK(Patch(job, {{"recipe", recipe}}).code() == "invalid_recipe");
  CHECK(Patch(job, {{"title", "A third"}}).status == 200);
}

TEST_CASE_METHOD(ApiWorld, "a removed person's jobs keep what their presets were, and the presets are gone") {
  Put("/presets/my-look", LookBody(320));
  const std::string job = MetaReady();
  Patch(job, {{"recipe", {{"preset", "my-look"}}}});
  REQUIRE(Call(ada, "DELETE", "/users/" + ann_id.value).status == 204);
  CHECK(Call(ada, "GET", job).json.at("recipe") == Json{{"preset", "my-look"}});
  CHECK(GifWidthOf(*this, job) == 320);
  CHECK(OwnNames(Call(ada, "GET", "/presets")).empty());
}
