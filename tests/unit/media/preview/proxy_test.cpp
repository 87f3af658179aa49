// The small film that is shown in place of one that a browser cannot play: are its places those of the source?
#include "media/preview/proxy.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <sstream>

#include "av/time.h"
#include "catch.h"
#include "media/preview/frame_picture.h"
#include "media/sample/sample_film.h"
#include "run_program.h"
#include "temp_dir.h"
#include "unit/media/film_frames.h"
#include "unit/media/making.h"

using namespace clipbox;
using base::ErrorCode;

namespace {

media::SampleFilm FilmToShow(double seconds) {
  media::SampleFilm film;
  film.seconds = seconds;
  film.width = 320;
  film.height = 180;
  return film;
}

media::Made MakeProxy(const std::filesystem::path& film, const std::filesystem::path& proxy,
                      media::ProxyRequest request = {}) {
  base::FileSource source(film);
  request.path = proxy;
  return media::MakeProxy(source, media::Probe(source, {}, {}), {}, request);
}

// What ffprobe says, a value a line.
std::vector<std::string> Ffprobe(const std::filesystem::path& film, const std::string& streams,
                                 const std::string& entries) {
  const test::Outcome outcome = test::RunProgram(
      "/usr/bin/ffprobe",
      {"-v", "error", "-select_streams", streams, "-show_entries", entries, "-of", "csv=p=0", film.string()});
  std::vector<std::string> lines;
  std::istringstream text(outcome.out);
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

// When each key frame is shown, and when each picture is, by ffprobe.
struct PictureTimes {
  std::vector<double> keys;
  std::vector<double> all;
};

PictureTimes TimesByFfprobe(const std::filesystem::path& film) {
  PictureTimes times;
  for (const std::string& line : Ffprobe(film, "v:0", "packet=pts_time,flags")) {
    times.all.push_back(std::stod(line));
    if (line.find('K') != std::string::npos) times.keys.push_back(times.all.back());
  }
  return times;
}

ErrorCode RefusalOf(const std::function<void()>& call) {
  try {
    call();
  } catch (const base::Error& error) {
    return error.code();
  }
  return ErrorCode::kInternal;
}

}  // namespace

TEST_CASE("a proxy shows each picture of its film, at the film's own time from its first picture on") {
  struct Case {
    const char* file;
    std::function<void(media::SampleFilm&)> make;
    double precision;  // of the container's times
  };
  const Case cases[] = {
      {"b_frames.mp4", [](media::SampleFilm&) {}, 1e-6},
      {"starts_late.ts", [](media::SampleFilm&) {}, 1e-6},
      {"late_picture.mkv", [](media::SampleFilm& film) { film.video_offset = 0.4; }, 1e-6},
      {"ntsc.mov", [](media::SampleFilm& film) { film.rate_num = 30'000, film.rate_den = 1001; }, 1e-6},
      {"variable.mkv", [](media::SampleFilm& film) { film.variable_rate = true; }, 1e-6},
      {"decoded_order.avi", [](media::SampleFilm& film) { film.video_encoder = "mpeg4", film.video_options = ""; },
       1e-6},
      {"hevc.mkv",
       [](media::SampleFilm& film) {
         film.video_encoder = "libx265", film.video_options = "preset=ultrafast:x265-params=log-level=none";
         film.audio_encoder = "ac3";
       },
       1e-6},
  };
  const test::TempDir dir;
  for (const Case& c : cases) {
    CAPTURE(c.file);
    media::SampleFilm sample = FilmToShow(2);
    c.make(sample);
    media::MakeSampleFilm(dir / c.file, sample);
    MakeProxy(dir / c.file, dir / "proxy.mp4");
    const test::Film film = test::ReadFilm(dir / c.file);
    const test::Film proxy = test::ReadFilm(dir / "proxy.mp4");
    CHECK(test::Numbers(proxy) == test::Numbers(film));
    REQUIRE(proxy.frames.size() == film.frames.size());
    CHECK(proxy.frames[0].seconds == 0);
    for (std::size_t i = 0; i < film.frames.size(); ++i) {
      if (film.frames[i].ticks == av::kNoTime) continue;  // the last ones of an AVI
      const double shown = film.frames[i].seconds - film.frames[0].seconds;
      CHECK(proxy.frames[i].seconds == Approx(shown).margin(c.precision));
    }
  }
}

TEST_CASE("a place in a proxy is that place in the film: its times are those of single pictures") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.ts", FilmToShow(2));
  MakeProxy(dir / "film.ts", dir / "proxy.mp4");
  base::FileSource source(dir / "film.ts");
  const media::SourceInfo info = media::Probe(source, {}, {});
  for (const test::SeenFrame& frame : test::ReadFilm(dir / "proxy.mp4").frames) {
    const media::FramePicture shown = media::TakeFrame(source, info, {}, {.seconds = frame.seconds, .height = 90});
    CHECK(shown.time == Approx(frame.seconds).margin(1e-5));
  }
}

TEST_CASE("a proxy has a key frame each half second and no picture that waits for a later one, as ffprobe sees it") {
  const test::TempDir dir;
  media::SampleFilm film = FilmToShow(5);
  film.gop = 300;
  media::MakeSampleFilm(dir / "film.mp4", film);
  MakeProxy(dir / "film.mp4", dir / "proxy.mp4");
  const PictureTimes times = TimesByFfprobe(dir / "proxy.mp4");
  CHECK(times.all.size() == 150);
  CHECK(std::is_sorted(times.all.begin(), times.all.end()));
  CHECK(Ffprobe(dir / "proxy.mp4", "v:0", "stream=codec_name,has_b_frames,profile") ==
        std::vector<std::string>{"h264,High,0"});
  for (int half = 0; half < 10; ++half) {
    const auto found = std::find_if(times.keys.begin(), times.keys.end(),
                                    [&](double key) { return std::abs(key - half * 0.5) < 1 / 30.0; });
    INFO("at " << half * 0.5);
    CHECK(found != times.keys.end());
  }
}

TEST_CASE("a proxy lasts as long as its film, within a frame, with stereo AAC from whatever sound there was") {
  const test::TempDir dir;
  const std::pair<const char*, const char*> films[] = {
      {"ac3.mkv", "ac3"}, {"pcm.mov", "pcm_s24le"}, {"opus.webm", "libopus"}, {"mp2.ts", "mp2"}};
  for (const auto& [name, sound] : films) {
    CAPTURE(name);
    media::SampleFilm film = FilmToShow(3);
    film.audio_encoder = sound;
    if (std::string(name).ends_with(".webm")) film.video_encoder = "libvpx-vp9", film.video_options = "cpu-used=8";
    media::MakeSampleFilm(dir / name, film);
    const media::Made made = MakeProxy(dir / name, dir / "proxy.mp4");
    CHECK(Ffprobe(dir / "proxy.mp4", "a:0", "stream=codec_name,channels") == std::vector<std::string>{"aac,2"});
    const double seconds = std::stod(Ffprobe(dir / "proxy.mp4", "v:0", "stream=duration").at(0));
    CHECK(seconds == Approx(test::ProbeFile(dir / name).duration_seconds).margin(1 / 30.0));
    CHECK(*made.duration_seconds == Approx(3).margin(0.1));
    CHECK(made.content_type == "video/mp4");
    // The sample film beeps at each whole second.
    const std::vector<double> beeps = test::Beeps(test::ReadSound(dir / "proxy.mp4"));
    REQUIRE(beeps.size() >= 3);
    for (std::size_t i = 0; i < 3; ++i) CHECK(beeps[i] == Approx(static_cast<double>(i)).margin(0.03));
  }
}

TEST_CASE("a proxy of a film without sound has none") {
  const test::TempDir dir;
  media::SampleFilm film = FilmToShow(1);
  film.audio = false;
  media::MakeSampleFilm(dir / "film.mp4", film);
  CHECK_FALSE(MakeProxy(dir / "film.mp4", dir / "proxy.mp4").encodes_sound);
  CHECK(Ffprobe(dir / "proxy.mp4", "a", "stream=codec_name").empty());
}

TEST_CASE("a proxy has 480 lines or its film's if those are fewer, even, upright and with square pixels") {
  struct Case {
    const char* name;
    int width, height, rotation;
    const char* size;
  };
  const Case cases[] = {{"large.mp4", 1280, 720, 0, "854,480,1:1"},
                        {"small.mp4", 320, 180, 0, "320,180,1:1"},
                        {"odd.mp4", 321, 181, 0, "320,180,1:1"},
                        {"turned.mp4", 1280, 720, 90, "270,480,1:1"},
                        {"small_turned.mp4", 320, 180, 270, "180,320,1:1"}};
  const test::TempDir dir;
  for (const Case& c : cases) {
    CAPTURE(c.name);
    media::SampleFilm film = FilmToShow(0.5);
    film.width = c.width;
    film.height = c.height;
    film.rotation = c.rotation;
    film.pixel_format = "yuv444p";
    media::MakeSampleFilm(dir / c.name, film);
    const media::Made made = MakeProxy(dir / c.name, dir / "proxy.mp4");
    CHECK(Ffprobe(dir / "proxy.mp4", "v:0", "stream=width,height,sample_aspect_ratio") ==
          std::vector<std::string>{c.size});
    CHECK(Ffprobe(dir / "proxy.mp4", "v:0", "stream=pix_fmt").at(0) == "yuv420p");
    CHECK(Ffprobe(dir / "proxy.mp4", "v:0", "stream_side_data=rotation").at(0).empty());
    CHECK(std::to_string(*made.width) + "," + std::to_string(*made.height) + ",1:1" == c.size);
  }
}

TEST_CASE("a proxy of an HDR film is for ordinary screens") {
  const test::TempDir dir;
  media::SampleFilm film = FilmToShow(0.5);
  film.video_options = "preset=ultrafast:x264-params=colorprim=bt2020\\:transfer=smpte2084\\:colormatrix=bt2020nc";
  film.pixel_format = "yuv420p10le";
  media::MakeSampleFilm(dir / "hdr.mkv", film);
  REQUIRE(test::ProbeFile(dir / "hdr.mkv").video->hdr);
  MakeProxy(dir / "hdr.mkv", dir / "proxy.mp4");
  CHECK(Ffprobe(dir / "proxy.mp4", "v:0", "stream=pix_fmt,color_space,color_transfer") ==
        std::vector<std::string>{"yuv420p,bt709,bt709"});
}

TEST_CASE("a proxy can be played before all of it is there: its index comes first") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", FilmToShow(1));
  MakeProxy(dir / "film.mp4", dir / "proxy.mp4");
  const std::string bytes = *base::ReadFile(dir / "proxy.mp4");
  CHECK(bytes.find("moov") < bytes.find("mdat"));
}

TEST_CASE("there is no proxy of sound alone, nor of what is stopped or takes too long") {
  const test::TempDir dir;
  media::SampleFilm film = FilmToShow(2);
  film.video = false;
  media::MakeSampleFilm(dir / "sound.mp4", film);
  CHECK(RefusalOf([&] { MakeProxy(dir / "sound.mp4", dir / "proxy.mp4"); }) == ErrorCode::kNoVideo);

  media::MakeSampleFilm(dir / "film.mp4", FilmToShow(2));
  std::stop_source stop;
  stop.request_stop();
  media::ProxyRequest stopped;
  stopped.stop = stop.get_token();
  CHECK(RefusalOf([&] { MakeProxy(dir / "film.mp4", dir / "proxy.mp4", stopped); }) == ErrorCode::kCancelled);
  media::ProxyRequest late;
  late.deadline = {.base = std::chrono::milliseconds(-1), .times_length = 0};
  CHECK(RefusalOf([&] { MakeProxy(dir / "film.mp4", dir / "proxy.mp4", late); }) == ErrorCode::kTimeout);
}

TEST_CASE("the progress of a proxy rises from nothing to all") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", FilmToShow(2));
  std::vector<double> told;
  media::ProxyRequest request;
  request.progress = [&](double fraction) { told.push_back(fraction); };
  MakeProxy(dir / "film.mp4", dir / "proxy.mp4", request);
  CHECK(told.size() > 10);
  CHECK(std::is_sorted(told.begin(), told.end()));
  CHECK(told.back() == 1);
}
