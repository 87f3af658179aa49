// What a demuxer tells a source that is far away about the bytes it will read, and what it reads.
#include <memory>

#include "av/input.h"
#include "av/time.h"
#include "base/files.h"
#include "catch.h"
#include "media/preview/frame_picture.h"
#include "media/sample/sample_film.h"
#include "media/source/key_frame_reader.h"
#include "media/source/probe.h"
#include "temp_dir.h"

using namespace clipbox;

namespace {

class FarSource final : public base::ByteSource {
 public:
  explicit FarSource(const std::filesystem::path& path) : file_(path) {}
  std::uint64_t size() const override { return file_.size(); }
  std::string name() const override { return "far"; }
  int useful_reads() const override { return 8; }
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> into) override {
    read_bytes += into.size();
    read_end = std::max(read_end, offset + into.size());
    return file_.ReadAt(offset, into);
  }
  void WillRead(std::uint64_t offset, std::uint64_t bytes) override {
    ++announcements;
    announced_bytes += bytes;
    announced_end = std::max(announced_end, offset + bytes);
  }
  void OthersWillRead(std::uint64_t, std::uint64_t bytes) override { for_others += bytes; }

  void Forget() { announcements = 0, announced_bytes = announced_end = read_bytes = read_end = 0; }

  int announcements = 0;
  std::uint64_t announced_bytes = 0;
  std::uint64_t announced_end = 0;
  std::uint64_t read_bytes = 0;
  std::uint64_t read_end = 0;
  std::uint64_t for_others = 0;

 private:
  base::FileSource file_;
};

// 6 s of large frames with an index before them and a key frame each second.
std::filesystem::path MakeLargeFilm(const test::TempDir& dir) {
  media::SampleFilm film;
  film.seconds = 6;
  film.gop = 30;
  film.picture_filters = "noise=alls=20:allf=t";
  film.video_options = "preset=ultrafast:crf=12";
  film.format_options = "movflags=+faststart";
  media::MakeSampleFilm(dir / "film.mp4", film);
  return dir / "film.mp4";
}

}  // namespace

TEST_CASE(
    "a stretch of a source that is far away is announced in a few pieces, each byte once, and nothing beyond what is "
    "read") {
  const test::TempDir dir;
  FarSource source(MakeLargeFilm(dir));
  av::Input input(source, {});
  const AVStream& video = input.stream(0);
  // In the middle between two key frames.
  const std::int64_t end = av::ToTicks(3.5, video.time_base);
  source.Forget();
  input.WillReadUntil(0, end);
  input.SeekToStart();
  av::Packet packet;
  while (input.Read(packet) && (packet->stream_index != 0 || packet->dts < end)) packet.Unref();
  REQUIRE(source.read_end > 2 << 20);
  CHECK(source.announcements < 50);
  // The last packet of sound lies behind that of the picture.
  CHECK(source.announced_end <= source.read_end + 2000);
  CHECK(source.announced_bytes <= source.read_end);
  CHECK(source.announced_bytes > source.read_end * 3 / 4);
}

TEST_CASE("of a key frame its own bytes are read and no more, and the next ones are announced as what they are",
          "[threads]") {
  const test::TempDir dir;
  FarSource source(MakeLargeFilm(dir));
  const media::SourceInfo info = media::Probe(source, {}, {});
  av::Input input(source, {});
  media::KeyFrameReader reader(input, info, {});
  const AVRational tick = input.stream(0).time_base;
  for (const double at : {2.0, 4.5}) {
    const AVIndexEntry* entry =
        avformat_index_get_entry_from_timestamp(&input.stream(0), av::ToTicks(at, tick), AVSEEK_FLAG_BACKWARD);
    const auto size = static_cast<std::uint64_t>(entry->size);
    source.Forget();
    REQUIRE(reader.Find(at));
    CHECK(source.read_bytes == size);
    CHECK(source.announcements == 0);
    reader.WillFind(at);
    CHECK(source.announced_bytes == size);
    CHECK(source.announced_end == static_cast<std::uint64_t>(entry->pos) + size);
  }
}

TEST_CASE("what is read to open a film is said to be wanted by others, and nothing that comes later", "[threads]") {
  const test::TempDir dir;
  FarSource source(MakeLargeFilm(dir));
  av::Input input(source, {});
  CHECK(source.for_others == source.read_bytes);
  av::Packet packet;
  for (int i = 0; i < 100; ++i) input.Read(packet);
  CHECK(source.for_others < source.read_bytes);
}

TEST_CASE("one picture that a person looks at fetches nothing of the next group of pictures") {
  const test::TempDir dir;
  FarSource source(MakeLargeFilm(dir));
  const media::SourceInfo info = media::Probe(source, {}, {});
  av::Input input(source, {});
  const AVIndexEntry* next = avformat_index_get_entry_from_timestamp(
      &input.stream(0), av::ToTicks(2.2, input.stream(0).time_base), AVSEEK_FLAG_BACKWARD);
  source.Forget();
  CHECK(media::TakeFrame(source, info, {}, {.seconds = 1.5}).time == 1.5);
  REQUIRE(source.read_end > 0);
  CHECK(source.read_end < static_cast<std::uint64_t>(next->pos));
  CHECK(source.announced_end < static_cast<std::uint64_t>(next->pos));
}
