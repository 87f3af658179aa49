// A TOML file as flat key = text entries with their lines; the only unit that includes toml++. Pure but for reading the
// file.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace clipbox::config {

struct TomlEntry {
  std::string key;   // dotted: `storage.bucket`
  std::string text;  // a list's items joined by ", "
  int line = 0;
  bool is_empty_table = false;  // `[storage]` with nothing below it
};

// Throws: Error kConfiguration naming file and line. That is for what cannot be read, is not TOML, or has a value that
// no setting has (a date, a table in a list).
std::vector<TomlEntry> ReadTomlFile(const std::filesystem::path& path);

}  // namespace clipbox::config
