// The one table of configuration keys: name, default, help line, type (that of the field it fills), bounds, secrecy.
// The checks, `--help`, `clipbox config` and the sample file are all read from it. Constant; any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "config/settings.h"

namespace clipbox::config {

// A word out of a list: told the position of the chosen one.
struct Choice {
  std::function<void(std::size_t)> choose;
};

// Where a value goes; the alternative is the key's type.
using Field = std::variant<std::string*, std::filesystem::path*, int*, std::optional<int>*, Bytes*,
                           std::optional<Bytes>*, Duration*, std::optional<Duration>*, Pixels*, ListenAddress*, Origin*,
                           HttpUrl*, std::vector<std::string>*, Choice>;

// What a value must keep to, and how it is shown.
struct Rules {
  bool secret = false;     // masked, and `<key>_file` names a file that holds it
  std::int64_t least = 0;  // in units, bytes or milliseconds
  std::int64_t most = std::numeric_limits<std::int64_t>::max();
  std::string_view words{};        // of a choice, `a|b`, in the order of its enum
  std::string_view later_words{};  // known, but not available in this version
};

struct Key {
  std::string_view name;
  std::string_view default_text;  // parsed as any other value; `$XDG_DATA_HOME/…` and `cores` are filled in when loaded
  std::string_view help;
  Field (*field)(Settings&);  // null: a key that is known, but not available in this version
  Rules rules{};
};

std::span<const Key> Keys();

const Key* FindKey(std::string_view name);

// The known key with the fewest edits to `name`.
const Key& NearestKey(std::string_view name);

// `CLIPBOX_STORAGE_BUCKET` for `storage.bucket`.
std::string EnvironmentName(std::string_view key_name);

// All keys with default and help line, for --help.
std::string KeysHelp();

// A TOML file with every available key, its help and its default, commented out.
std::string SampleFile();

}  // namespace clipbox::config
