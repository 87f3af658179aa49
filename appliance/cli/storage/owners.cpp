#include "cli/storage/owners.h"

namespace clipbox::cli {

Owners::Owners(const std::filesystem::path& data_dir) {
  const std::filesystem::path file = data_dir / "clipbox.db";
  if (!std::filesystem::exists(file)) return;
  database_.emplace(file, store::DatabaseSchema(), sqlite::OnOldVersion::kRefuse);
  store_.emplace(store::Context{*database_, clock_, hub_}, "");
}

std::map<std::string, store::KeyOwner> Owners::Find(const std::vector<std::string>& keys) const {
  return store_ ? store_->inventory.FindOwners(keys) : std::map<std::string, store::KeyOwner>();
}

std::optional<store::KeyOwner> Owners::Find(const std::string& key) const {
  const auto found = Find(std::vector{key});
  return found.empty() ? std::nullopt : std::optional(found.begin()->second);
}

std::string WordsFor(const store::KeyOwner& owner) {
  if (owner.job.value.empty()) return "what is about to be deleted";
  std::string words = owner.kind;
  if (!owner.label.empty()) words += " \"" + owner.label + "\"";
  words += " of the job " + owner.job.value;
  if (!owner.title.empty()) words += " \"" + owner.title + "\"";
  return words;
}

}  // namespace clipbox::cli
