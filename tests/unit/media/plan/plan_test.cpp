#include "media/plan/plan.h"

#include <algorithm>

#include "base/error.h"
#include "catch.h"
#include "media/picture/storyboard.h"
#include "media/plan/clips.h"

using namespace clipbox;
using jobs::ArtifactType;
using jobs::Output;

namespace {

media::SourceInfo Film(double seconds) {
  media::SourceInfo info;
  info.container = "mov,mp4,m4a,3gp,3g2,mj2";
  info.size_bytes = 10'000'000;
  info.duration_seconds = seconds;
  info.video.emplace();
  info.video->codec = "h264";
  info.video->pixel_format = "yuv420p";
  info.video->width = 1920;
  info.video->height = 1080;
  info.video->frame_rate = 30;
  info.video->tick = {1, 15360};
  info.audio.emplace();
  info.audio->codec = "aac";
  info.audio->sample_rate = 48000;
  info.audio->channels = 2;
  return info;
}

std::vector<std::pair<double, double>> Ranges(const media::Plan& plan) {
  std::vector<std::pair<double, double>> ranges;
  for (const media::Span& span : plan.spans) {
    if (span.clip) ranges.emplace_back(span.clip->start, span.clip->end);
  }
  return ranges;
}

using Pairs = std::vector<std::pair<double, double>>;

}  // namespace

TEST_CASE("the default recipe takes the chapters, at most five of them, shortened from their start") {
  media::SourceInfo info = Film(300);
  for (int i = 0; i < 6; ++i) info.chapters.push_back({i * 50.0, i * 50.0 + 50, "Chapter " + std::to_string(i)});
  const media::Plan plan = media::MakePlan({}, info, {}, {});
  CHECK_FALSE(media::NeedsSceneChanges({}, info, {}));
  CHECK(Ranges(plan) == Pairs{{0, 30}, {50, 80}, {100, 130}, {150, 180}, {200, 230}});
  CHECK(plan.spans[0].clip->label == "Chapter 0");
  CHECK(plan.spans[0].outputs == std::vector{ArtifactType::kClip, ArtifactType::kGif, ArtifactType::kPoster});
  REQUIRE(plan.spans.size() == 6);
  CHECK_FALSE(plan.spans[5].clip);
  CHECK(plan.spans[5].outputs == std::vector{ArtifactType::kStoryboard, ArtifactType::kPoster});
}

TEST_CASE("chapters of the description serve where the file has none") {
  const media::Plan plan = media::MakePlan({}, Film(100), {{0, 10.0, "Start"}, {10, std::nullopt, "Rest"}}, {});
  CHECK(Ranges(plan) == Pairs{{0, 10}, {10, 40}});
}

TEST_CASE("without chapters there are five clips at scene changes") {
  CHECK(media::NeedsSceneChanges({}, Film(100), {}));
  const media::Plan plan =
      media::MakePlan({}, Film(100), {}, {{10, 0.5}, {10.2, 0.6}, {40, 0.4}, {70, 0.3}, {90, 0.2}, {95, 0.1}});
  CHECK(Ranges(plan) == Pairs{{0, 10.2}, {10.2, 40}, {40, 70}, {70, 90}, {90, 100}});
}

TEST_CASE("where there are too few scenes the longest is halved") {
  const media::Plan plan = media::MakePlan({}, Film(200), {}, {{150, 0.5}});
  CHECK(Ranges(plan) == Pairs{{0, 30}, {37.5, 67.5}, {75, 105}, {112.5, 142.5}, {150, 180}});
}

TEST_CASE("even clips divide the video") {
  jobs::Recipe recipe;
  recipe.automatic = {jobs::AutoFrom::kEven, 4, 5};
  CHECK_FALSE(media::NeedsSceneChanges(recipe, Film(100), {}));
  CHECK(Ranges(media::MakePlan(recipe, Film(100), {}, {})) == Pairs{{0, 5}, {25, 30}, {50, 55}, {75, 80}});
}

TEST_CASE("a video shorter than a clip gives one clip of all of it") {
  CHECK_FALSE(media::NeedsSceneChanges({}, Film(20), {}));
  CHECK(Ranges(media::MakePlan({}, Film(20), {}, {})) == Pairs{{0, 20}});
}

TEST_CASE("an empty list of clips means none, and sound is then taken of the whole video") {
  jobs::Recipe recipe;
  recipe.clips.emplace();
  recipe.outputs.insert(Output::kAudio);
  const media::Plan plan = media::MakePlan(recipe, Film(100), {}, {});
  REQUIRE(plan.spans.size() == 1);
  CHECK_FALSE(plan.spans[0].clip);
  CHECK(plan.spans[0].outputs == std::vector{ArtifactType::kStoryboard, ArtifactType::kPoster, ArtifactType::kAudio});
  CHECK(plan.failed.empty());
}

TEST_CASE("clips typed by hand keep what was asked for, are named for their time and told apart") {
  jobs::Recipe recipe;
  recipe.clips = {{62, 70, ""}, {62, 70, ""}, {0, 5, "intro"}, {5, 9, "intro"}, {95, 120, "end"}};
  const media::Plan plan = media::MakePlan(recipe, Film(100), {}, {});
  REQUIRE(plan.spans.size() == 6);
  CHECK(plan.spans[0].clip->label == "1:02-1:10");
  CHECK(plan.spans[1].clip->label == "1:02-1:10 (2)");
  CHECK(plan.spans[3].clip->label == "intro (2)");
  CHECK(plan.spans[4].clip->end == 120);
  CHECK(plan.spans[4].clip->to == 100);
  CHECK(plan.spans[2].file_stem == "03-intro");
}

TEST_CASE("a clip past the end fails each of its outputs by name") {
  jobs::Recipe recipe;
  recipe.clips = {{100, 110, "late"}, {1, 2, "good"}};
  const media::Plan plan = media::MakePlan(recipe, Film(100), {}, {});
  CHECK(Ranges(plan) == Pairs{{1, 2}});
  REQUIRE(plan.failed.size() == 3);
  CHECK(plan.failed[0].label == "late");
  CHECK(plan.failed[0].code == base::ErrorCode::kClipOutsideSource);
}

TEST_CASE("sound asked of a silent film fails by name, the rest is made") {
  media::SourceInfo info = Film(20);
  info.audio.reset();
  jobs::Recipe recipe;
  recipe.outputs.insert(Output::kAudio);
  const media::Plan plan = media::MakePlan(recipe, info, {}, {});
  REQUIRE(plan.failed.size() == 1);
  CHECK(plan.failed[0].type == ArtifactType::kAudio);
  CHECK(plan.failed[0].code == base::ErrorCode::kNoAudio);
  CHECK(plan.spans.size() == 2);
}

TEST_CASE("the plan says per output how it is made and what it costs") {
  jobs::Recipe recipe;
  recipe.clips = {{10, 20, "one"}};
  recipe.outputs = {Output::kMp4, Output::kGif, Output::kPoster, Output::kStoryboard, Output::kAudio};
  const media::SourceInfo info = Film(100);
  const auto items = media::EstimatePlan(media::MakePlan(recipe, info, {}, {}), recipe, info);
  REQUIRE(items.size() == 6);
  CHECK(items[0].method == jobs::Method::kSmart);
  CHECK(items[0].reason == media::ToText(media::Reason::kSameCodec));
  CHECK(items[0].encode_frames < 100);
  CHECK(items[1].encode_frames == 72);
  CHECK(items[3].method == jobs::Method::kCopy);
  for (const jobs::PlanItem& item : items) {
    CHECK(item.read_bytes > 0);
    CHECK(item.expected_bytes > 0);
    CHECK(item.expected_seconds > 0);
    CHECK(jobs::ToJson(item).at("label").is_null() == item.label.empty());
  }
}

TEST_CASE("where the key frames are known, the plan of a cut is exact") {
  jobs::Recipe recipe;
  recipe.clips = {{10, 20, "one"}};
  recipe.outputs = {Output::kMp4};
  const media::SourceInfo info = Film(100);
  const media::PlanFacts facts{.key_frames = {0, 3, 9, 12, 15, 21}};
  const auto item_of = [&](jobs::Cut cut) {
    recipe.mp4.cut = cut;
    return media::EstimatePlan(media::MakePlan(recipe, info, {}, {}), recipe, info, facts).at(0);
  };
  const double bytes_per_second = static_cast<double>(info.size_bytes) / 100;
  CHECK(item_of(jobs::Cut::kSmart).encode_frames == 60);
  CHECK(static_cast<double>(item_of(jobs::Cut::kSmart).read_bytes) == Approx(11 * bytes_per_second));
  CHECK(item_of(jobs::Cut::kExact).encode_frames == 300);
  CHECK(item_of(jobs::Cut::kExact).decode_frames == 330);
  CHECK(item_of(jobs::Cut::kKeyframe).encode_frames == 0);
  CHECK(static_cast<double>(item_of(jobs::Cut::kKeyframe).expected_bytes) == Approx(11 * bytes_per_second));
  recipe.clips = {{12, 15, "at a key frame"}};
  CHECK(item_of(jobs::Cut::kSmart).encode_frames == 0);
}

TEST_CASE("what the packets tell of a cut decides what the plan says of it") {
  jobs::Recipe recipe;
  recipe.clips = {{10, 20, "one"}, {30, 40, "two"}, {50, 60, "three"}};
  recipe.outputs = {Output::kMp4};
  const media::SourceInfo info = Film(100);
  const media::PlanFacts facts{.key_frames = {0, 9, 19, 31, 50},
                               .cuts = {{.obstacle = media::Reason::kOpenGop}, {.to_seam = 0.5}, {.to_seam = 0}}};
  const auto items = media::EstimatePlan(media::MakePlan(recipe, info, {}, {}), recipe, info, facts);
  REQUIRE(items.size() == 3);
  CHECK(items[0].method == jobs::Method::kExact);
  CHECK(items[0].reason == media::ToText(media::Reason::kOpenGop));
  CHECK(items[0].encode_frames == 300);
  CHECK(items[1].method == jobs::Method::kSmart);
  CHECK(items[1].reason == media::ToText(media::Reason::kSameCodec));
  CHECK(items[1].encode_frames == 15);
  CHECK(items[2].reason == media::ToText(media::Reason::kStartsAtKeyFrame));
  CHECK(items[2].encode_frames == 0);
}

TEST_CASE("a machine of half the speed takes twice the time") {
  jobs::Recipe recipe;
  recipe.clips = {{10, 20, "one"}};
  recipe.outputs = {Output::kMp4, Output::kGif};
  const media::SourceInfo info = Film(100);
  const media::Plan plan = media::MakePlan(recipe, info, {}, {});
  const media::Calibration usual;
  const auto fast = media::EstimatePlan(plan, recipe, info, {.machine = usual});
  const auto slow = media::EstimatePlan(plan, recipe, info, {.machine = {usual.decoded / 2, usual.encoded / 2}});
  for (std::size_t i = 0; i < fast.size(); ++i) CHECK(slow[i].expected_seconds == Approx(2 * fast[i].expected_seconds));
}

TEST_CASE("what was measured of this machine is kept as JSON, and measured anew with another libavcodec") {
  const media::Calibration measured = media::MeasureMachine();
  CHECK(measured.decoded > measured.encoded);
  base::Json json = media::ToJson(measured);
  CHECK(media::CalibrationFromJson(json)->encoded == measured.encoded);
  json["avcodec"] = 1;
  CHECK_FALSE(media::CalibrationFromJson(json));
  CHECK_FALSE(media::CalibrationFromJson(nullptr));
}

TEST_CASE("a storyboard of a long film fills several sheets of whole rows, and of a very long one takes longer steps") {
  const media::SourceInfo info = Film(3 * 3600);
  const media::StoryboardLayout one = media::LayOutStoryboard(Film(600), {});
  CHECK(one.sheets() == 1);
  const media::StoryboardLayout layout = media::LayOutStoryboard(info, {});
  CHECK(layout.step == 10);
  CHECK(layout.tiles == 1080);
  REQUIRE(layout.sheets() > 1);
  CHECK(layout.tiles_a_sheet % layout.columns == 0);
  const int rest = layout.tiles - (layout.sheets() - 1) * layout.tiles_a_sheet;
  CHECK(layout.SheetSize(layout.sheets() - 1).height == (rest + 9) / 10 * layout.tile.height);
  const media::StoryboardLayout dense =
      media::LayOutStoryboard(info, {.every_seconds = 0.1, .tile_width = 160, .columns = 10});
  CHECK(dense.sheets() == 20);
  CHECK(dense.step > 0.1);
}

TEST_CASE("a file's name takes letters, digits and dashes of its label") {
  CHECK(media::Slug("Größe & Maß: 1/2") == "Gr-e-Ma-1-2");
  CHECK(media::Slug("日本").empty());
}

TEST_CASE(
    "a preset made for films gives the sound and the waveform of a file of sound alone, and refuses the rest by name") {
  media::SourceInfo sound = Film(60);
  sound.video.reset();
  for (const char* name : {"web", "vertical", "chat-10mb", "archive"}) {
    for (const bool cut : {false, true}) {
      CAPTURE(name, cut);
      jobs::Recipe recipe = jobs::ParseRecipe({{"preset", name}});
      if (cut) recipe.clips = {{1, 4, "clip"}};
      const media::Plan plan = media::MakePlan(recipe, sound, {}, {});
      std::vector<ArtifactType> made;
      for (const media::Span& span : plan.spans) made.insert(made.end(), span.outputs.begin(), span.outputs.end());
      std::sort(made.begin(), made.end());
      std::vector<ArtifactType> wanted = {ArtifactType::kAudio, ArtifactType::kWaveform, ArtifactType::kWaveformPeaks};
      std::sort(wanted.begin(), wanted.end());
      CHECK(made == wanted);
      CHECK(plan.failed.size() >= 2);
      for (const media::Shortfall& failed : plan.failed) CHECK(failed.code == base::ErrorCode::kNoVideo);
    }
  }
}

TEST_CASE("automatic clips of a short film are fewer rather than shorter than a picture, and a warning says so") {
  jobs::Recipe recipe;
  recipe.outputs = {Output::kMp4, Output::kGif};
  for (const auto from : {jobs::AutoFrom::kEven, jobs::AutoFrom::kScenes}) {
    recipe.automatic = {from, 200, 0.05};
    const media::Plan plan = media::MakePlan(recipe, Film(0.1), {}, {{0.05, 0.5}});
    CHECK(Ranges(plan).size() == 2);
    for (const auto& [start, end] : Ranges(plan)) CHECK(end - start > 1.0 / 30);
    REQUIRE(plan.failed.size() == 1);
    CHECK(plan.failed[0].message.find("only 2 of the 200 clips") != std::string::npos);
  }
  recipe.automatic = {jobs::AutoFrom::kEven, 200, 0.05};
  CHECK(media::MakePlan(recipe, Film(100), {}, {}).failed.empty());
  CHECK(Ranges(media::MakePlan(recipe, Film(100), {}, {})).size() == 200);
}

TEST_CASE("automatic clips that should be shorter than a picture are refused by name") {
  jobs::Recipe recipe;
  recipe.outputs = {Output::kMp4, Output::kPoster};
  recipe.automatic = {jobs::AutoFrom::kEven, 200, 0.001};
  const media::Plan plan = media::MakePlan(recipe, Film(0.1), {}, {});
  CHECK(Ranges(plan).empty());
  REQUIRE(plan.failed.size() == 1);
  CHECK(plan.failed[0].type == ArtifactType::kClip);
  CHECK(plan.failed[0].message.find("choose 0.034 or more") != std::string::npos);
}

TEST_CASE("chapters that all lie behind the end count for nothing: scenes are looked for") {
  const std::vector<jobs::Chapter> late = {{150, std::nullopt, "Late"}, {200, std::nullopt, "Later"}};
  CHECK(media::NeedsSceneChanges({}, Film(100), late));
  CHECK_FALSE(media::NeedsSceneChanges({}, Film(160), late));
  CHECK(Ranges(media::MakePlan({}, Film(100), late, {{10, 0.5}, {30, 0.5}, {40, 0.5}, {70, 0.5}})) ==
        Pairs{{0, 10}, {10, 30}, {30, 40}, {40, 70}, {70, 100}});
}
