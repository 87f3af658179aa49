// Holds every #include of appliance/ to tests/layers.txt: folders see only the folders they may, and a library's
// headers stay in one room.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "catch.h"

namespace fs = std::filesystem;

namespace {

const fs::path kRoot = CLIPBOX_SOURCE_DIR;

struct Layers {
  std::map<std::string, std::set<std::string>> folders;    // folder -> folders (or single headers) it may include
  std::map<std::string, std::set<std::string>> libraries;  // header prefix -> path prefixes that may include it
};

std::set<std::string> Words(const std::string& text) {
  std::istringstream in(text);
  std::set<std::string> words;
  for (std::string word; in >> word;) words.insert(word);
  return words;
}

Layers ReadLayers(std::istream& in) {
  Layers layers;
  for (std::string line; std::getline(in, line);) {
    const auto colon = line.find(':');
    if (line.empty() || line[0] == '#' || colon == std::string::npos) continue;
    const std::string name = line.substr(0, colon);
    const auto allowed = Words(line.substr(colon + 1));
    if (name.starts_with("library ")) {
      layers.libraries[name.substr(8)] = allowed;
    } else {
      layers.folders[name] = allowed;
    }
  }
  return layers;
}

// The header of an #include line, nothing for other lines.
std::string IncludedHeader(const std::string& line) {
  if (!line.starts_with("#include")) return "";
  const auto begin = line.find_first_of("<\"");
  const auto end = line.find_last_of(">\"");
  return begin == std::string::npos || end <= begin ? "" : line.substr(begin + 1, end - begin - 1);
}

bool AnyPrefix(const std::set<std::string>& prefixes, const std::string& path) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](const std::string& prefix) { return path.starts_with(prefix); });
}

// What is wrong with `header` in appliance/<path>; empty where nothing is.
std::string Complaint(const Layers& layers, const std::string& path, const std::string& header) {
  const std::string from = path.substr(0, path.find('/'));
  const std::string to = header.substr(0, header.find('/'));
  if (layers.folders.contains(to) && to != from && to != "base") {
    const auto& allowed = layers.folders.at(from);
    if (!allowed.contains("*") && !allowed.contains(to) && !allowed.contains(header))
      return path + " includes " + header;
  }
  for (const auto& [prefix, rooms] : layers.libraries) {
    if (header.starts_with(prefix) && !AnyPrefix(rooms, path)) return path + " includes " + header;
  }
  return "";
}

std::vector<std::string> Complaints(const Layers& layers, const fs::path& root) {
  std::vector<std::string> complaints;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".h" && entry.path().extension() != ".cpp") continue;
    const std::string path = fs::relative(entry.path(), root).string();
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);) {
      const std::string complaint = Complaint(layers, path, IncludedHeader(line));
      if (!complaint.empty()) complaints.push_back(complaint);
    }
  }
  return complaints;
}

Layers ProjectLayers() {
  std::ifstream in(kRoot / "tests/layers.txt");
  REQUIRE(in);
  return ReadLayers(in);
}

}  // namespace

TEST_CASE("every include of the program follows the layers") {
  CHECK(Complaints(ProjectLayers(), kRoot / "appliance") == std::vector<std::string>{});
}

TEST_CASE("every folder of the program has a line in the layers") {
  const Layers layers = ProjectLayers();
  for (const auto& entry : fs::directory_iterator(kRoot / "appliance")) {
    if (entry.is_directory()) CHECK(layers.folders.contains(entry.path().filename().string()));
  }
}

TEST_CASE("an include sideways, upwards or of a foreign library is found") {
  const Layers layers = ProjectLayers();
  CHECK(Complaint(layers, "media/run.cpp", "store/queue/queue.h") == "media/run.cpp includes store/queue/queue.h");
  CHECK(Complaint(layers, "jobs/status.h", "store/jobs/jobs.h") != "");
  CHECK(Complaint(layers, "http/server/server.cpp", "work/pool/pool.h") != "");
  CHECK(Complaint(layers, "http/api/jobs/jobs_handlers.cpp", "httplib.h") != "");
  CHECK(Complaint(layers, "http/api/jobs/jobs_handlers.cpp", "work/wake.h") == "");
  CHECK(Complaint(layers, "http/server/server.cpp", "httplib.h") == "");
  CHECK(Complaint(layers, "store/jobs/jobs.cpp", "sqlite/database.h") == "");
}

TEST_CASE("no file or folder of the program has a name that says nothing") {
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / "appliance")) {
    for (const char* word : {"util", "utils", "common", "helpers", "misc", "manager"})
      CHECK(entry.path().stem() != word);
  }
}
