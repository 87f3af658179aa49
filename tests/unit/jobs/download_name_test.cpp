#include "jobs/download_name.h"

#include <set>

#include "base/encoding.h"
#include "base/text.h"
#include "catch.h"

using namespace clipbox;
using jobs::Artifact;
using jobs::ArtifactType;
using jobs::DownloadName;
using jobs::DownloadNames;

namespace {

Artifact Made(const std::string& label, const std::string& file, ArtifactType type = ArtifactType::kClip) {
  Artifact artifact;
  artifact.type = type;
  artifact.label = label;
  artifact.key = "clipbox/artifacts/J/digest/" + file;
  return artifact;
}

std::string NameOf(const std::string& title, const std::string& label) {
  return DownloadNames(title, {Made(label, "01-x.mp4")}).at(0);
}

}  // namespace

TEST_CASE("a download is called by its title and its label, in any script") {
  CHECK(NameOf("A film", "intro") == "A film - intro.mp4");
  CHECK(NameOf("Das Mädchen 🎬", "日本") == "Das Mädchen 🎬 - 日本.mp4");
  CHECK(NameOf("שלום עולם", "פתיחה") == "שלום עולם - פתיחה.mp4");
  CHECK(NameOf("", "intro") == "intro.mp4");
  CHECK(NameOf("A film", "") == "A film - clip.mp4");
  CHECK(DownloadNames("A film", {Made("", "video-poster.jpg", ArtifactType::kPoster)}).at(0) == "A film - poster.jpg");
}

TEST_CASE("what a file system, a shell or an eye trips over is not in a name") {
  CHECK(NameOf("AC/DC: \"Live\" <1980>?", "a\\b|c") == "AC-DC- 'Live' 1980 - a-b-c.mp4");
  CHECK(NameOf("../../etc/passwd", "x") == "-..-etc-passwd - x.mp4");
  CHECK(NameOf("line\r\nbreak\tand\x01more", "x") == "line break and more - x.mp4");
  CHECK(NameOf(" . hidden . ", "x") == "hidden - x.mp4");
  CHECK(NameOf("\u202Eexe.4pm\u202C\u2066\uFEFF", "x") == "exe.4pm - x.mp4");
  CHECK(NameOf("bad \xFF\xFE bytes", "x") == "bad \uFFFD\uFFFD bytes - x.mp4");
}

TEST_CASE("no name opens a device of Windows") {
  for (const char* title : {"CON", "nul", "Aux", "com1", "LPT9", "COM\u00B9", "CONOUT$"}) {
    INFO(title);
    CHECK(DownloadName(std::string(title) + ".mp4", "video") == "_" + std::string(title) + ".mp4");
    CHECK(DownloadNames("", {Made(title, "01-x.mp4")}).at(0) == "_" + std::string(title) + ".mp4");
  }
  CHECK(NameOf("aux.", "x") == "aux - x.mp4");
  CHECK(NameOf("aux.b", "x") == "_aux.b - x.mp4");
  CHECK(DownloadName("console.mp4", "video") == "console.mp4");
  CHECK(DownloadName("com10.mp4", "video") == "com10.mp4");
}

TEST_CASE("a very long title is cut at a character, and label and extension stay") {
  std::string title;
  for (int i = 0; i < 500; ++i) title += "字";
  const std::string name = NameOf(title, "intro");
  CHECK(name.size() <= 180);
  CHECK(name.size() > 170);
  CHECK(base::IsUtf8(name));
  CHECK(name.ends_with(" - intro.mp4"));
  const std::string long_label = NameOf(title, title);
  CHECK(long_label.size() <= 180);
  CHECK(base::IsUtf8(long_label));
  CHECK(DownloadName(title + ".webm", "video").ends_with("字.webm"));
  CHECK(DownloadName(title + ".webm", "video").size() <= 180);
}

TEST_CASE("a name of which nothing is left has another") {
  CHECK(DownloadName("", "clipbox") == "clipbox");
  CHECK(DownloadName("??? ...", "clipbox") == "clipbox");
  CHECK(DownloadName("Kapitel 1.5", "clipbox") == "Kapitel 1.5");
}

TEST_CASE("equal names in one job are told apart, upper and lower case alike") {
  const auto names =
      DownloadNames("Film", {Made("intro", "01-intro.mp4"), Made("Intro", "02-intro.mp4"),
                             Made("intro", "03-intro.mp4"), Made("intro", "01-intro.gif"), Made("a/b", "04-a.mp4"),
                             Made("a:b", "05-a.mp4"), Made("intro (2)", "06-intro.mp4")});
  CHECK(names == std::vector<std::string>{"Film - intro.mp4", "Film - Intro (2).mp4", "Film - intro (3).mp4",
                                          "Film - intro.gif", "Film - a-b.mp4", "Film - a-b (2).mp4",
                                          "Film - intro (2) (2).mp4"});
  CHECK(std::set<std::string>(names.begin(), names.end()).size() == names.size());
}

TEST_CASE("a storyboard is called as its cues name it, whatever the title, and nothing else is called so") {
  const auto names = DownloadNames("A film", {Made("", "video-storyboard.jpg", ArtifactType::kStoryboard),
                                              Made("", "video-storyboard.vtt", ArtifactType::kStoryboardVtt)});
  CHECK(names == std::vector<std::string>{"video-storyboard.jpg", "video-storyboard.vtt"});
  const auto clash = DownloadNames(
      "", {Made("video-storyboard", "01-x.jpg"), Made("", "video-storyboard.jpg", ArtifactType::kStoryboard)});
  CHECK(clash == std::vector<std::string>{"video-storyboard (2).jpg", "video-storyboard.jpg"});
  // A key of another server's is no path.
  CHECK(DownloadNames("", {Made("", "..", ArtifactType::kStoryboard)}).at(0) == "storyboard");
  CHECK(DownloadNames("", {Made("", "a\\..\\b.jpg", ArtifactType::kStoryboard)}).at(0) == "a-..-b.jpg");
}
