#include "http/share/share_view.h"

#include "catch.h"
#include "unit/http/share/share_fixture.h"

using namespace clipbox;
using test::ShareFixture;

namespace {

std::string IdsOf(const std::vector<http::SharedFile>& files) {
  std::string ids;
  for (const http::SharedFile& file : files) ids += file.artifact.id.value + " ";
  return ids;
}

}  // namespace

TEST_CASE_METHOD(ShareFixture, "what was made of one clip is one entry, in the order of the share") {
  const http::ShareView view = ViewOf({"g2", "s2", "v1", "v2"});
  REQUIRE(view.entries.size() == 2);
  CHECK(IdsOf(view.entries[0].files) == "g2 s2 v2 ");
  CHECK(IdsOf(view.entries[0].shown) == "v2 g2 ");
  CHECK(IdsOf(view.entries[1].files) == "v1 ");
  CHECK(view.EntryOf("v1").id() == "v1");
  CHECK(view.EntryOf("no such entry").id() == "g2");
}

TEST_CASE_METHOD(ShareFixture, "a clip's poster and captions come with it, and nothing else does") {
  const http::ShareView view = ViewOf({"v2"});
  CHECK(view.entries[0].poster->artifact.id.value == "p2");
  CHECK(view.entries[0].captions->artifact.id.value == "c2");
  for (const char* id : {"v2", "p2", "c2"}) CHECK(view.FindFile(id) != nullptr);
  for (const char* id : {"v1", "g2", "s2", "x", ""}) CHECK(view.FindFile(id) == nullptr);
}

TEST_CASE_METHOD(ShareFixture, "a poster by itself is what there is to see, and so is what shows the whole video") {
  CHECK(IdsOf(ViewOf({"p2"}).entries[0].shown) == "p2 ");
  CHECK(IdsOf(ViewOf({"x"}).entries[0].shown) == "x ");
  CHECK(ViewOf({"s2"}).entries[0].shown.empty());
  CHECK(ViewOf({"gone"}).entries.empty());
}

TEST_CASE_METHOD(ShareFixture, "of two posters the one of the video's own shape is taken") {
  Add("tall", jobs::ArtifactType::kClip, "", 0, "video/mp4", "tall.mp4");
  shared.artifacts.back().width = 360;
  shared.artifacts.back().height = 640;
  Add("wide poster", jobs::ArtifactType::kPoster, "", 0, "image/jpeg", "w.jpg");
  Add("tall poster", jobs::ArtifactType::kPoster, "", 0, "image/jpeg", "t.jpg");
  shared.artifacts.back().width = 720;
  shared.artifacts.back().height = 1280;
  CHECK(ViewOf({"tall"}).entries[0].poster->artifact.id.value == "tall poster");
  CHECK(ViewOf({"v1"}).entries[0].poster->artifact.id.value == "wide poster");
}

TEST_CASE_METHOD(ShareFixture,
                 "files are saved under the names that the job gives them, and the share's title is shown") {
  CHECK(ViewOf({"v1"}).entries[0].files[0].name.ends_with("clip.mp4"));
  CHECK(ViewOf({"v1"}).title == test::kHostile);
  shared.share.title = "For you";
  CHECK(ViewOf({"v1"}).title == "For you");
}
