#include "work/pool/running.h"

#include <algorithm>

namespace clipbox::work {

Running::Entry::Entry(Running& running, const store::Claim& claim, std::stop_token pool_stop, store::TaskKind kind,
                      base::Monotonic begun)
    : running_(running), claim_(claim), kind_(kind), begun_(begun), forward_(std::move(pool_stop), Forward{source_}) {
  const base::MutexLock lock(running_.mutex_);
  running_.entries_.push_back(this);
}

Running::Entry::~Entry() {
  const base::MutexLock lock(running_.mutex_);
  std::erase(running_.entries_, this);
}

void Running::Stop(const std::string& token) {
  const base::MutexLock lock(mutex_);
  for (Entry* entry : entries_) {
    if (entry->claim_.token == token) entry->source_.request_stop();
  }
}

void Running::StopAll() {
  const base::MutexLock lock(mutex_);
  for (Entry* entry : entries_) entry->source_.request_stop();
}

void Running::MustEnd(const store::Claim& claim, base::Monotonic at) {
  const base::MutexLock lock(mutex_);
  for (Entry* entry : entries_) {
    if (entry->claim_.token == claim.token && entry->claim_.worker == claim.worker) entry->must_end_ = at;
  }
}

std::vector<store::Claim> Running::Overdue(base::Monotonic now) {
  const base::MutexLock lock(mutex_);
  std::vector<store::Claim> overdue;
  for (const Entry* entry : entries_) {
    if (entry->must_end_ && *entry->must_end_ < now) overdue.push_back(entry->claim_);
  }
  return overdue;
}

std::vector<store::Claim> Running::Claims(const std::string& job_id) {
  const base::MutexLock lock(mutex_);
  std::vector<store::Claim> claims;
  for (const Entry* entry : entries_) {
    const bool wanted = job_id.empty() || entry->claim_.job_id.value == job_id;
    const bool known = std::any_of(claims.begin(), claims.end(),
                                   [&](const auto& claim) { return claim.token == entry->claim_.token; });
    if (wanted && !known) claims.push_back(entry->claim_);
  }
  return claims;
}

std::vector<Running::AtWork> Running::List() {
  const base::MutexLock lock(mutex_);
  std::vector<AtWork> all;
  for (const Entry* entry : entries_) all.push_back({entry->claim_, entry->kind_, entry->begun_});
  return all;
}

std::size_t Running::Count() {
  const base::MutexLock lock(mutex_);
  return entries_.size();
}

}  // namespace clipbox::work
