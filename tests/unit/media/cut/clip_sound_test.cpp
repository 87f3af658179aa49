// What becomes of the sound of clips; that it stays where it was against the picture is held by clip_test.

#include <algorithm>
#include <set>

#include "av/input.h"
#include "base/files.h"
#include "catch.h"
#include "media/sample/sample_film.h"
#include "temp_dir.h"
#include "unit/media/film_frames.h"
#include "unit/media/making.h"

using namespace clipbox;

namespace {

media::SampleFilm WithSound(const std::string& encoder, double video_offset = 0) {
  media::SampleFilm film;
  film.seconds = 6;
  film.width = 160;
  film.height = 96;
  film.audio_encoder = encoder;
  film.video_offset = video_offset;
  return film;
}

// The packets of sound as they lie in the file.
std::set<std::string> SoundPackets(const std::filesystem::path& path) {
  base::FileSource source(path);
  av::Input input(source, {});
  std::set<std::string> packets;
  av::Packet packet;
  while (input.Read(packet)) {
    if (input.stream(packet->stream_index).codecpar->codec_type != AVMEDIA_TYPE_AUDIO) continue;
    packets.emplace(reinterpret_cast<const char*>(packet->data), static_cast<std::size_t>(packet->size));
  }
  return packets;
}

}  // namespace

TEST_CASE("an exact clip has the source's AAC packets, a levelled one and one of another codec has new ones") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "aac.mp4", WithSound("aac"));
  media::MakeSampleFilm(dir / "opus.mkv", WithSound("libopus"));
  const auto copied_share = [&](const std::string& file, std::optional<double> loudness) {
    jobs::Recipe recipe = test::OneClip(1.1, 3.7);
    recipe.mp4.cut = jobs::Cut::kExact;
    recipe.mp4.loudness = loudness;
    const media::SpanResult result = test::MakeAll(dir / file, recipe, dir.path());
    const std::set<std::string> source = SoundPackets(dir / file);
    const std::set<std::string> clip = SoundPackets(result.made.at(0).path);
    CHECK_FALSE(clip.empty());
    const auto known =
        std::count_if(clip.begin(), clip.end(), [&](const std::string& packet) { return source.contains(packet); });
    return static_cast<double>(known) / static_cast<double>(clip.size());
  };
  CHECK(copied_share("aac.mp4", std::nullopt) == 1);
  CHECK(copied_share("aac.mp4", -14) < 0.1);
  CHECK(copied_share("opus.mkv", std::nullopt) < 0.1);
}

TEST_CASE("sound that comes long before a clip's first picture is in the clip") {
  const test::TempDir dir;
  const auto sound = GENERATE("aac", "libopus");
  media::MakeSampleFilm(dir / "late.mkv", WithSound(sound, 2.5));
  const std::vector<double> beeps = test::Beeps(test::ReadSound(dir / "late.mkv"));
  for (const jobs::Cut cut : {jobs::Cut::kSmart, jobs::Cut::kExact}) {
    CAPTURE(sound, cut == jobs::Cut::kExact);
    jobs::Recipe recipe = test::OneClip(0.2, 4);
    recipe.mp4.cut = cut;
    const media::SpanResult result = test::MakeAll(dir / "late.mkv", recipe, dir.path());
    REQUIRE(result.made.size() == 1);
    const std::vector<double> heard = test::Beeps(test::ReadSound(result.made[0].path));
    const auto inside = [](double at) { return at > 0.27 && at < 3.93; };
    CHECK(static_cast<long>(heard.size()) >= std::count_if(beeps.begin(), beeps.end(), inside));
  }
}
