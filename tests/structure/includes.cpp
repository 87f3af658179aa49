#include "structure/includes.h"

#include <algorithm>
#include <iterator>
#include <sstream>

namespace clipbox::structure {
namespace {

constexpr std::string_view kProgram = "appliance/";

std::set<std::string> WordsOf(const std::string& text) {
  std::istringstream in(text);
  return {std::istream_iterator<std::string>(in), {}};
}

// The header of an #include line; empty for other lines.
std::string HeaderOf(const std::string& line) {
  if (!line.starts_with("#include")) return "";
  const auto begin = line.find_first_of("<\"");
  const auto end = line.find_last_of(">\"");
  return begin == std::string::npos || end <= begin ? "" : line.substr(begin + 1, end - begin - 1);
}

bool IsBelow(const std::string& path, const std::string& folder) { return path.starts_with(folder + "/"); }

bool MayInclude(const Layers& layers, const Include& include) {
  const std::string room = layers.RoomOf(include.from);
  const std::string other = layers.RoomOf(include.header);
  if (other.empty() || other == room || TopOf(other) == "base") return true;
  const auto line = layers.rooms.find(room);
  return line != layers.rooms.end() && std::any_of(line->second.begin(), line->second.end(), [&](const auto& word) {
           return layers.Allows(room, word, include.header);
         });
}

bool MayUseLibrary(const Layers& layers, const Include& include) {
  return std::all_of(layers.libraries.begin(), layers.libraries.end(), [&](const auto& library) {
    const auto& [prefix, places] = library;
    return !include.header.starts_with(prefix) || std::any_of(places.begin(), places.end(), [&](const auto& place) {
      return include.from.starts_with(place);
    });
  });
}

// A top folder's line speaks for all below it when it names other top folders.
bool Speaks(const Layers& layers, const std::string& room, const std::string& word, const std::string& from) {
  return layers.RoomOf(from) == room || (IsBelow(from, room) && TopOf(word) != TopOf(room));
}

// Looks for ways back to the first folder of `way`, over folders that come after it in the alphabet: each circle once.
void FollowBack(const std::map<std::string, std::set<std::string>>& seen, std::vector<std::string>& way,
                std::set<std::string>& visited, Complaints& circles) {
  for (const std::string& next : seen.at(way.back())) {
    if (next == way.front()) {
      std::string circle;
      for (const std::string& folder : way) circle += folder + " -> ";
      circles.push_back(circle + next);
    } else if (next > way.front() && visited.insert(next).second) {
      way.push_back(next);
      FollowBack(seen, way, visited, circles);
      way.pop_back();
    }
  }
}

}  // namespace

std::vector<Include> IncludesOf(const SourceTree& tree) {
  std::vector<Include> includes;
  for (const auto& [path, text] : tree) {
    if (!IsProgram(path)) continue;
    for (const std::string& line : LinesOf(text)) {
      if (std::string header = HeaderOf(line); !header.empty())
        includes.push_back({path.substr(kProgram.size()), std::move(header)});
    }
  }
  return includes;
}

std::string Layers::RoomOf(const std::string& path) const {
  std::string folder = FolderOf(path);
  while (!folder.empty() && !rooms.contains(folder)) folder = FolderOf(folder);
  return folder;
}

bool Layers::Allows(const std::string& room, const std::string& word, const std::string& header) const {
  if (word == header) return true;
  return TopOf(header) == TopOf(room) ? RoomOf(header) == word : IsBelow(header, word);
}

Layers ReadLayers(std::string_view text) {
  Layers layers;
  for (const std::string& line : LinesOf(text)) {
    const auto colon = line.find(':');
    if (line.empty() || line[0] == '#' || colon == std::string::npos) continue;
    const std::string name = line.substr(0, colon);
    const bool is_library = name.starts_with("library ");
    (is_library ? layers.libraries[name.substr(8)] : layers.rooms[name]) = WordsOf(line.substr(colon + 1));
  }
  return layers;
}

Complaints Trespasses(const Layers& layers, const std::vector<Include>& includes) {
  Complaints complaints;
  for (const Include& include : includes) {
    if (!MayInclude(layers, include) || !MayUseLibrary(layers, include))
      complaints.push_back(include.from + " includes " + include.header);
  }
  return complaints;
}

Complaints DeadLines(const Layers& layers, const std::vector<Include>& includes) {
  const auto none = [&](const auto& matches) { return std::none_of(includes.begin(), includes.end(), matches); };
  Complaints complaints;
  for (const auto& line : layers.rooms) {
    const std::string& room = line.first;  // Clang 14 captures no parts of a pair
    if (none([&](const Include& include) { return IsBelow(include.from, room); }))
      complaints.push_back("no files in " + room);
    for (const std::string& word : line.second) {
      if (none([&](const Include& include) {
            return Speaks(layers, room, word, include.from) && layers.Allows(room, word, include.header);
          }))
        complaints.push_back(room + " does not need " + word);
    }
  }
  for (const auto& line : layers.libraries) {
    if (none([&](const Include& include) { return include.header.starts_with(line.first); }))
      complaints.push_back("nobody includes " + line.first);
  }
  return complaints;
}

Complaints Excesses(const Layers& layers) {
  Complaints complaints;
  for (const auto& line : layers.rooms) {
    const std::string& room = line.first;  // Clang 14 captures no parts of a pair
    const auto& above = layers.rooms.at(TopOf(room));
    for (const std::string& word : line.second) {
      const bool known = TopOf(word) == TopOf(room) ||
                         std::any_of(above.begin(), above.end(),
                                     [&](const auto& allowed) { return word == allowed || IsBelow(word, allowed); });
      if (!known) complaints.push_back(room + " may include " + word + ", " + TopOf(room) + " may not");
    }
  }
  return complaints;
}

Complaints Circles(const std::vector<Include>& includes) {
  std::map<std::string, std::set<std::string>> seen;
  for (const Include& include : includes) seen[FolderOf(include.from)];
  for (const auto& [from, header] : includes) {
    if (FolderOf(header) != FolderOf(from) && seen.contains(FolderOf(header)))
      seen[FolderOf(from)].insert(FolderOf(header));
  }
  Complaints circles;
  for (const auto& [folder, others] : seen) {
    std::vector<std::string> way{folder};
    std::set<std::string> visited;
    FollowBack(seen, way, visited, circles);
  }
  return circles;
}

}  // namespace clipbox::structure
