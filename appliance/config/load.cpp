#include "config/load.h"

#include <unistd.h>

#include <algorithm>
#include <thread>

#include "base/error.h"
#include "base/files.h"
#include "base/text.h"
#include "config/keys.h"
#include "config/storage_rules.h"
#include "config/toml_file.h"
#include "config/value.h"

namespace clipbox::config {
namespace {

// What the highest layer so far says of a key.
struct Given {
  std::string text;
  std::string origin;
  int layer = 0;
  bool from_file = false;  // given as <key>_file
};

constexpr std::string_view kFileSuffix = "_file";
constexpr std::size_t kMaxSecretBytes = 64 * 1024;

// Editors and `echo` end a file with a line break, which no secret of ours has.
std::string ReadSecret(const std::string& path, const std::string& place) {
  const auto text = base::ReadFile(path, kMaxSecretBytes);
  if (!text) Refuse(place + ": cannot read the secret from " + path + ": check that it exists and may be read");
  if (text->size() > kMaxSecretBytes) Refuse(place + ": the secret in " + path + " is longer than 64 KiB");
  return text->substr(0, text->find_last_not_of("\r\n") + 1);  // npos + 1 is 0
}

// Collects what each layer gives; a later layer replaces an earlier one's value.
class Collector {
 public:
  // `place` starts every message about it: `file:line`, the variable or the flag.
  void Give(int layer, const std::string& name, const std::string& text, const std::string& place) {
    const Key* key = FindKey(name);
    const bool from_file = key == nullptr && name.ends_with(kFileSuffix);
    if (from_file) key = FindKey(std::string_view(name).substr(0, name.size() - kFileSuffix.size()));
    if (key == nullptr || (from_file && !key->rules.secret)) {
      const Key& nearest = NearestKey(name);
      Refuse(place + ": unknown key \"" + name + "\"; the nearest known key is \"" + std::string(nearest.name) +
             "\" (" + EnvironmentName(nearest.name) + ")");
    }
    if (key->field == nullptr) Refuse(place + ": " + name + " is not available in this version; remove it");
    const auto earlier = given_.find(std::string(key->name));
    if (earlier != given_.end() && earlier->second.layer == layer && earlier->second.from_file != from_file) {
      Refuse(place + ": " + std::string(key->name) + " and " + std::string(key->name) +
             "_file are both given; keep one");
    }
    given_[std::string(key->name)] = {from_file ? ReadSecret(text, place) : text, place, layer, from_file};
  }

  const std::map<std::string, Given>& given() const { return given_; }

 private:
  std::map<std::string, Given> given_;
};

// A variable that is set but empty names nothing.
std::optional<std::string> FindVariable(const Sources& sources, const std::string& name) {
  const auto found = sources.environment.find(name);
  return found == sources.environment.end() || found->second.empty() ? std::nullopt : std::optional(found->second);
}

// A file that was named must exist; the system's own need not.
std::optional<std::filesystem::path> ChooseFile(const Sources& sources) {
  if (sources.file) return sources.file;
  if (const auto named = FindVariable(sources, "CLIPBOX_CONFIG")) return std::filesystem::path(*named);
  std::error_code ignored;
  if (std::filesystem::exists(sources.default_file, ignored)) return sources.default_file;
  return std::nullopt;
}

// The key that a CLIPBOX_ variable names; the variable in lower case where it names none, for the message.
std::string KeyOfVariable(const std::string& variable) {
  for (const Key& key : Keys()) {
    const std::string name = EnvironmentName(key.name);
    if (variable == name) return std::string(key.name);
    if (key.rules.secret && variable == name + "_FILE") return std::string(key.name) + std::string(kFileSuffix);
  }
  std::string lower = base::ToLower(variable.substr(std::string_view("CLIPBOX_").size()));
  std::replace(lower.begin(), lower.end(), '_', '.');
  return lower;
}

// A table with all its keys commented out, as the sample file has them.
bool IsGroup(const std::string& name) {
  return std::ranges::any_of(Keys(), [&](const Key& key) { return key.name.starts_with(name + "."); });
}

std::map<std::string, Given> Collect(const Sources& sources) {
  Collector collector;
  if (const auto file = ChooseFile(sources)) {
    for (const TomlEntry& entry : ReadTomlFile(*file)) {
      if (entry.is_empty_table && IsGroup(entry.key)) continue;
      collector.Give(1, entry.key, entry.text, file->string() + ":" + std::to_string(entry.line));
    }
  }
  for (const auto& [name, text] : sources.environment) {
    const bool setting =
        name.starts_with("CLIPBOX_") && name != "CLIPBOX_CONFIG" && name != "CLIPBOX_URL" && name != "CLIPBOX_TOKEN";
    if (setting) collector.Give(2, KeyOfVariable(name), text, name);
  }
  for (const Flag& flag : sources.flags) collector.Give(3, flag.key, flag.value, flag.flag);
  return collector.given();
}

// Fills in what a default can only say by name: the person's data directory, the number of cores.
std::string Expand(const Key& key, const std::string& text, const Sources& sources) {
  constexpr std::string_view kDataHome = "$XDG_DATA_HOME";
  if (key.name == "media.workers" && text == "cores")
    return std::to_string(std::max(1U, std::thread::hardware_concurrency()));
  if (key.name != "data.dir" || !text.starts_with(kDataHome)) return text;
  const std::string rest = text.substr(kDataHome.size());
  if (const auto home = FindVariable(sources, "XDG_DATA_HOME")) return *home + rest;
  if (const auto home = FindVariable(sources, "HOME")) return *home + "/.local/share" + rest;
  if (!sources.needs_data_directory) return "";
  Refuse("data.dir: neither XDG_DATA_HOME nor HOME is set; name the data directory with --data-dir");
}

[[noreturn]] void RefuseValue(const std::string& origin, const std::string& shown, std::string_view key,
                              const std::string& expected) {
  if (shown.empty() && origin == "default") Refuse(std::string(key) + " is not set: " + expected);
  Refuse(origin + ": bad value \"" + shown + "\" for " + std::string(key) + ": " + expected);
}

std::string Shown(const Key& key, const std::string& text) {
  return key.rules.secret && !text.empty() ? "********" : text;
}

// Two values that make sense only together; names the one that was given.
std::optional<Problem> FindHalf(std::string_view first_key, const std::string& first, std::string_view second_key,
                                const std::string& second) {
  if (first.empty() == second.empty()) return std::nullopt;
  return Problem{first.empty() ? second_key : first_key,
                 std::string(first_key) + " and " + std::string(second_key) + " come together or not at all"};
}

// What no single type can tell.
std::optional<Problem> FindProblem(const Settings& settings) {
  if (auto half = FindHalf("server.tls_cert", settings.server.tls_cert, "server.tls_key", settings.server.tls_key))
    return half;
  if (auto half = FindHalf("storage.access_key_id", settings.storage.access_key_id, "storage.secret_access_key",
                           settings.storage.secret_access_key)) {
    return half;
  }
  return FindStorageProblem(settings.storage);
}

// An account or an endpoint says by itself that the bytes go there.
std::optional<Given> KindByItself(const Key& key, const std::map<std::string, Given>& given) {
  if (key.name != "storage.kind" || given.contains("storage.kind")) return std::nullopt;
  for (const char* telling : {"storage.account_id", "storage.endpoint"}) {
    const auto found = given.find(telling);
    if (found != given.end() && !found->second.text.empty())
      return Given{.text = "r2", .origin = "because of " + std::string(telling)};
  }
  return std::nullopt;
}

}  // namespace

// Every key is parsed, not only the given ones: a default that is wrong fails every test.
Loaded Load(const Sources& sources) {
  const std::map<std::string, Given> given = Collect(sources);
  Loaded loaded;
  for (const Key& key : Keys()) {
    if (key.field == nullptr) continue;
    const auto found = given.find(std::string(key.name));
    const std::optional<Given> value = found == given.end() ? KindByItself(key, given) : found->second;
    const std::string text = Expand(key, value ? value->text : std::string(key.default_text), sources);
    const std::string origin = value ? value->origin : "default";
    if (text.empty() && key.name == "data.dir" && !sources.needs_data_directory) continue;
    try {
      AssignValue(key, text, loaded.settings);
    } catch (const base::Error& error) {
      RefuseValue(origin, Shown(key, text), key.name, error.what());
    }
    loaded.listing.push_back({std::string(key.name), Shown(key, text), origin});
  }
  if (const auto problem = FindProblem(loaded.settings)) {
    const auto listed =
        std::ranges::find(loaded.listing, problem->key, [](const Setting& s) { return std::string_view(s.key); });
    RefuseValue(listed->origin, listed->value, problem->key, problem->expected);
  }
  return loaded;
}

std::map<std::string, std::string> ProcessEnvironment() {
  std::map<std::string, std::string> variables;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    const std::size_t equals = text.find('=');
    if (equals != std::string::npos) variables[text.substr(0, equals)] = text.substr(equals + 1);
  }
  return variables;
}

}  // namespace clipbox::config
