// What a demuxer tells a source that is far away about the bytes it will read.
#include "av/input.h"
#include "av/time.h"
#include "base/file_source.h"
#include "catch.h"
#include "media/sample/sample_film.h"
#include "temp_dir.h"

using namespace clipbox;

namespace {

class FarSource final : public base::ByteSource {
 public:
  explicit FarSource(const std::filesystem::path& path) : file_(path) {}
  std::uint64_t size() const override { return file_.size(); }
  std::string name() const override { return "far"; }
  int useful_reads() const override { return 8; }
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> into) override { return file_.ReadAt(offset, into); }
  void WillRead(std::uint64_t offset, std::uint64_t bytes) override {
    ++announcements;
    announced_bytes += bytes;
    announced_end = std::max(announced_end, offset + bytes);
  }

  int announcements = 0;
  std::uint64_t announced_bytes = 0;
  std::uint64_t announced_end = 0;

 private:
  base::FileSource file_;
};

}  // namespace

TEST_CASE("a stretch of a source that is far away is announced in a few pieces, each byte once, and nothing beyond its end") {
  const test::TempDir dir;
  media::SampleFilm film;
  film.seconds = 6;
  film.gop = 30;
  film.picture_filters = "noise=alls=20:allf=t";
  film.video_options = "preset=ultrafast:crf=12";
  film.format_options = "movflags=+faststart";
  media::MakeSampleFilm(dir / "film.mp4", film);
  FarSource source(dir / "film.mp4");
  av::Input input(source, {});
  const AVStream& video = input.stream(0);
  const std::int64_t end = av::ToTicks(3, video.time_base);
  const std::int64_t end_of_stretch = avformat_index_get_entry_from_timestamp(&input.stream(0), end, 0)->pos;
  REQUIRE(end_of_stretch > 2 << 20);
  input.WillReadUntil(0, end);
  av::Packet packet;
  while (input.Read(packet) && (packet->stream_index != 0 || packet->pts < end)) packet.Unref();
  CHECK(source.announcements < 50);
  CHECK(source.announced_end <= static_cast<std::uint64_t>(end_of_stretch));
  CHECK(source.announced_bytes <= static_cast<std::uint64_t>(end_of_stretch));
  CHECK(source.announced_bytes > static_cast<std::uint64_t>(end_of_stretch) * 3 / 4);
}
