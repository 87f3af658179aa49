// The recipes that a person gave a name. Used by http, which reads recipes with them. A job holds what its recipe came
// to, so a preset is changed and deleted without regard to jobs. Thread-safe; each call is one transaction.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "jobs/ids.h"
#include "jobs/presets.h"
#include "store/rows/context.h"

namespace clipbox::store {

inline constexpr int kMaxPresets = 100;  // of one person

class Presets {
 public:
  explicit Presets(Context context) : context_(context) {}

  // By name.
  std::vector<jobs::Preset> List(const jobs::UserId& user) const;
  // The recipe of the user's preset of this name.
  std::optional<base::Json> FindRecipe(const jobs::UserId& user, const std::string& name) const;

  // Replaces the user's preset of this name; true if there was none. Requires: jobs::IsPresetName(preset.name), and no
  // built-in preset has the name. Throws: Error kTooMany beyond kMaxPresets.
  bool Put(const jobs::UserId& user, const jobs::Preset& preset);
  // Throws: Error kNotFound, the second time too.
  void Delete(const jobs::UserId& user, const std::string& name);

 private:
  Context context_;
};

}  // namespace clipbox::store
