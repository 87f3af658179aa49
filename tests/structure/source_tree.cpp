#include "structure/source_tree.h"

#include <algorithm>
#include <filesystem>

#include "file_text.h"

namespace clipbox::structure {
namespace {

namespace fs = std::filesystem;

bool IsForeign(const fs::path& folder) {
  const std::string name = folder.filename().string();
  return name == ".git" || name == "node_modules" || name == "__pycache__" || name.starts_with("build");
}

SourceTree Read(const fs::path& root) {
  SourceTree tree;
  for (fs::recursive_directory_iterator at(root), end; at != end; ++at) {
    if (at->is_directory() && IsForeign(at->path())) at.disable_recursion_pending();
    if (at->is_regular_file()) tree[fs::relative(at->path(), root).string()] = test::ReadText(at->path());
  }
  return tree;
}

bool EndsInCode(const std::string& path) { return path.ends_with(".h") || path.ends_with(".cpp"); }

}  // namespace

const SourceTree& Repository() {
  static const SourceTree kTree = Read(CLIPBOX_SOURCE_DIR);
  return kTree;
}

std::vector<std::string> LinesOf(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool IsProgram(const std::string& path) { return path.starts_with("appliance/") && EndsInCode(path); }

bool IsCode(const std::string& path) {
  return EndsInCode(path) && (path.starts_with("appliance/") || path.starts_with("tests/"));
}

std::string FolderOf(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

std::string TopOf(const std::string& path) { return path.substr(0, path.find('/')); }

}  // namespace clipbox::structure
