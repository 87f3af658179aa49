#include "config/toml_file.h"

#include <toml++/toml.h>

#include "base/error.h"
#include "base/files.h"
#include "config/value.h"

namespace clipbox::config {
namespace {

// Read by us, not by toml++, whose error for a missing file does not say what to do.
std::string ReadText(const std::filesystem::path& path) {
  auto text = base::ReadFile(path);
  if (!text) Refuse("cannot read the configuration file " + path.string() + ": check that it exists and may be read");
  return *std::move(text);
}

// Walks the tables; `[storage] bucket` and `storage.bucket` come out the same.
class Flattener {
 public:
  explicit Flattener(std::string path) : path_(std::move(path)) {}

  void Add(const std::string& prefix, const toml::table& table) {
    if (table.empty() && !prefix.empty()) entries_.push_back({prefix, "", Line(table), true});
    for (const auto& [name, node] : table) {
      const std::string key = prefix.empty() ? std::string(name.str()) : prefix + "." + std::string(name.str());
      if (const toml::table* inner = node.as_table()) {
        Add(key, *inner);
      } else {
        entries_.push_back({key, Text(key, node), Line(node), false});
      }
    }
  }

  std::vector<TomlEntry> Take() { return std::move(entries_); }

 private:
  static int Line(const toml::node& node) { return static_cast<int>(node.source().begin.line); }

  std::string Text(const std::string& key, const toml::node& node) const {
    if (const toml::array* array = node.as_array()) {
      std::string joined;
      for (const toml::node& item : *array) joined += (joined.empty() ? "" : ", ") + Scalar(key, item);
      return joined;
    }
    return Scalar(key, node);
  }

  std::string Scalar(const std::string& key, const toml::node& node) const {
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* number = node.as_integer()) return std::to_string(number->get());
    if (const auto* flag = node.as_boolean()) return flag->get() ? "true" : "false";
    Refuse(path_ + ":" + std::to_string(Line(node)) + ": " + key +
           " has a value that no setting has; write a text, a whole number or a list of texts");
  }

  std::string path_;
  std::vector<TomlEntry> entries_;
};

}  // namespace

std::vector<TomlEntry> ReadTomlFile(const std::filesystem::path& path) {
  try {
    Flattener flattener(path.string());
    flattener.Add("", toml::parse(ReadText(path), path.string()));
    return flattener.Take();
  } catch (const toml::parse_error& error) {
    Refuse(path.string() + ":" + std::to_string(error.source().begin.line) +
           ": not TOML: " + std::string(error.description()));
  }
}

}  // namespace clipbox::config
