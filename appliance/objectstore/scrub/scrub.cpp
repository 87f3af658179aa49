#include "objectstore/scrub/scrub.h"

#include <algorithm>

namespace clipbox::objectstore {
namespace {

constexpr int kPage = 500;
// Each keeping is a commit beside a server's; a run that was stopped reads no more than this again.
constexpr std::chrono::seconds kKeptEach{5};

std::optional<ScrubRun> Unfinished(std::optional<ScrubRun> before) {
  return before && !before->ended_at ? std::move(before) : std::nullopt;
}

// Rows of an object never change, but a part of an open upload may be sent again.
bool IsStillThere(const Holding& now, const Damage& damage) {
  if (damage.part_number == 0) return true;
  return std::ranges::any_of(now.parts, [&](const PartRow& part) {
    return part.part_number == damage.part_number && part.file == damage.file;
  });
}

// Without what is gone since it was read: the rows go before the files.
std::vector<Damage> StillThere(EmbeddedView& view, const std::vector<Damage>& damages) {
  if (damages.empty()) return {};
  const auto now = view.Find(damages.front().upload_id);
  std::vector<Damage> left;
  if (now) {
    std::ranges::copy_if(damages, std::back_inserter(left),
                         [&](const Damage& damage) { return IsStillThere(*now, damage); });
  }
  return left;
}

}  // namespace

Scrub::Scrub(EmbeddedView& view, const base::Clock& clock, ScrubOrders orders)
    : view_(view),
      records_(view.database()),
      clock_(clock),
      orders_(std::move(orders)),
      total_bytes_(view.SumParts().bytes),
      known_([this] {
        const auto ids = records_.ListDamaged();
        return std::set<std::string>(ids.begin(), ids.end());
      }()),
      resumed_(orders_.from_start ? std::nullopt : Unfinished(records_.FindRun())),
      run_(resumed_.value_or(ScrubRun{clock.Now()})),
      kept_at_(clock.MonotonicNow()) {}

ScrubRun Scrub::Run() {
  records_.Keep(run_);
  LookAgain();
  for (auto page = view_.ListIds(run_.position, kPage); !page.empty(); page = view_.ListIds(run_.position, kPage)) {
    for (const std::string& id : page) {
      LookAt(id);
      run_.position = id;
      KeepSometimes();
    }
  }
  run_.ended_at = clock_.Now();
  records_.Keep(run_);
  return run_;
}

// What it found so far is told again, and counted as it is now; the other figures are those of before.
void Scrub::LookAgain() {
  const ScrubRun before = run_;
  run_.damaged = before.set_aside;
  for (const std::string& id : known_) {
    if (id <= before.position) LookAt(id);
  }
  run_.objects = before.objects;
  run_.bytes = before.bytes;
}

void Scrub::LookAt(const std::string& upload_id) {
  const auto holding = view_.Find(upload_id);
  if (!holding || IsForNextRun(*holding)) return;
  const Examined examined = Examine(view_, *holding);
  ++run_.objects;
  run_.bytes += examined.bytes;
  const std::vector<Damage> damages = StillThere(view_, examined.damages);
  if (!damages.empty() || known_.contains(upload_id)) records_.KeepDamages(upload_id, damages, clock_.Now());
  if (!damages.empty()) {
    ++run_.damaged;
    if (orders_.damaged(*holding, damages)) ++run_.set_aside;
  }
  orders_.progress(
      total_bytes_ == 0 ? 1 : std::min(1.0, static_cast<double>(run_.bytes) / static_cast<double>(total_bytes_)));
}

// The ids of what is stored while it runs come last. It would never end in a store that is always written to.
bool Scrub::IsForNextRun(const Holding& holding) const {
  if (!holding.object) return false;
  const base::Timestamp stored_at = holding.object->modified_at;
  return stored_at > run_.started_at && stored_at <= clock_.Now();
}

void Scrub::KeepSometimes() {
  if (clock_.MonotonicNow() - kept_at_ < kKeptEach) return;
  records_.Keep(run_);
  kept_at_ = clock_.MonotonicNow();
}

}  // namespace clipbox::objectstore
