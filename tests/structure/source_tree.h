// The repository's files as the tests of its structure read them. Their own tests make up small trees.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace clipbox::structure {

using SourceTree = std::map<std::string, std::string>;  // path in the repository -> text
using Complaints = std::vector<std::string>;            // empty: all is well

// Every file that people write, read once: not what lies in node_modules, build folders and .git.
const SourceTree& Repository();

// `text` without its line breaks; a last line that is empty does not count.
std::vector<std::string> LinesOf(std::string_view text);

// A header or source of the program: appliance/….
bool IsProgram(const std::string& path);
// A header or source of the program or its tests.
bool IsCode(const std::string& path);

// `media/cut` of `media/cut/clip.h`; empty at the top.
std::string FolderOf(const std::string& path);
// `media` of `media/cut/clip.h`.
std::string TopOf(const std::string& path);

}  // namespace clipbox::structure
