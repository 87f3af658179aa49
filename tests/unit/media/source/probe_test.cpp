#include <fstream>

#include "base/error.h"
#include "catch.h"
#include "file_text.h"
#include "media/sample/sample_film.h"
#include "media/source/memory_estimate.h"
#include "temp_dir.h"
#include "unit/media/making.h"

using namespace clipbox;
using base::ErrorCode;

namespace {

media::SampleFilm Small() {
  media::SampleFilm film;
  film.seconds = 2;
  film.width = 160;
  film.height = 96;
  film.video_options = "preset=ultrafast";
  return film;
}

void WriteText(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

ErrorCode CodeOf(const std::filesystem::path& path, const media::Limits& limits = {}) {
  try {
    test::ProbeFile(path, limits);
  } catch (const base::Error& error) {
    CHECK(std::string(error.what()).find(' ') != std::string::npos);
    return error.code();
  }
  FAIL("nothing was thrown");
  return ErrorCode::kInternal;
}

}  // namespace

TEST_CASE("the probe says what a film is") {
  const test::TempDir dir;
  media::SampleFilm film = Small();
  film.rotation = 90;
  film.rate_num = 25;
  film.chapters = {{0, 1.0, "One"}, {1, 2.0, "T\u202Ew\u2066o"}};
  media::MakeSampleFilm(dir / "film.mp4", film);
  const media::SourceInfo info = test::ProbeFile(dir / "film.mp4");
  REQUIRE(info.video);
  CHECK(info.video->width == 160);
  CHECK(info.video->height == 96);
  CHECK(info.video->rotation == 90);
  CHECK(info.upright_width() == 96);
  CHECK(info.upright_height() == 160);
  CHECK(info.video->frame_rate == Approx(25));
  CHECK(info.video->codec == "h264");
  REQUIRE(info.audio);
  CHECK(info.audio->codec == "aac");
  CHECK(info.duration_seconds == Approx(2).margin(0.05));
  REQUIRE(info.chapters.size() == 2);
  CHECK(info.chapters[1] == jobs::Chapter{1, 2.0, "Two"});
  CHECK(media::SourceInfoFromJson(media::ToJson(info)) == info);
}

TEST_CASE("position zero is the first presented frame") {
  const test::TempDir dir;
  media::SampleFilm film = Small();
  film.video_offset = 0.5;
  media::MakeSampleFilm(dir / "late.mp4", film);
  media::MakeSampleFilm(dir / "film.ts", Small());
  CHECK(test::ProbeFile(dir / "late.mp4").zero_seconds() == Approx(0.5).margin(0.001));
  CHECK(test::ProbeFile(dir / "late.mp4").duration_seconds == Approx(2).margin(0.05));
  CHECK(test::ProbeFile(dir / "film.ts").duration_seconds == Approx(2).margin(0.05));
}

TEST_CASE("a Matroska film whose time stamps begin late is as long as it plays") {
  const test::TempDir dir;
  media::SampleFilm film = Small();
  film.format_options = "output_ts_offset=100";
  media::MakeSampleFilm(dir / "late.mkv", film);
  CHECK(test::ProbeFile(dir / "late.mkv").zero_seconds() == Approx(100).margin(0.05));
  CHECK(test::ProbeFile(dir / "late.mkv").duration_seconds == Approx(2).margin(0.05));
}

TEST_CASE("a film without sound and sound without a film are both sources") {
  const test::TempDir dir;
  media::SampleFilm film = Small();
  film.audio = false;
  media::MakeSampleFilm(dir / "silent.mkv", film);
  CHECK_FALSE(test::ProbeFile(dir / "silent.mkv").audio);
  film.audio = true;
  film.video = false;
  media::MakeSampleFilm(dir / "sound.mp4", film);
  CHECK_FALSE(test::ProbeFile(dir / "sound.mp4").video);
  CHECK(test::ProbeFile(dir / "sound.mp4").duration_seconds == Approx(2).margin(0.05));
}

TEST_CASE("key frames are listed from the index") {
  const test::TempDir dir;
  media::SampleFilm film = Small();
  film.gop = 15;
  const auto file = GENERATE("film.mp4", "film.mkv");
  media::MakeSampleFilm(dir / file, film);
  base::FileSource source(dir / file);
  const auto positions = media::KeyFramePositions(source, test::ProbeFile(dir / file), {}, 100, {});
  REQUIRE(positions.size() == 4);
  CHECK(positions[0] == Approx(0).margin(1e-6));
  CHECK(positions[3] == Approx(1.5).margin(1e-3));
}

TEST_CASE("what is no film is refused by name") {
  const test::TempDir dir;
  WriteText(dir / "empty.mp4", "");
  WriteText(dir / "text.mp4", "dear diary, today I made a film\n");
  WriteText(dir / "concat.mp4", "ffconcat version 1.0\nfile other.mp4\n");
  WriteText(dir / "list.mp4", "#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:10,\none.ts\n");
  WriteText(dir / "session.mp4", "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nm=video 5004 RTP/AVP 96\n");
  std::string noise(200'000, '\0');
  noise.append(1000, '\x9d');
  WriteText(dir / "noise.mp4", noise);
  CHECK(CodeOf(dir / "empty.mp4") == ErrorCode::kEmptyFile);
  CHECK(CodeOf(dir / "text.mp4") == ErrorCode::kNotAVideo);
  CHECK(CodeOf(dir / "concat.mp4") == ErrorCode::kUnsupportedFormat);
  CHECK(CodeOf(dir / "list.mp4") == ErrorCode::kUnsupportedFormat);
  CHECK(CodeOf(dir / "session.mp4") == ErrorCode::kUnsupportedFormat);
  CHECK(CodeOf(dir / "noise.mp4") == ErrorCode::kNotAVideo);
}

TEST_CASE("a playlist inside a container name does not open the file beside it") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "other.mp4", Small());
  std::string script(8192, '#');
  script += "\nffconcat version 1.0\nfile other.mp4\n";
  WriteText(dir / "concat.mp4", script);
  const ErrorCode code = CodeOf(dir / "concat.mp4");
  CHECK((code == ErrorCode::kNotAVideo || code == ErrorCode::kUnsupportedFormat));
}

TEST_CASE("a file that ends before it says it does is truncated") {
  const test::TempDir dir;
  media::SampleFilm film = Small();
  for (const char* name : {"front.mp4", "back.mp4", "film.mkv", "film.avi"}) {
    CAPTURE(name);
    film.format_options = std::string(name) == "front.mp4" ? "movflags=+faststart" : "";
    if (std::string(name) == "film.avi") film.audio_encoder = "libmp3lame";
    media::MakeSampleFilm(dir / name, film);
    const std::string whole = test::ReadText(dir / name);
    WriteText(dir / name, whole.substr(0, whole.size() * 6 / 10));
    CHECK(CodeOf(dir / name) == ErrorCode::kTruncated);
  }
}

TEST_CASE("a film that breaks off anywhere is read, or refused by name") {
  const test::TempDir dir;
  for (const char* name : {"film.mp4", "film.mkv", "film.ts", "film.avi", "film.flv", "film.mov"}) {
    media::MakeSampleFilm(dir / name, Small());
    const std::string whole = test::ReadText(dir / name);
    for (std::size_t length = 16; length < whole.size(); length += length / 3) {
      WriteText(dir / "cut", whole.substr(0, length));
      try {
        test::ProbeFile(dir / "cut");
      } catch (const base::Error& error) {
        INFO(name << " of " << length << " bytes: " << error.what());
        CHECK(error.code() != ErrorCode::kInternal);
      }
    }
  }
}

TEST_CASE("a rarely used decoder in a known container is refused") {
  const test::TempDir dir;
  media::SampleFilm film = Small();
  film.video_encoder = "magicyuv";
  film.video_options = "";
  film.pixel_format = "yuv420p";
  film.b_frames = 0;
  media::MakeSampleFilm(dir / "film.mkv", film);
  CHECK(CodeOf(dir / "film.mkv") == ErrorCode::kUnsupportedCodec);
}

TEST_CASE("a known container that is not allowed is refused as a format") {
  const test::TempDir dir;
  media::SampleFilm film = Small();
  film.video = false;
  film.audio_encoder = "pcm_s16le";
  media::MakeSampleFilm(dir / "sound.wav", film);
  CHECK(CodeOf(dir / "sound.wav") == ErrorCode::kUnsupportedFormat);
}

TEST_CASE("limits are refused before the work, with the figure") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", Small());
  media::Limits limits;
  limits.max_pixels = 160 * 95;
  CHECK(CodeOf(dir / "film.mp4", limits) == ErrorCode::kTooLarge);
  limits = {};
  limits.max_duration = std::chrono::seconds(1);
  CHECK(CodeOf(dir / "film.mp4", limits) == ErrorCode::kTooLong);
  limits = {};
  limits.max_size_bytes = 1000;
  CHECK(CodeOf(dir / "film.mp4", limits) == ErrorCode::kTooLarge);
  limits = {};
  limits.max_memory_bytes = 1000;
  CHECK(CodeOf(dir / "film.mp4", limits) == ErrorCode::kTooLarge);
  limits = {};
  limits.max_frames = 10;
  CHECK(CodeOf(dir / "film.mp4", limits) == ErrorCode::kTooLarge);
  limits = {};
  limits.max_streams = 1;
  CHECK(CodeOf(dir / "film.mp4", limits) == ErrorCode::kTooLarge);
}

TEST_CASE(
    "an index that promises more frames than are allowed is refused before libav builds it, whatever its length") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", Small());
  std::string film = test::ReadText(dir / "film.mp4");
  // All of one size, of which none is written down; then how many.
  film.replace(film.find("stsz") + 8, 8, std::string("\0\0\0\1\x05\xf5\xe1\0", 8));
  WriteText(dir / "promise.mp4", film);
  CHECK(CodeOf(dir / "promise.mp4") == ErrorCode::kTooLarge);
}

namespace {

media::SourceInfo PictureOf(int width, int height, int bit_depth) {
  media::SourceInfo info;
  info.video.emplace();
  info.video->codec = "hevc";
  info.video->width = width;
  info.video->height = height;
  info.video->bit_depth = bit_depth;
  return info;
}

}  // namespace

TEST_CASE(
    "a picture of 8K fits the default memory by encoding one picture at a time, at 8192×4320 in ten bits nothing "
    "does") {
  const std::uint64_t most = media::Limits().max_memory_bytes;
  const media::Means uhd = media::ChooseMeans(PictureOf(7680, 4320, 8), 2, most);
  CHECK(uhd.threads == 2);
  CHECK(uhd.one_picture_at_a_time);
  CHECK(uhd.bytes <= most);
  CHECK(media::ChooseMeans(PictureOf(8192, 4320, 10), 2, most).bytes > most);
}

TEST_CASE("where many threads would take more memory than is allowed, fewer are used") {
  const std::uint64_t most = media::Limits().max_memory_bytes;
  const media::Means film = media::ChooseMeans(PictureOf(1920, 1080, 8), 16, most);
  CHECK(film.threads == 16);
  CHECK_FALSE(film.one_picture_at_a_time);
  const media::Means large = media::ChooseMeans(PictureOf(4096, 2304, 10), 16, most);
  CHECK(large.threads < 16);
  CHECK(large.threads > 1);
  CHECK_FALSE(large.one_picture_at_a_time);
}
