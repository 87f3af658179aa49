// The property of cuts: whatever the source and wherever the cut, exactly the pictures in [start, end) are shown. Those
// that were copied are the source's to the bit, those that were encoded anew look like it. The sound stays with them.
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <map>
#include <optional>

#include "catch.h"
#include "media/cut/picture_compare.h"
#include "media/plan/plan_facts.h"
#include "property/cut_film.h"
#include "property/seen_film.h"
#include "temp_dir.h"
#include "unit/media/making.h"

using namespace clipbox;

namespace {

// `CLIPBOX_CUT_FILMS=400` makes a longer run, `CLIPBOX_CUT_SEED` another one.
int FromEnvironment(const char* name, int otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::atoi(value);
}

constexpr int kCutsOfFilm = 6;

struct WantedCut {
  double start = 0;
  double end = 0;
};

// From the very start, on a picture, between two, of one picture, to the very end, anywhere.
std::vector<WantedCut> CutsOf(const test::SeenFilm& film, std::mt19937& random) {
  const auto at = [&](std::size_t i) { return film.SecondsOf(film.pictures[i]) - film.zero(); };
  const std::size_t count = film.pictures.size();
  const auto any = [&] { return std::uniform_real_distribution<double>(0, at(count - 1))(random); };
  std::vector<WantedCut> cuts = {{0, at(count / 3)}, {any(), at(count - 1) + 5}};
  const std::size_t one = random() % (count - 1);
  cuts.push_back({at(one), at(one + 1)});
  cuts.push_back({any() / 3, at(count - 1) * 0.8});
  while (cuts.size() < kCutsOfFilm) {
    double from = any();
    double to = any();
    if (random() % 2 == 0) from = at(random() % count);
    if (from > to) std::swap(from, to);
    cuts.push_back({from, to + 0.02});
  }
  return cuts;
}

std::int64_t TicksOf(const test::SeenFilm& film, double seconds) {
  return film.pictures[0].ticks + std::llround(seconds * film.tick.den / film.tick.num);
}

std::vector<const test::SeenPicture*> PicturesIn(const test::SeenFilm& film, const WantedCut& cut) {
  std::vector<const test::SeenPicture*> found;
  for (const test::SeenPicture& picture : film.pictures) {
    if (picture.ticks >= TicksOf(film, cut.start) && picture.ticks < TicksOf(film, cut.end)) found.push_back(&picture);
  }
  return found;
}

struct Tally {
  int cases = 0;
  std::map<std::string, int> by_reason;
  int encoded = 0;
  int copied = 0;
  double worst_similarity = 1;
  double worst_lag = 0;
  int lags = 0;
};

void CheckPictures(const test::SeenFilm& source, const test::SeenFilm& clip, const WantedCut& cut, bool smart,
                   Tally& tally) {
  const auto expected = PicturesIn(source, cut);
  const double start = static_cast<double>(TicksOf(source, cut.start)) * source.tick.num / source.tick.den;
  CHECK(clip.damaged_packets == 0);
  CHECK(clip.pictures.size() == expected.size());
  if (clip.pictures.size() != expected.size()) return;
  bool copied = false;
  std::int64_t latest = INT64_MIN;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CAPTURE(i);
    CHECK(clip.pictures[i].number == expected[i]->number);
    // Where edits meet, libav's times may go back, which a clip's cannot.
    const bool rises = expected[i]->ticks > latest;
    latest = std::max(latest, expected[i]->ticks);
    if (rises) CHECK(std::abs(clip.SecondsOf(clip.pictures[i]) - (source.SecondsOf(*expected[i]) - start)) < 0.00006);
    if (!smart) continue;
    copied = copied || expected[i]->key;
    if (copied) {
      CHECK(clip.pictures[i].hash == expected[i]->hash);
      ++tally.copied;
    } else {
      const double similarity = media::Similarity(*clip.pictures[i].picture, *expected[i]->picture);
      CHECK(similarity >= 0.98);
      tally.worst_similarity = std::min(tally.worst_similarity, similarity);
      ++tally.encoded;
    }
  }
}

void CheckSound(const test::CutFilm& film, const test::SeenFilm& source, const test::SeenFilm& clip,
                const WantedCut& cut, Tally& tally) {
  if (film.sound_encoder.empty()) return;
  const double start =
      static_cast<double>(TicksOf(source, cut.start)) * source.tick.num / source.tick.den - source.zero();
  // Where edits meet, what is heard of the source is not one row of samples.
  const auto lag = film.edits.empty() ? test::SoundLag(source, clip, start) : std::nullopt;
  if (lag) {
    CHECK(std::abs(*lag) <= 0.001);
    tally.worst_lag = std::max(tally.worst_lag, std::abs(*lag));
    ++tally.lags;
  }
  const double source_end =
      source.sound_begin + static_cast<double>(source.samples.size()) / source.sample_rate - source.zero() - start;
  const double length =
      static_cast<double>(TicksOf(source, cut.end) - TicksOf(source, cut.start)) * source.tick.num / source.tick.den;
  const double end = std::min(length, source_end);
  const double heard_until =
      clip.sound_begin + static_cast<double>(clip.samples.size()) / std::max(1, clip.sample_rate);
  const double frame = 1152.0 / film.sample_rate;
  if (end > 0) CHECK(std::abs(heard_until - end) <= frame + 0.001);
}

std::string ReasonOf(const media::Made& made) {
  return std::string(jobs::ToText(made.method)) + " " + media::ToText(made.reason).value_or("-");
}

bool HasKey(const test::SeenFilm& source, const WantedCut& cut) {
  const auto pictures = PicturesIn(source, cut);
  return std::any_of(pictures.begin(), pictures.end(), [](const test::SeenPicture* picture) { return picture->key; });
}

void CheckMethod(const test::CutFilm& film, const test::SeenFilm& source, const WantedCut& cut,
                 const media::Made& made) {
  // Also a film of open GOPs begins with a key frame that stands by itself.
  const bool from_first =
      film.expected_reason == "open_gop" && film.begin >= 0 && PicturesIn(source, cut)[0] == &source.pictures[0];
  const std::string reason = media::ToText(made.reason).value_or("");
  if (film.possible_reasons.contains(reason) || (!film.edits.empty() && made.method == jobs::Method::kExact)) {
    CHECK(made.method == jobs::Method::kExact);
  } else if (!film.expected_reason.empty() && !from_first) {
    CHECK(made.method == jobs::Method::kExact);
    CHECK((reason == film.expected_reason || reason == "no_key_frame"));
  } else if (HasKey(source, cut)) {
    CHECK(ReasonOf(made).substr(0, 5) == "smart");
  } else {
    CHECK(ReasonOf(made) == "exact no_key_frame");
  }
}

// The plan says what the run does, but for what shows only behind the seam.
void CheckPlan(const std::filesystem::path& path, const jobs::Recipe& recipe, const media::Made& made) {
  base::FileSource source(path);
  const media::SourceInfo info = media::Probe(source, {}, {});
  const media::Plan plan = media::MakePlan(recipe, info, {}, {});
  const jobs::PlanItem item =
      media::EstimatePlan(plan, recipe, info, media::ReadPlanFacts(source, plan, recipe, info, {}, {})).at(0);
  CAPTURE(jobs::ToText(item.method), item.reason.value_or("-"));
  static const std::set<std::string> later = {"changed_parameters", "edit_list", "sound_gap", "timestamps"};
  const bool only_later = later.contains(media::ToText(made.reason).value_or(""));
  if (item.method == jobs::Method::kSmart && only_later) return;
  CHECK(item.method == made.method);
  // The run names what it meets first.
  if (made.method == jobs::Method::kExact && !only_later) CHECK(item.reason == media::ToText(made.reason));
}

// Makes one cut and holds it to the property. Gives the clip's file; nothing where no picture lies there.
std::optional<std::filesystem::path> CheckCut(const test::CutFilm& film, const std::filesystem::path& path,
                                              const test::SeenFilm& source, const WantedCut& cut,
                                              const std::filesystem::path& out_dir, Tally& tally) {
  CAPTURE(cut.start, cut.end);
  ++tally.cases;
  const media::SpanResult result = test::MakeAll(path, test::OneClip(cut.start, cut.end), out_dir);
  if (PicturesIn(source, cut).empty()) {
    CHECK(result.failed.size() == 1);
    ++tally.by_reason["no picture lies there"];
    return std::nullopt;
  }
  // libav's own MP4 of a variable rate may say that it ends before its last pictures.
  if (result.made.empty() && cut.start >= test::ProbeFile(path).duration_seconds) {
    CHECK(result.failed.at(0).code == base::ErrorCode::kClipOutsideSource);
    ++tally.by_reason["begins behind the file's own end"];
    return std::nullopt;
  }
  REQUIRE(result.made.size() == 1);
  const media::Made& made = result.made[0];
  ++tally.by_reason[ReasonOf(made)];
  CheckMethod(film, source, cut, made);
  CheckPlan(path, test::OneClip(cut.start, cut.end), made);
  const test::SeenFilm clip = test::See(made.path);
  CheckPictures(source, clip, cut, made.method == jobs::Method::kSmart, tally);
  CheckSound(film, source, clip, cut, tally);
  return made.path;
}

void Print(const Tally& tally, const char* what) {
  std::printf(
      "%s: %d cases; smart cuts: %d pictures copied, %d encoded anew, least similarity %.4f; sound: largest lag %.2f "
      "ms of %d\n",
      what, tally.cases, tally.copied, tally.encoded, tally.worst_similarity, tally.worst_lag * 1000, tally.lags);
  for (const auto& [reason, count] : tally.by_reason) std::printf("  %-28s %d\n", reason.c_str(), count);
}

}  // namespace

TEST_CASE(
    "a smart cut shows exactly the pictures between its start and its end, copied to the bit, with their sound, "
    "whatever the source") {
  const test::TempDir dir;
  const int films = FromEnvironment("CLIPBOX_CUT_FILMS", 85);
  std::mt19937 random(static_cast<unsigned>(FromEnvironment("CLIPBOX_CUT_SEED", 4)));
  Tally tally;
  for (int i = 0; i < films; ++i) {
    const test::CutFilm film = test::RandomCutFilm(random);
    const auto path = dir / ("film." + film.ending);
    CAPTURE(i, test::Describe(film));
    test::MakeCutFilm(path, film);
    const test::SeenFilm source = test::See(path);
    REQUIRE(source.pictures.size() > 10);
    for (const WantedCut& cut : CutsOf(source, random)) CheckCut(film, path, source, cut, dir.path(), tally);
  }
  Print(tally, "cuts");
  CHECK(tally.cases == films * kCutsOfFilm);
  CHECK(tally.by_reason["smart same_codec"] + tally.by_reason["smart starts_at_key_frame"] > tally.cases * 2 / 5);
}

TEST_CASE("a cut of a cut, whose edit list hides pictures and sound, shows what it should") {
  const test::TempDir dir;
  std::filesystem::create_directory(dir / "again");
  std::mt19937 random(7);
  Tally tally;
  for (const char* x264 :
       {"bframes=0", "bframes=2", "bframes=3:b-pyramid=normal:ref=4", "bframes=5:b-pyramid=strict"}) {
    test::CutFilm film;
    film.gop = 9;
    film.x264 += std::string(":") + x264;
    const auto path = dir / "film.mp4";
    test::MakeCutFilm(path, film);
    const test::SeenFilm source = test::See(path);
    for (const WantedCut& cut : {WantedCut{0.27, 1.71}, WantedCut{0.5, 2.26}, WantedCut{1.08, 2.9}}) {
      const auto once = CheckCut(film, path, source, cut, dir.path(), tally);
      REQUIRE(once);
      const test::SeenFilm clip = test::See(*once);
      CAPTURE(x264, cut.start);
      for (const WantedCut& again : CutsOf(clip, random)) CheckCut(film, *once, clip, again, dir / "again", tally);
    }
  }
  Print(tally, "cuts of cuts");
}

TEST_CASE("a cut at key frames begins with the one before its start, copies all, and ends where it should") {
  const test::TempDir dir;
  std::mt19937 random(5);
  for (int i = 0; i < 20; ++i) {
    test::CutFilm film = test::RandomCutFilm(random);
    film.begin = std::max(film.begin, 0.0);
    const auto path = dir / ("film." + film.ending);
    test::MakeCutFilm(path, film);
    const test::SeenFilm source = test::See(path);
    for (const WantedCut& cut : CutsOf(source, random)) {
      CAPTURE(test::Describe(film), cut.start, cut.end);
      if (PicturesIn(source, cut).empty() || cut.start >= test::ProbeFile(path).duration_seconds) continue;
      jobs::Recipe recipe = test::OneClip(cut.start, cut.end);
      recipe.mp4.cut = jobs::Cut::kKeyframe;
      const media::SpanResult result = test::MakeAll(path, recipe, dir.path());
      REQUIRE(result.made.size() == 1);
      const bool copied = result.made[0].method == jobs::Method::kKeyframe;
      if (copied) CHECK(result.made[0].reason == media::Reason::kAskedFor);
      // A key frame that an edit list hides is none to begin with.
      const std::string reason = media::ToText(result.made[0].reason).value_or("");
      if (!copied) CHECK((film.possible_reasons.contains(reason) || (!film.edits.empty() && reason == "no_key_frame")));
      WantedCut earlier = cut;
      for (const test::SeenPicture& picture : source.pictures) {
        if (copied && picture.key && picture.ticks <= TicksOf(source, cut.start))
          earlier.start = source.SecondsOf(picture) - source.zero();
      }
      const test::SeenFilm clip = test::See(result.made[0].path);
      const auto expected = PicturesIn(source, earlier);
      REQUIRE(clip.pictures.size() == expected.size());
      for (std::size_t p = 0; copied && p < expected.size(); ++p) CHECK(clip.pictures[p].hash == expected[p]->hash);
      Tally tally;
      CheckSound(film, source, clip, earlier, tally);
    }
  }
}
