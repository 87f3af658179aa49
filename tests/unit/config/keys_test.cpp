#include "config/keys.h"

#include <set>

#include "catch.h"

namespace clipbox::config {

TEST_CASE("every key has a name of two words, a help line and an environment name of its own") {
  std::set<std::string> names;
  for (const Key& key : Keys()) {
    INFO(key.name);
    CHECK(key.name.find('.') != std::string_view::npos);
    CHECK_FALSE(key.help.empty());
    CHECK(names.insert(EnvironmentName(key.name)).second);
  }
}

TEST_CASE("the environment name is the key in capitals") {
  CHECK(EnvironmentName("storage.secret_access_key") == "CLIPBOX_STORAGE_SECRET_ACCESS_KEY");
}

TEST_CASE("the help names every available key and no other") {
  const std::string help = KeysHelp();
  for (const Key& key : Keys()) {
    INFO(key.name);
    CHECK((help.find("  " + std::string(key.name) + " ") != std::string::npos) == (key.field != nullptr));
  }
}

TEST_CASE("the nearest key is the one with the fewest edits") {
  CHECK(NearestKey("storage.buckt").name == "storage.bucket");
  CHECK(NearestKey("server.listn").name == "server.listen");
  CHECK(NearestKey("datadir").name == "data.dir");
  CHECK(NearestKey("media.worker").name == "media.workers");
}

}  // namespace clipbox::config
