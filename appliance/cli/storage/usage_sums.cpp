#include "cli/storage/usage_sums.h"

#include <algorithm>

#include "base/text.h"
#include "cli/storage/amounts.h"

namespace clipbox::cli {
namespace {

using base::Json;
using objectstore::Amount;

constexpr const char* kUploadKind = "upload";

Json AmountsJson(const std::map<std::string, Amount>& amounts) {
  Json json = Json::object();
  for (const auto& [name, amount] : amounts) json[name] = AmountJson(amount);
  return json;
}

// `    12.3 MB  7 objects  what`
std::string LineOf(const Amount& amount, const std::string& what) {
  std::string size = base::SizeText(amount.bytes);
  if (size.size() < 11) size.insert(0, 11 - size.size(), ' ');
  return size + "  " + std::to_string(amount.count) + (amount.count == 1 ? " object   " : " objects  ") + what + "\n";
}

std::string WordsForOther(const std::string& name) {
  if (name == "quarantine") return "in quarantine (objects/quarantine): `clipbox doctor` says what to do with it";
  if (name == "incoming") return "arriving, or left by a crash (objects/incoming); a start of the server clears it";
  return "outside storage.prefix, put there by other clients";
}

void AddTo(Amount& sum, const Amount& more) {
  sum.count += more.count;
  sum.bytes += more.bytes;
}

}  // namespace

void UsageSums::Add(const std::vector<objectstore::ListedObject>& objects) {
  std::vector<std::string> keys;
  for (const objectstore::ListedObject& object : objects) keys.push_back(object.key);
  const auto owners = owners_.Find(keys);
  for (const objectstore::ListedObject& object : objects) {
    const auto owner = owners.find(object.key);
    AddOwned(owner == owners.end() ? std::nullopt : std::optional(owner->second), {1, object.size_bytes});
  }
}

void UsageSums::AddUpload(const std::string& key, const Amount& parts) {
  auto owner = owners_.Find(key);
  if (owner) owner->kind = kUploadKind;
  AddOwned(owner, {1, parts.bytes});
}

void UsageSums::AddOwned(const std::optional<store::KeyOwner>& owner, const Amount& amount) {
  AddTo(total_, amount);
  if (!owner) {
    AddTo(orphans_, amount);
    return;
  }
  AddTo(kinds_[owner->kind], amount);
  if (owner->job.value.empty()) return;
  OfJob& job = jobs_[owner->job.value];
  job.id = owner->job.value;
  job.title = owner->title;
  AddTo(job.all, amount);
  AddTo(job.kinds[owner->kind], amount);
}

void UsageSums::AddOther(const std::string& name, const Amount& amount) {
  AddTo(others_[name], amount);
  AddTo(total_, amount);
}

void UsageSums::AddBucket(const std::string& bucket, const Amount& amount) {
  AddTo(buckets_[bucket], amount);
  AddTo(total_, amount);
}

std::vector<UsageSums::OfJob> UsageSums::Largest(std::size_t most) const {
  std::vector<OfJob> jobs;
  for (const auto& [id, job] : jobs_) jobs.push_back(job);
  std::ranges::stable_sort(jobs, std::greater(), [](const OfJob& job) { return job.all.bytes; });
  if (most != 0 && jobs.size() > most) jobs.resize(most);
  return jobs;
}

Json UsageSums::ToJson(std::size_t most) const {
  Json jobs = Json::array();
  for (const OfJob& job : Largest(most)) {
    jobs.push_back({{"id", job.id},
                    {"title", base::TextOrNull(job.title)},
                    {"objects", job.all.count},
                    {"bytes", job.all.bytes},
                    {"kinds", AmountsJson(job.kinds)}});
  }
  Json json = {{"total", AmountJson(total_)},  {"jobCount", jobs_.size()},        {"jobs", std::move(jobs)},
               {"kinds", AmountsJson(kinds_)}, {"orphans", AmountJson(orphans_)}, {"buckets", AmountsJson(buckets_)}};
  for (const auto& [name, amount] : others_) json[name] = AmountJson(amount);
  return json;
}

std::string UsageSums::ToText(std::size_t most) const {
  std::string text = "by job\n";
  for (const OfJob& job : Largest(most)) text += LineOf(job.all, job.id + "  " + job.title);
  if (most != 0 && jobs_.size() > most)
    text += "             and " + std::to_string(jobs_.size() - most) + " smaller\n";
  text += "by kind\n";
  for (const auto& [kind, amount] : kinds_) text += LineOf(amount, kind);
  if (!buckets_.empty()) text += "other buckets\n";
  for (const auto& [bucket, amount] : buckets_) text += LineOf(amount, bucket);
  text += "without a job\n" + LineOf(orphans_, "that no row names; the server sweeps its own after a day");
  for (const auto& [name, amount] : others_) {
    if (amount.count > 0) text += LineOf(amount, WordsForOther(name));
  }
  return text + "all\n" + LineOf(total_, "");
}

}  // namespace clipbox::cli
