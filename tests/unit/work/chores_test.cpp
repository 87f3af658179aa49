#include "work/chores.h"

#include <fstream>

#include "catch.h"
#include "work_fixture.h"

using namespace clipbox;
using test::WorkFixture;

namespace {

// An upload of one part, as the browser leaves it before it asks for completion.
std::string UploadOnePart(WorkFixture& world, const std::string& key) {
  const std::string id = world.objects.CreateMultipart(key, {});
  auto incoming = world.objects.Receive({});
  incoming.Write("some bytes");
  world.objects.PutPart(key, id, 1, std::move(incoming));
  return id;
}

}  // namespace

TEST_CASE("an upload that was given up while it was being completed leaves no object, whichever came first") {
  WorkFixture world;
  const std::string key = "clipbox/sources/J/film";
  const std::string id = UploadOnePart(world, key);
  const bool completed_first = GENERATE(true, false);
  if (completed_first) world.objects.CompleteMultipart(key, id, world.objects.ListParts(key, id));
  work::DeleteBytes(world.objects, world.store.pending_deletes, {.id = 1, .key = key, .upload_id = id, .attempts = 0}, world.clock);
  CHECK_FALSE(world.objects.Head(key));
  CHECK_THROWS_AS(world.objects.ListParts(key, id), base::Error);
}

TEST_CASE("an object that no row names any more is deleted") {
  WorkFixture world;
  world.objects.PutFile("clipbox/artifacts/J/clip.mp4", world.Film(), {});
  work::DeleteBytes(world.objects, world.store.pending_deletes, {.id = 1, .key = "clipbox/artifacts/J/clip.mp4", .upload_id = "", .attempts = 0},
                    world.clock);
  CHECK_FALSE(world.objects.Head("clipbox/artifacts/J/clip.mp4"));
}
