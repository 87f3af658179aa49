#include "objectstore/embedded/parts_source.h"

#include <fcntl.h>

#include <algorithm>
#include <utility>

#include "base/error.h"

namespace clipbox::objectstore {
namespace {

// ReadAt finds its part by a binary search in these.
std::vector<std::uint64_t> Ends(const std::vector<PartPlace>& parts) {
  std::vector<std::uint64_t> ends;
  std::uint64_t end = 0;
  for (const PartPlace& part : parts) ends.push_back(end += part.size_bytes);
  return ends;
}

}  // namespace

PartsSource::PartsSource(std::string key, std::string etag, std::vector<PartPlace> parts,
                         std::optional<PartFiles::Reading> reading)
    : reading_(std::move(reading)),
      key_(std::move(key)),
      etag_(std::move(etag)),
      parts_(std::move(parts)),
      ends_(Ends(parts_)) {
  // An object that was deleted in this moment is told here and not in the middle of an answer.
  if (!parts_.empty()) GetFile(0);
}

std::size_t PartsSource::ReadAt(std::uint64_t offset, std::span<std::byte> into) {
  std::size_t done = 0;
  for (std::size_t part = PartAt(offset); part < parts_.size() && done < into.size(); ++part) {
    const std::uint64_t within = offset + done - StartOf(part);
    const std::uint64_t left = parts_[part].size_bytes - within;
    const std::span<std::byte> wanted =
        into.subspan(done, static_cast<std::size_t>(std::min<std::uint64_t>(left, into.size() - done)));
    if (GetFile(part)->ReadAt(within, wanted) != wanted.size()) {
      throw base::Error(base::ErrorCode::kInputOutput,
                        "cannot read " + key_ + ": one of its files is shorter than it was");
    }
    done += wanted.size();
  }
  return done;
}

base::FileBytes PartsSource::Locate(std::uint64_t offset) const {
  const std::size_t part = PartAt(offset);
  base::UniqueFd file(::open(parts_[part].path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) base::ThrowErrno("read", parts_[part].path.string());
  return {std::make_shared<const base::UniqueFd>(std::move(file)), offset - StartOf(part), ends_[part] - offset};
}

std::size_t PartsSource::PartAt(std::uint64_t offset) const {
  return static_cast<std::size_t>(std::upper_bound(ends_.begin(), ends_.end(), offset) - ends_.begin());
}

// Under the mutex only the list is touched; the file itself is read without it.
PartsSource::File PartsSource::GetFile(std::size_t part) {
  const base::MutexLock lock(mutex_);
  const auto found =
      std::find_if(opened_.begin(), opened_.end(), [&](const Opened& each) { return each.part == part; });
  if (found != opened_.end()) {
    std::rotate(found, found + 1, opened_.end());
    return opened_.back().file;
  }
  if (opened_.size() == kMaxOpen) opened_.erase(opened_.begin());
  opened_.push_back({part, OpenPart(part)});
  return opened_.back().file;
}

PartsSource::File PartsSource::OpenPart(std::size_t part) const {
  try {
    return std::make_shared<base::FileSource>(parts_[part].path);
  } catch (const base::Error&) {
    if (std::filesystem::exists(parts_[part].path)) throw;
    throw base::Error(base::ErrorCode::kNoSuchKey, "there is no object " + key_ + " any more");
  }
}

}  // namespace clipbox::objectstore
