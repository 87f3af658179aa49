#include <bit>

#include "av/input.h"
#include "base/encoding.h"
#include "base/files.h"
#include "catch.h"
#include "media/cut/avc/avc_parameters.h"
#include "media/cut/decode_clock.h"
#include "media/cut/smart_lead.h"
#include "media/maker/reason.h"
#include "media/sample/sample_film.h"
#include "temp_dir.h"
#include "unit/media/making.h"

using namespace clipbox;

namespace {

std::vector<std::uint8_t> ExtradataOf(const std::filesystem::path& path) {
  base::FileSource source(path);
  av::Input input(source, {});
  const AVCodecParameters& codec = *input.stream(0).codecpar;
  return {codec.extradata, codec.extradata + codec.extradata_size};
}

std::vector<std::uint8_t> ParametersOfFilm(const std::filesystem::path& path, const std::string& x264) {
  media::SampleFilm film;
  film.seconds = 0.5;
  film.width = 322;
  film.height = 182;
  film.audio = false;
  film.video_options = "preset=veryfast:" + x264;
  media::MakeSampleFilm(path, film);
  return ExtradataOf(path);
}

}  // namespace

TEST_CASE("units are found behind start codes of three and four bytes, without the zeros between them") {
  const std::vector<std::uint8_t> data = {0, 0, 0, 1, 0x67, 1, 2, 0, 0, 1, 0x68, 3, 0, 0, 0, 0, 1, 0x65, 9};
  const auto units = media::SplitAtStartCodes(data);
  REQUIRE(units.size() == 3);
  CHECK(units[0].size() == 3);
  CHECK(media::TypeOf(units[1]) == media::avc::kPictureParameters);
  CHECK(units[1].size() == 2);
  CHECK(media::TypeOf(units[2]) == media::avc::kIdrSlice);
  CHECK(media::SplitAtStartCodes(std::vector<std::uint8_t>{0, 0, 2, 7}).empty());
}

TEST_CASE("units behind lengths that do not add up to the packet are none") {
  const std::vector<std::uint8_t> good = {0, 2, 0x65, 1, 0, 1, 0x41};
  REQUIRE(media::SplitByLengths(good, 2));
  CHECK(media::SplitByLengths(good, 2)->size() == 2);
  CHECK_FALSE(media::SplitByLengths(std::vector<std::uint8_t>{0, 9, 0x65, 1}, 2));
  CHECK_FALSE(media::SplitByLengths(std::vector<std::uint8_t>{0, 1, 0x65, 0}, 2));
}

TEST_CASE("parameter sets tell profile, level, size, coding and ids, from MP4 and from a transport stream") {
  const test::TempDir dir;
  for (const char* name : {"a.mp4", "a.ts"}) {
    CAPTURE(name);
    const auto extradata = ParametersOfFilm(dir / name, "profile=main:level=3.1:x264-params=sps-id=5");
    const auto parameters = media::ReadAvcParameters(extradata);
    REQUIRE(parameters);
    CHECK(parameters->length_size == (std::string(name) == "a.mp4" ? 4 : 0));
    const auto sequence = media::ReadSequence(parameters->sequences.at(0));
    REQUIRE(sequence);
    CHECK(sequence->id == 5);
    CHECK(sequence->profile == 77);
    CHECK(sequence->level == 31);
    CHECK(sequence->width == 336);
    CHECK(sequence->height == 192);
    CHECK(sequence->bit_depth == 8);
    CHECK(sequence->frames_only);
    const auto picture = media::ReadPicture(parameters->pictures.at(0));
    REQUIRE(picture);
    CHECK(picture->cabac);
    CHECK(picture->sequence_id == 5);
    CHECK(media::FindFreeId(*parameters) == 1);
  }
}

TEST_CASE("two streams' sets stand in one avcC, which reads back as both") {
  const test::TempDir dir;
  const auto one = media::ReadAvcParameters(ParametersOfFilm(dir / "one.mp4", "profile=high:level=4.0"));
  const auto other =
      media::ReadAvcParameters(ParametersOfFilm(dir / "other.mp4", "profile=main:level=3.0:x264-params=sps-id=7"));
  REQUIRE((one && other));
  media::AvcParameters both = *other;
  both.Add(*one);
  const auto written = media::WriteAvcC(both);
  CHECK(written[1] == 100);
  CHECK(written[3] == 40);
  const auto read = media::ReadAvcParameters(written);
  REQUIRE(read);
  CHECK(read->sequences.size() == 2);
  CHECK(read->pictures.size() == 2);
  CHECK(read->Has(one->sequences[0]));
  CHECK(read->Has(other->pictures[0]));
  CHECK(media::FindFreeId(*read) == 1);
}

TEST_CASE("where every id is taken by the source, no lead can stand beside it") {
  const test::TempDir dir;
  auto parameters = *media::ReadAvcParameters(ParametersOfFilm(dir / "one.mp4", "profile=high"));
  const media::LeadSettings settings{{1, 25}, 25, 1};
  const av::Frame picture = av::NewPicture(AV_PIX_FMT_YUV420P, 322, 182);
  CHECK(media::SmartLead(parameters, *picture, settings).parameters().sequences.size() == 1);
  for (unsigned id = 1; id <= 31; ++id) {
    // ue(id): id + 1 behind as many zeros as it has bits but one. Six bits hold 31, behind five zeros; then a
    // sequence's id, and CABAC.
    const unsigned bits = static_cast<unsigned>(std::bit_width(id + 1));
    const unsigned code = (id + 1) << (16 - (2 * bits - 1)) | 1u << (16 - 2 * bits);
    parameters.pictures.push_back({0x68, static_cast<std::uint8_t>(code >> 8), static_cast<std::uint8_t>(code), 0x80});
  }
  REQUIRE_FALSE(media::FindFreeId(parameters));
  try {
    const media::SmartLead lead(parameters, *picture, settings);
    FAIL("a lead was begun");
  } catch (const media::FallBack& why) {
    CHECK(why.reason == media::Reason::kParameterIds);
  }
}

TEST_CASE("a header that is cut off anywhere is no header, or one of fewer sets") {
  const test::TempDir dir;
  const auto whole = ParametersOfFilm(dir / "one.mp4", "profile=high");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto parameters = media::ReadAvcParameters(media::Bytes(whole).first(size));
    if (parameters) CHECK(parameters->sequences.size() == 1);
    for (std::size_t i = 0; i < size; ++i) media::ReadSequence(media::Bytes(whole).subspan(i, size - i));
  }
}

// Found by the fuzzer; the sanitizers tell where a step overflows.
TEST_CASE("a scaling list with steps that no list holds is read to its end") {
  const std::string broken =
      base::FromHex(
          "0000000000010064193d3d3d3d3d323d3d3d3d3d00000000fffffffa000000003a3a3a3a3a3a3a3a3a3a3a3a3a3a"
          "3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a00000000000000000000003d3d3d3d3d3d3d3d3d3d3d7e00")
          .value_or("");
  const media::Bytes bytes(reinterpret_cast<const std::uint8_t*>(broken.data()), broken.size());
  REQUIRE_FALSE(bytes.empty());
  for (std::size_t i = 0; i < bytes.size(); ++i) CHECK_NOTHROW(media::ReadSequence(bytes.subspan(i)));
}

TEST_CASE("decoding times rise, never lie behind the showing, and need as much depth as pictures are out of order") {
  media::DecodeClock clock(1, 10);
  std::int64_t last = INT64_MIN;
  for (const std::int64_t shown : {0, 10, 40, 20, 30, 70, 50, 60}) {
    const auto decoded = clock.Next(shown);
    REQUIRE(decoded);
    CHECK(*decoded <= shown);
    CHECK(*decoded > last);
    last = *decoded;
  }
  media::DecodeClock shallow(0, 10);
  CHECK(shallow.Next(40) == 40);
  CHECK_FALSE(shallow.Next(20));
}
