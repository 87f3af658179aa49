#include "jobs/field.h"

#include "catch.h"

using namespace clipbox;
using base::Json;
using jobs::ArtifactType;

namespace clipbox::jobs {
namespace {

enum class Shade { kLight, kDark };

struct Frame {
  int width = 4;
  Shade shade = Shade::kLight;
  std::optional<int> corners = {};
};

struct Caption {
  bool shown = true;
  double size = 1;
  Frame frame;
  int later = 0;
};

struct Poster {
  Frame frame;
  Caption caption;
  Frame later;
  int unrelated = 0;
};

}  // namespace

template <>
inline constexpr auto kWords<Shade> = WordsUpTo<Shade::kDark>("light", "dark");

template <>
inline constexpr std::tuple kFields<Frame> = {
    Field("width", &Frame::width, Within{0, 9}),
    Field("shade", &Frame::shade, {}, {.key = "tone"}),
    Field("corners", &Frame::corners, Within{0, 9}, {.is_new = true}),
};

template <>
inline constexpr std::tuple kFields<Caption> = {
    Field("shown", &Caption::shown, {}, {.opens_key = true}),
    Field("size", &Caption::size, Within{0, 9}),
    Field("frame", &Caption::frame, {}, {.key_list = true}),
    Field("later", &Caption::later, Within{0, 9}, {.is_new = true}),
};

template <>
inline constexpr std::tuple kFields<Poster> = {
    Field("frame", &Poster::frame, {}, {.settings_of = {ArtifactType::kPoster, ArtifactType::kGif}}),
    Field("caption", &Poster::caption, {}, {.key_of = {ArtifactType::kPoster}, .key = "text", .key_list = true}),
    Field("later", &Poster::later, {}, {.key_of = {ArtifactType::kPoster}, .is_new = true}),
    Field("unrelated", &Poster::unrelated, Within{0, 9}),
};

}  // namespace clipbox::jobs

TEST_CASE("a key has the settings of its own artifacts, words by their place, lists laid flat") {
  jobs::Poster poster;
  poster.frame.shade = jobs::Shade::kDark;
  poster.unrelated = 3;
  CHECK(jobs::KeySettings(poster, ArtifactType::kPoster) ==
        Json::parse(R"({"width": 4, "tone": 1, "text": [1.0, 4, 0]})"));
  CHECK(jobs::KeySettings(poster, ArtifactType::kGif) == Json::parse(R"({"width": 4, "tone": 1})"));
  CHECK(jobs::KeySettings(poster, ArtifactType::kClip) == Json::object());
}

TEST_CASE("nothing of an object whose flag is off is in a key") {
  jobs::Poster poster;
  poster.caption = {.shown = false, .size = 5, .frame = {}};
  CHECK(jobs::KeySettings(poster, ArtifactType::kPoster)["text"].is_null());
}

TEST_CASE("a field that came later is in keys only where it is not its default") {
  jobs::Poster poster;
  poster.frame.corners = 2;
  poster.caption.later = 5;
  poster.caption.frame.corners = 0;
  poster.later.width = 7;
  CHECK(jobs::KeySettings(poster, ArtifactType::kPoster) == Json::parse(R"({
    "width": 4, "tone": 0, "corners": 2, "text": [1.0, 4, 0, {"corners": 0}, {"later": 5}],
    "later": {"width": 7, "tone": 0}})"));
}
