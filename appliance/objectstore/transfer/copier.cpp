#include "objectstore/transfer/copier.h"

#include <algorithm>
#include <array>
#include <stop_token>
#include <thread>

namespace clipbox::objectstore {
namespace {

using base::Error;
using base::ErrorCode;

// No other object would fare better.
bool EndsAll(const Error& error) {
  constexpr std::array kCodes = {ErrorCode::kUnreachable, ErrorCode::kStorageFull, ErrorCode::kInsufficientStorage,
                                 ErrorCode::kCancelled};
  const bool of_all = error.code() == ErrorCode::kStoreUnavailable && error.details().reason != "bad_answer";
  return of_all || std::ranges::find(kCodes, error.code()) != kCodes.end();
}

[[noreturn]] void ThrowOther(const CarriedObject& wanted, const std::optional<CarriedObject>& kept) {
  const bool other_bytes = !kept || kept->size_bytes != wanted.size_bytes || kept->etag != wanted.etag;
  throw Error(ErrorCode::kDigestMismatch,
              other_bytes ? "its bytes do not have the digest " + wanted.etag + " that was kept of them"
                          : "it does not keep its content type or its metadata at the other side");
}

}  // namespace

CopyReport Copier::Run() {
  for (std::optional<std::string> from = ""; from;) {
    const auto page = from_.List(orders_.prefix, *from);
    CopyPage(page.lines);
    from = page.next;
  }
  const base::MutexLock lock(mutex_);
  return report_;
}

void Copier::CopyPage(const std::vector<ListedObject>& page) {
  std::atomic<std::size_t> next = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < orders_.at_once; ++i) threads.emplace_back([&] { CopyNext(page, next); });
  }
  const base::MutexLock lock(mutex_);
  if (end_) std::rethrow_exception(end_);
}

void Copier::CopyNext(const std::vector<ListedObject>& page, std::atomic<std::size_t>& next) {
  for (std::size_t i = next++; i < page.size(); i = next++) {
    try {
      Copy(page[i].key);
    } catch (const Error& error) {
      if (!EndsAll(error)) {
        NoteFailure(page[i].key, error);
        continue;
      }
      next = page.size();
      const base::MutexLock lock(mutex_);
      end_ = std::current_exception();
    } catch (...) {
      next = page.size();
      const base::MutexLock lock(mutex_);
      end_ = std::current_exception();
    }
  }
}

// One that is deleted meanwhile is not missed.
void Copier::Copy(const std::string& key) {
  const auto object = from_.Find(key);
  if (!object) return;
  if (to_.Holds(*object)) return NoteDone(&CopyReport::there, *object);
  try {
    Keep(*object);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kNoSuchKey && !from_.Find(key)) return;
    throw;
  }
  NoteDone(&CopyReport::copied, *object);
}

// What an earlier copy left may be of another object: then all of it is sent once more.
void Copier::Keep(const CarriedObject& object) {
  const PartLayout layout = from_.LayoutOf(object);
  if (layout.size_bytes() != object.size_bytes)
    throw Error(ErrorCode::kDigestMismatch, "its parts do not add up to its size");
  const auto bytes = from_.Open(object);
  try {
    to_.Keep(object, layout, *bytes);
    if (to_.Holds(object)) return;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kDigestMismatch) throw;
  }
  to_.DropUnfinished(object);
  to_.Keep(object, layout, *bytes);
  if (to_.Holds(object)) return;
  const auto kept = to_.Find(object.key);
  to_.Remove(object.key);
  ThrowOther(object, kept);
}

void Copier::NoteFailure(const std::string& key, const Error& error) {
  const base::MutexLock lock(mutex_);
  report_.failures.push_back({key, base::Explain(error)});
}

void Copier::NoteDone(Amount CopyReport::*sum, const CarriedObject& object) {
  const base::MutexLock lock(mutex_);
  (report_.*sum).Add(object.size_bytes);
  orders_.copied(object.key, object.size_bytes);
}

Amount Copier::RemoveCopied() {
  Amount removed;
  for (std::optional<std::string> from = ""; from;) {
    const auto page = from_.List(orders_.prefix, *from);
    for (const ListedObject& listed : page.lines) {
      const auto object = from_.Find(listed.key);
      if (!object || !to_.Holds(*object)) continue;
      from_.Remove(listed.key);
      removed.Add(listed.size_bytes);
    }
    from = page.next;
  }
  return removed;
}

}  // namespace clipbox::objectstore
