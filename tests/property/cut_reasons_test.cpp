// Why a smart cut is not made. Each reason of the artifact comes from a film that has what it names, and the clip is
// exact all the same. The plan says so as far as it can be known beforehand. That the choice follows from the recipe is
// tested in tests/unit/media.
#include <functional>

#include "av/input.h"
#include "av/output.h"
#include "catch.h"
#include "media/plan/plan_facts.h"
#include "property/cut_film.h"
#include "property/seen_film.h"
#include "temp_dir.h"
#include "unit/media/making.h"

using namespace clipbox;

namespace {

struct Told {
  std::string by_plan;
  std::string by_run;
  std::size_t pictures = 0;  // of the clip
};

std::string Text(jobs::Method method, const std::optional<std::string>& reason) {
  return std::string(jobs::ToText(method)) + " " + reason.value_or("-");
}

Told Cut(const std::filesystem::path& path, double start, double end) {
  const test::TempDir out;
  const jobs::Recipe recipe = test::OneClip(start, end);
  base::FileSource source(path);
  const media::SourceInfo info = media::Probe(source, {}, {});
  const media::Plan plan = media::MakePlan(recipe, info, {}, {});
  const jobs::PlanItem item =
      media::EstimatePlan(plan, recipe, info, media::ReadPlanFacts(source, plan, recipe, info, {}, {})).at(0);
  const media::SpanResult result = test::MakeAll(path, recipe, out.path());
  REQUIRE(result.made.size() == 1);
  return {Text(item.method, item.reason), Text(result.made[0].method, media::ToText(result.made[0].reason)),
          test::See(result.made[0].path).pictures.size()};
}

std::filesystem::path Make(const test::TempDir& dir, const std::function<void(test::CutFilm&)>& change) {
  test::CutFilm film;
  film.gop = 12;
  film.x264 = "scenecut=0:bframes=0";
  change(film);
  test::MakeCutFilm(dir / ("film." + film.ending), film);
  return dir / ("film." + film.ending);
}

// What a stranger's muxer may have made of the film: heads and packets as `change` leaves them; false: the packet is
// left out.
struct Tampering {
  std::function<void(AVCodecParameters&)> head = [](AVCodecParameters&) {};
  std::function<bool(av::Packet&, bool video)> packet = [](av::Packet&, bool) { return true; };
};

std::filesystem::path Tamper(const std::filesystem::path& from, const std::filesystem::path& to,
                             const std::string& muxer, const Tampering& tampering) {
  base::FileSource source(from);
  av::Input input(source, {});
  av::Output output(to, muxer);
  const auto is_video = [&](int i) { return input.stream(i).codecpar->codec_type == AVMEDIA_TYPE_VIDEO; };
  for (int i = 0; i < input.stream_count(); ++i) {
    if (is_video(i)) tampering.head(*input.stream(i).codecpar);
    output.AddStream(*input.stream(i).codecpar, input.stream(i).time_base);
  }
  output.WriteHeader({});
  av::Packet packet;
  while (input.Read(packet)) {
    av::Check(av_packet_make_writable(packet.get()), "av_packet_make_writable");
    const int stream = packet->stream_index;
    if (tampering.packet(packet, is_video(stream))) output.Write(packet, stream, input.stream(stream).time_base);
  }
  output.Finish();
  return to;
}

}  // namespace

TEST_CASE("what a film's parameter sets say against a smart cut, the plan says as the run does") {
  const test::TempDir dir;
  const auto check = [&](const std::string& reason, const std::function<void(test::CutFilm&)>& change) {
    CAPTURE(reason);
    const Told told = Cut(Make(dir, change), 0.3, 2.3);
    CHECK(told.by_run == "exact " + reason);
    CHECK(told.by_plan == told.by_run);
    CHECK(told.pictures == 50);
  };
  check("interlaced", [](auto& f) { f.x264 += ":tff=1"; });
  check("ten_bit", [](auto& f) { f.pixel_format = "yuv420p10le"; });
  check("pixel_format", [](auto& f) { f.pixel_format = "yuv422p"; });
  check("cropped", [](auto& f) { f.x264 += ":crop-rect=16,0,0,0"; });
  check("not_h264", [](auto& f) { f.encoder = "mpeg4", f.options = "b=1M"; });
}

TEST_CASE(
    "a film of a strange profile, or with its parameter sets in its packets alone, is cut exactly, as the plan says") {
  const test::TempDir dir;
  const auto main_profile = [](auto& f) { f.options += ":profile=main", f.x264 += ":repeat-headers=1"; };
  constexpr std::size_t kProfileOfSequence = 9;  // in avcC: six bytes, the length, the unit's type
  const auto extended = Tamper(Make(dir, main_profile), dir / "extended.mp4", "mp4",
                               {.head = [](AVCodecParameters& codec) { codec.extradata[kProfileOfSequence] = 88; }});
  CHECK(Cut(extended, 0.3, 2.3).by_run == "exact profile");
  CHECK(Cut(extended, 0.3, 2.3).by_plan == "exact profile");
  const auto in_band = Tamper(dir / "film.mp4", dir / "avc3.mp4", "mp4", {.head = [](AVCodecParameters& codec) {
                                codec.extradata[5] = 0xe0;
                                codec.extradata[6] = 0;
                                codec.extradata_size = 7;
                              }});
  const Told told = Cut(in_band, 0.3, 2.3);
  CHECK(told.by_run == "exact no_parameters");
  CHECK(told.by_plan == told.by_run);
  CHECK(told.pictures == 50);
}

TEST_CASE("what the packets around the start say, the plan says as the run does, whatever the container") {
  const test::TempDir dir;
  for (const char* ending : {"mp4", "mkv", "ts", "flv"}) {
    CAPTURE(ending);
    const auto closed = Make(
        dir, [&](auto& f) { f.ending = ending, f.sample_rate = 44100, f.x264 = "scenecut=0:bframes=3:b-adapt=0"; });
    const test::SeenFilm film = test::See(closed);
    const double key = film.SecondsOf(film.pictures.at(36)) - film.zero();
    CHECK(film.pictures[36].key);
    CHECK(Cut(closed, key, 2.3).by_plan == "smart starts_at_key_frame");
    CHECK(Cut(closed, key, 2.3).by_run == "smart starts_at_key_frame");
    CHECK(Cut(closed, key + 0.1, 2.3).by_plan == "smart same_codec");
    CHECK(Cut(closed, key + 0.1, 2.3).by_run == "smart same_codec");
    CHECK(Cut(closed, key + 0.1, key + 0.3).by_plan == "exact no_key_frame");
    CHECK(Cut(closed, key + 0.1, key + 0.3).by_run == "exact no_key_frame");
    CHECK(Cut(closed, 2.92, 9).by_plan == "exact no_key_frame");
    const auto open = Make(dir, [&](auto& f) {
      f.ending = ending, f.sample_rate = 44100, f.x264 = "scenecut=0:bframes=3:b-adapt=0:open-gop=1";
    });
    CHECK(Cut(open, 1.1, 2.3).by_plan == "exact open_gop");
    CHECK(Cut(open, 1.1, 2.3).by_run == "exact open_gop");
  }
}

TEST_CASE("a film without times of showing is cut exactly, as the plan says") {
  const test::TempDir dir;
  const Told told =
      Cut(Make(dir, [](auto& f) { f.ending = "avi", f.sound_encoder = "", f.x264 = "scenecut=0:bframes=2:b-adapt=0"; }),
          0.3, 2.3);
  CHECK(told.by_run == "exact timestamps");
  CHECK(told.by_plan == told.by_run);
}

TEST_CASE("what shows only behind the seam turns a smart cut into an exact one that says why") {
  const test::TempDir dir;
  const auto check = [&](const std::string& reason, const std::filesystem::path& path, std::size_t pictures) {
    CAPTURE(reason);
    const Told told = Cut(path, 0.3, 2.3);
    CHECK(told.by_plan == "smart same_codec");
    CHECK(told.by_run == "exact " + reason);
    CHECK(told.pictures == pictures);
  };
  check("changed_parameters",
        Make(dir, [](auto& f) { f.x264 += ":ref=2:repeat-headers=1", f.later_x264 = f.x264 + ":ref=4:level=4.1"; }),
        50);
  check("edit_list", Make(dir, [](auto& f) { f.sound_encoder = "", f.edits = {{0, 0.8}, {1.2, 1.6}}; }), 50);
  const auto whole = Make(dir, [](auto& f) { f.ending = "mkv"; });
  const auto gap = [](av::Packet& packet, bool video) { return video || packet->pts < 1200 || packet->pts > 1600; };
  check("sound_gap", Tamper(whole, dir / "gap.mkv", "matroska", {.packet = gap}), 50);
}

TEST_CASE("damage behind the seam turns a smart cut into an exact one that says so") {
  const test::TempDir dir;
  const auto whole = Make(dir, [](auto&) {});
  int at = 0;
  const auto length = [&](av::Packet& packet, bool video) {
    if (video && at++ == 30) packet->data[0] = 0x7f;
    return true;
  };
  CHECK(Cut(Tamper(whole, dir / "length.mp4", "mp4", {.packet = length}), 0.3, 2.3).by_run == "exact damaged");
  at = 0;
  const auto slice = [&](av::Packet& packet, bool video) {
    if (video && at++ == 13) {
      for (int i = 12; i < packet->size; ++i) packet->data[i] = static_cast<std::uint8_t>(packet->data[i] ^ 0xff);
    }
    return true;
  };
  const Told told = Cut(Tamper(whole, dir / "slice.mp4", "mp4", {.packet = slice}), 0.3, 2.3);
  CHECK(told.by_run == "exact seam_mismatch");
  CHECK(told.pictures == 50);
}
