#include "work/preview/file_ends.h"

#include "base/error.h"
#include "catch.h"
#include "file_text.h"
#include "media/sample/sample_film.h"
#include "media/source/probe.h"
#include "temp_dir.h"

using namespace clipbox;
using base::ErrorCode;

namespace {

std::string ReadFrom(work::FileEnds& source, std::uint64_t offset, std::size_t size) {
  std::string text(size, '\0');
  text.resize(source.ReadAt(offset, std::as_writable_bytes(std::span(text))));
  return text;
}

std::string SampleBytes(const media::SampleFilm& film) {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", film);
  return test::ReadText(dir / "film.mp4");
}

// What is said of a film with only its first and last bytes: the code of the refusal, `missed`, or nothing.
std::string SaidOf(const std::string& bytes, std::size_t head, std::size_t tail) {
  work::FileEnds source(bytes.substr(0, head), bytes.substr(bytes.size() - tail), bytes.size());
  try {
    media::Probe(source, {}, {});
    return "";
  } catch (const base::Error& error) {
    return source.missed() ? "missed" : std::string(base::ToText(error.code()));
  }
}

}  // namespace

TEST_CASE("what lies at the ends is read as from the file, what lies between is an error and remembered") {
  work::FileEnds source("0123", "89", 10);
  CHECK(ReadFrom(source, 0, 4) == "0123");
  CHECK(ReadFrom(source, 2, 2) == "23");
  CHECK(ReadFrom(source, 8, 5) == "89");
  CHECK(ReadFrom(source, 9, 1) == "9");
  CHECK(ReadFrom(source, 10, 1).empty());
  CHECK(ReadFrom(source, 99, 1).empty());
  CHECK_FALSE(source.missed());
  for (const auto& [offset, size] : {std::pair{3, 2}, {4, 1}, {7, 3}, {0, 10}}) {
    CHECK_THROWS_AS(ReadFrom(source, static_cast<std::uint64_t>(offset), static_cast<std::size_t>(size)), base::Error);
  }
  CHECK(source.missed());
}

TEST_CASE("of a file that is all there no byte is missing, wherever it is cut in two") {
  for (const std::size_t head : {0U, 3U, 6U}) {
    work::FileEnds source(std::string("abcdef").substr(0, head), std::string("abcdef").substr(head), 6);
    CHECK(ReadFrom(source, 0, 6) == "abcdef");
    CHECK(ReadFrom(source, 2, 3) == "cde");
    CHECK_FALSE(source.missed());
  }
}

TEST_CASE("a film is judged by its ends as by all of it, or not at all") {
  media::SampleFilm film;
  film.seconds = 20;
  film.video_options = "preset=ultrafast:crf=1";
  const std::string behind = SampleBytes(film);  // its index lies at the end
  film.format_options = "movflags=+faststart";
  const std::string before = SampleBytes(film);
  constexpr std::size_t kEnd = 64 << 10;
  REQUIRE(before.size() > 8 * kEnd);
  CHECK(SaidOf(behind, kEnd, kEnd).empty());
  CHECK(SaidOf(before, 4 * kEnd, 0).empty());
  // Cut off: the index is not there.
  CHECK(SaidOf(behind.substr(0, behind.size() / 2), kEnd, kEnd) ==
        SaidOf(behind.substr(0, behind.size() / 2), behind.size() / 2, 0));
  // The index lies where nobody can see it.
  CHECK(SaidOf(behind, kEnd, 16) == "missed");
  CHECK(SaidOf(before, 16, kEnd) == "missed");
}

TEST_CASE("what is no film is refused by its ends, however long it is") {
  const std::string pdf = "%PDF-1.7\n" + std::string(3 << 20, 'x');
  CHECK(SaidOf(pdf, 1152 << 10, 768 << 10) == "not_a_video");
  const std::string noise(3 << 20, '\0');
  CHECK(SaidOf(noise, 1152 << 10, 768 << 10) == "not_a_video");
}
