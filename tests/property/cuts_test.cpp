// The property of cuts: whatever the source and wherever the cut, exactly the pictures in [start, end) are shown, those that were copied
// are the source's to the bit, those that were encoded anew look like it, and the sound stays with them.
#include <cmath>
#include <cstdio>
#include <map>

#include "catch.h"
#include "media/picture_compare.h"
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

struct Cut {
  double start = 0;
  double end = 0;
};

// From the very start, on a picture, between two, of one picture, to the very end, anywhere.
std::vector<Cut> CutsOf(const test::SeenFilm& film, std::mt19937& random) {
  const auto at = [&](std::size_t i) { return film.SecondsOf(film.pictures[i]) - film.zero(); };
  const std::size_t count = film.pictures.size();
  const auto any = [&] { return std::uniform_real_distribution<double>(0, at(count - 1))(random); };
  std::vector<Cut> cuts = {{0, at(count / 3)}, {any(), at(count - 1) + 5}};
  const std::size_t one = random() % (count - 1);
  cuts.push_back({at(one), at(one + 1)});
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

std::vector<const test::SeenPicture*> PicturesIn(const test::SeenFilm& film, const Cut& cut) {
  std::vector<const test::SeenPicture*> found;
  for (const test::SeenPicture& picture : film.pictures) {
    if (picture.ticks >= TicksOf(film, cut.start) && picture.ticks < TicksOf(film, cut.end)) found.push_back(&picture);
  }
  return found;
}

struct Tally {
  std::map<std::string, int> by_reason;
  int encoded = 0;
  int copied = 0;
  double worst_similarity = 1;
  double worst_lag = 0;
  int lags = 0;
};

void CheckPictures(const test::SeenFilm& source, const test::SeenFilm& clip, const Cut& cut, bool smart, Tally& tally) {
  const auto expected = PicturesIn(source, cut);
  const double start = static_cast<double>(TicksOf(source, cut.start)) * source.tick.num / source.tick.den;
  CHECK(clip.damaged_packets == 0);
  REQUIRE(clip.pictures.size() == expected.size());
  bool copied = false;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CAPTURE(i);
    CHECK(clip.pictures[i].number == expected[i]->number);
    // An exact clip counts the time before its first picture in milliseconds.
    CHECK(std::abs(clip.SecondsOf(clip.pictures[i]) - (source.SecondsOf(*expected[i]) - start)) < (smart ? 0.0006 : 0.0011));
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

void CheckSound(const test::CutFilm& film, const test::SeenFilm& source, const test::SeenFilm& clip, const Cut& cut, Tally& tally) {
  if (film.sound_encoder.empty()) return;
  const double start = static_cast<double>(TicksOf(source, cut.start)) * source.tick.num / source.tick.den - source.zero();
  if (const auto lag = test::SoundLag(source, clip, start)) {
    CHECK(std::abs(*lag) <= 0.001);
    tally.worst_lag = std::max(tally.worst_lag, std::abs(*lag));
    ++tally.lags;
  }
  const double source_end = source.sound_begin + static_cast<double>(source.samples.size()) / source.sample_rate - source.zero() - start;
  const double end = std::min(cut.end - cut.start, source_end);
  const double heard_until = clip.sound_begin + static_cast<double>(clip.samples.size()) / std::max(1, clip.sample_rate);
  const double frame = 1152.0 / film.sample_rate;
  if (end > 0) CHECK(std::abs(heard_until - end) <= frame + 0.001);
}

std::string ReasonOf(const media::Made& made) { return std::string(jobs::ToText(made.method)) + " " + made.reason.value_or("-"); }

bool HasKey(const test::SeenFilm& source, const Cut& cut) {
  const auto pictures = PicturesIn(source, cut);
  return std::any_of(pictures.begin(), pictures.end(), [](const test::SeenPicture* picture) { return picture->key; });
}

void CheckMethod(const test::CutFilm& film, const test::SeenFilm& source, const Cut& cut, const media::Made& made) {
  // Also a film of open GOPs begins with a key frame that stands by itself.
  const bool from_first = film.expected_reason == "open_gop" && PicturesIn(source, cut)[0] == &source.pictures[0];
  if (!film.expected_reason.empty() && !from_first) {
    CHECK(made.method == jobs::Method::kExact);
    CHECK((made.reason == film.expected_reason || made.reason == "no_key_frame"));
  } else if (HasKey(source, cut)) {
    CHECK(ReasonOf(made).substr(0, 5) == "smart");
  } else {
    CHECK(ReasonOf(made) == "exact no_key_frame");
  }
}

}  // namespace

TEST_CASE("a smart cut shows exactly the pictures between its start and its end, copied to the bit, with their sound, whatever the source") {
  const test::TempDir dir;
  const int films = FromEnvironment("CLIPBOX_CUT_FILMS", 85);
  std::mt19937 random(static_cast<unsigned>(FromEnvironment("CLIPBOX_CUT_SEED", 4)));
  Tally tally;
  int cases = 0;
  for (int i = 0; i < films; ++i) {
    const test::CutFilm film = test::RandomCutFilm(random);
    const auto path = dir / ("film." + film.ending);
    CAPTURE(i, test::Describe(film));
    test::MakeCutFilm(path, film);
    const test::SeenFilm source = test::See(path);
    REQUIRE(source.pictures.size() > 10);
    for (const Cut& cut : CutsOf(source, random)) {
      CAPTURE(cut.start, cut.end);
      ++cases;
      const media::SpanResult result = test::MakeAll(path, test::OneClip(cut.start, cut.end), dir.path());
      if (PicturesIn(source, cut).empty()) {
        CHECK(result.failed.size() == 1);
        ++tally.by_reason["no picture lies there"];
        continue;
      }
      REQUIRE(result.made.size() == 1);
      const media::Made& made = result.made[0];
      const bool smart = made.method == jobs::Method::kSmart;
      ++tally.by_reason[ReasonOf(made)];
      CheckMethod(film, source, cut, made);
      const test::SeenFilm clip = test::See(made.path);
      CheckPictures(source, clip, cut, smart, tally);
      CheckSound(film, source, clip, cut, tally);
    }
  }
  std::printf("cuts: %d cases of %d films; smart cuts: %d pictures copied, %d encoded anew, least similarity %.4f; sound: largest lag %.2f ms of %d\n",
              cases, films, tally.copied, tally.encoded, tally.worst_similarity, tally.worst_lag * 1000, tally.lags);
  for (const auto& [reason, count] : tally.by_reason) std::printf("  %-28s %d\n", reason.c_str(), count);
  CHECK(cases >= films * kCutsOfFilm);
  CHECK(tally.by_reason["smart same_codec"] + tally.by_reason["smart starts_at_key_frame"] > cases / 2);
}
