// The #include lines of the program, and what tests/layers.txt says of them.
#pragma once

#include <set>

#include "structure/source_tree.h"

namespace clipbox::structure {

struct Include {
  std::string from;    // path below appliance/
  std::string header;  // as it is written: a path below appliance/, or a library's
};

std::vector<Include> IncludesOf(const SourceTree& tree);

// What tests/layers.txt holds; its head says what the lines mean.
struct Layers {
  std::map<std::string, std::set<std::string>> rooms;      // folder -> what its files may include
  std::map<std::string, std::set<std::string>> libraries;  // header prefix -> path prefixes that may include it

  // The deepest folder with a line that `path` (below appliance/) lies in; empty where there is none.
  std::string RoomOf(const std::string& path) const;
  // Whether `word` of the line of `room` lets `header` in.
  bool Allows(const std::string& room, const std::string& word, const std::string& header) const;
};

Layers ReadLayers(std::string_view text);

// Includes that no line allows.
Complaints Trespasses(const Layers& layers, const std::vector<Include>& includes);
// Lines of folders that do not exist, words that let nothing in, libraries that nobody includes.
Complaints DeadLines(const Layers& layers, const std::vector<Include>& includes);
// Words of a sub-folder that its top folder's line does not have.
Complaints Excesses(const Layers& layers);

// Folders of the program that see each other, directly or over others, each way as `a -> b -> a`.
Complaints Circles(const std::vector<Include>& includes);

}  // namespace clipbox::structure
