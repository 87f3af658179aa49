#include "e2e/harness/film.h"

#include <cmath>
#include <fstream>
#include <iterator>
#include <sstream>
#include <vector>

#include "e2e/harness/child_process.h"

namespace clipbox::e2e {
namespace {

std::string AskProbe(std::vector<std::string> arguments, const std::filesystem::path& file) {
  arguments.insert(arguments.begin(), {"ffprobe", "-v", "error"});
  arguments.insert(arguments.end(), {"-of", "csv=p=0", file.string()});
  return RunProgram(arguments);
}

// Of the presented frames, in ticks and in the order shown.
std::vector<std::int64_t> FrameTimes(const std::filesystem::path& file) {
  std::istringstream lines(AskProbe({"-select_streams", "v:0", "-show_entries", "frame=best_effort_timestamp"}, file));
  std::vector<std::int64_t> times;
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty()) times.push_back(std::stoll(line));
  }
  return times;
}

double TicksPerSecond(const std::filesystem::path& file) {
  const std::string base = AskProbe({"-select_streams", "v:0", "-show_entries", "stream=time_base"}, file);
  const std::size_t slash = base.find('/');
  return std::stod(base.substr(slash + 1)) / std::stod(base.substr(0, slash));
}

}  // namespace

media::SampleFilm SmallFilm(double seconds) {
  media::SampleFilm film;
  film.seconds = seconds;
  film.width = 320;
  film.height = 180;
  film.gop = 30;
  film.scene_seconds = 3;
  return film;
}

media::SampleFilm SlowFilm() {
  media::SampleFilm film = SmallFilm(30);
  film.width = 640;
  film.height = 360;
  film.video_options = "preset=ultrafast:crf=30";
  return film;
}

std::filesystem::path WriteFilm(const std::filesystem::path& folder, const media::SampleFilm& film) {
  const std::filesystem::path path = folder / "film.mp4";
  media::MakeSampleFilm(path, film);
  return path;
}

void Enlarge(const std::filesystem::path& film, std::uint64_t to_bytes) {
  const std::uint64_t box = to_bytes - std::filesystem::file_size(film);
  std::string bytes(box, '\0');
  for (int i = 0; i < 4; ++i) bytes[static_cast<std::size_t>(i)] = static_cast<char>(box >> (24 - 8 * i));
  bytes.replace(4, 4, "free");
  std::ofstream(film, std::ios::binary | std::ios::app) << bytes;
}

std::string ReadBytes(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void WriteBytes(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

int CountFrames(const std::filesystem::path& file) { return static_cast<int>(FrameTimes(file).size()); }

int CountFramesBetween(const std::filesystem::path& file, double start, double end) {
  const double ticks = TicksPerSecond(file);
  const std::vector<std::int64_t> times = FrameTimes(file);
  const auto first = std::llround(start * ticks);
  const auto last = std::llround(end * ticks);
  int count = 0;
  for (const std::int64_t time : times) {
    const std::int64_t position = time - times.front();
    if (position >= first && position < last) ++count;
  }
  return count;
}

double SoundSeconds(const std::filesystem::path& file) {
  const std::string text = AskProbe({"-select_streams", "a:0", "-show_entries", "stream=duration"}, file);
  return text.empty() ? 0 : std::stod(text);
}

}  // namespace clipbox::e2e
