#include "store/bytes/inventory.h"

#include "catch.h"
#include "unit/store/world.h"

using namespace clipbox;
using namespace clipbox::store;

TEST_CASE("each key that a row names has its owner: the job, what it is, and what it is called") {
  World world;
  const jobs::Job ready = world.Ready();
  const std::string arriving = world.store().uploads.Find(world.ann, world.Uploading().id)->key;
  world.store().pending_deletes.Add("clipbox/gone", "");
  const auto owners = world.store().inventory.FindOwners(
      {*ready.source_key, "clipbox/a/" + ready.id.value, arriving, "clipbox/gone", "clipbox/nobody's"});
  CHECK(owners.size() == 4);
  CHECK(owners.at(*ready.source_key).kind == "source");
  CHECK(owners.at(*ready.source_key).job == ready.id);
  CHECK(owners.at(*ready.source_key).title == ready.title);
  CHECK(owners.at("clipbox/a/" + ready.id.value).kind == "clip");
  CHECK(owners.at("clipbox/a/" + ready.id.value).job == ready.id);
  CHECK(owners.at(arriving).kind == "upload");
  CHECK(owners.at("clipbox/gone").kind == "deleted");
  CHECK(owners.at("clipbox/gone").job.value.empty());
}
