// Files that name other files or addresses: nothing but themselves is ever opened, whoever is asked to read them.
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <fstream>
#include <functional>
#include <new>

#include "av/input.h"
#include "base/files.h"
#include "catch.h"
#include "closed_doors.h"
#include "file_text.h"
#include "media/sample/sample_film.h"
#include "media/source/probe.h"
#include "temp_dir.h"

using namespace clipbox;
namespace fs = std::filesystem;

namespace {

void Write(const fs::path& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

struct Outcome {
  bool refused = false;
  std::uint64_t doors_tried = 0;
  std::string first;
};

// `work` in a process that may open nothing but `own`; a base::Error of it is a refusal.
Outcome Behind(const fs::path& own, const std::function<void()>& work) {
  void* memory = ::mmap(nullptr, sizeof(test::DoorsTried), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  REQUIRE(memory != MAP_FAILED);
  auto* tried = new (memory) test::DoorsTried;
  const pid_t child = ::fork();
  if (child == 0) {
    try {
      test::CloseDoorsBut(own, *tried);
      work();
    } catch (const base::Error&) {
      ::_exit(1);
    } catch (...) {
      ::_exit(2);
    }
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(WIFEXITED(status));
  REQUIRE(WEXITSTATUS(status) < 2);
  const Outcome outcome{WEXITSTATUS(status) == 1, tried->count, tried->first.data()};
  ::munmap(memory, sizeof(test::DoorsTried));
  return outcome;
}

Outcome ProbeBehind(const fs::path& film) {
  return Behind(film, [&] {
    base::FileSource source(film);
    media::Probe(source, {}, {});
  });
}

// Without the checks that come before libav.
Outcome OpenBehind(const fs::path& film) {
  return Behind(film, [&] {
    base::FileSource source(film);
    const av::Input input(source, {});
  });
}

std::string Number(std::size_t value, int bytes) {
  std::string text;
  for (int i = bytes - 1; i >= 0; --i) text += static_cast<char>(value >> (8 * i));
  return text;
}

std::size_t NumberAt(const std::string& film, std::size_t at) {
  std::size_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(film[at + i]);
  return value;
}

// QuickTime's alias record: the data of this track are in `name`, in the same directory.
std::string AliasTo(const std::string& name) {
  const auto padded = [](const std::string& text, std::size_t size) {
    return Number(text.size(), 1) + text + std::string(size - text.size(), '\0');
  };
  const std::string path = "disk:" + name + (name.size() % 2 == 0 ? "x" : "");
  std::string record = "alis" + Number(0, 4) + std::string(10, '\0') + padded("disk", 27) + std::string(12, '\0') +
                       padded(name, 63) + std::string(16, '\0') + Number(1, 2) + Number(1, 2) + std::string(16, '\0') +
                       Number(2, 2) + Number(path.size(), 2) + path + "\xff\xff" + Number(0, 2);
  return Number(record.size() + 4, 4) + record;
}

// Puts `entry` in the place of the first track's only data reference. Requires: the index comes last.
std::string WithReference(std::string film, const std::string& entry) {
  const std::size_t dref = film.find("dref") - 4;
  const std::size_t old_size = NumberAt(film, dref);
  const std::string box = Number(16 + entry.size(), 4) + "dref" + Number(0, 4) + Number(1, 4) + entry;
  // Every box around it grows.
  for (const char* name : {"moov", "trak", "mdia", "minf", "dinf"}) {
    const std::size_t at = film.rfind(name, dref) - 4;
    film.replace(at, 4, Number(NumberAt(film, at) + box.size() - old_size, 4));
  }
  return film.replace(dref, old_size, box);
}

}  // namespace

TEST_CASE("the guard of these tests sees a file that is opened and a socket that is made") {
  const test::TempDir dir;
  Write(dir / "own", "1");
  Write(dir / "other", "2");
  CHECK(Behind(dir / "own", [&] { base::FileSource own(dir / "own"); }).doors_tried == 0);
  const Outcome other = Behind(dir / "own", [&] { base::FileSource file(dir / "other"); });
  CHECK(other.refused);
  CHECK(other.doors_tried == 1);
  CHECK(other.first == (dir / "other").string());
  CHECK(Behind(dir / "own", [] { static_cast<void>(::socket(AF_INET, SOCK_STREAM, 0)); }).first == "a socket");
  CHECK(Behind(dir / "own", [] { ::execl("/bin/true", "true", nullptr); }).doors_tried == 1);
}

TEST_CASE("lists, scripts and manifests named .mp4 are refused, and what they name is not touched") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", {.seconds = 1, .width = 64, .height = 48});
  const std::string other = (dir / "film.mp4").string();
  const std::vector<std::pair<std::string, std::string>> strangers = {
      {"m3u8",
       "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXT-X-VERSION:3\n#EXTINF:1.0,\nfilm.mp4\n#EXTINF:1.0,\nhttp://127.0.0.1:9/"
       "film.ts\n#EXT-X-ENDLIST\n"},
      {"concat", "ffconcat version 1.0\nfile film.mp4\nfile '" + other + "'\n"},
      {"sdp",
       "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=video 9 RTP/AVP 96\r\na=rtpmap:96 "
       "H264/90000\r\n"},
      {"dash",
       "<?xml version=\"1.0\"?>\n<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\" "
       "mediaPresentationDuration=\"PT1S\"><Period>"
       "<AdaptationSet mimeType=\"video/mp4\"><Representation id=\"1\" "
       "bandwidth=\"1\"><BaseURL>film.mp4</BaseURL></Representation>"
       "</AdaptationSet></Period></MPD>\n"},
      {"smil", "<smil><body><video src=\"film.mp4\"/></body></smil>\n"},
      {"subtitles", "[Script Info]\nScriptType: v4.00+\n[Fonts]\nfontname: " + other + "\n"}};
  for (const auto& [name, text] : strangers) {
    INFO(name);
    const fs::path path = dir / (name + ".mp4");
    Write(path, text);
    for (const Outcome& outcome : {ProbeBehind(path), OpenBehind(path)}) {
      CHECK(outcome.refused);
      CHECK(outcome.doors_tried == 0);
      CHECK(outcome.first.empty());
    }
  }
}

TEST_CASE("a movie whose data are said to lie in another file is read by itself alone") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mov", {.seconds = 1, .width = 64, .height = 48});
  const std::string film = test::ReadText(dir / "film.mov");
  const std::string url = "url " + Number(0, 4) + "file://" + (dir / "film.mov").string() + std::string(1, '\0');
  for (const std::string& entry : {AliasTo("film.mov"), Number(url.size() + 4, 4) + url}) {
    const fs::path path = dir / "stranger.mp4";
    Write(path, WithReference(film, entry));
    const Outcome outcome = ProbeBehind(path);
    CHECK(outcome.doors_tried == 0);
    CHECK(outcome.first.empty());
  }
}
