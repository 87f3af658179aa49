// Settings out of their layers: default < TOML file < environment < flags. Every failure is Error kConfiguration. Its
// message names file and line (or variable, or flag), key and the nearest known key. The command line ends with exit
// code 2 on it. Called once, before threads start; pure but for reading files.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/settings.h"

namespace clipbox::config {

// A value from the command line.
struct Flag {
  std::string key;
  std::string value;
  std::string flag;  // as typed, for messages: `--data-dir`
};

struct Sources {
  std::optional<std::filesystem::path> file;                         // --config; must exist
  std::map<std::string, std::string> environment;                    // all of it, see ProcessEnvironment
  std::vector<Flag> flags;                                           // later ones win
  std::filesystem::path default_file = "/etc/clipbox/clipbox.toml";  // read where it exists and no other is named
  bool needs_data_directory = true;  // false: data.dir may stay empty where neither a setting nor HOME names one
};

// One line of `clipbox config`.
struct Setting {
  std::string key;
  std::string value;   // as given, secrets masked
  std::string origin;  // `default`, `/etc/clipbox/clipbox.toml:3`, `CLIPBOX_DATA_DIR`, `--listen`
};

struct Loaded {
  Settings settings;
  std::vector<Setting> listing;  // every key that this version has, in the table's order
};

// Throws: Error kConfiguration.
Loaded Load(const Sources& sources);

// The variables of this process.
std::map<std::string, std::string> ProcessEnvironment();

}  // namespace clipbox::config
