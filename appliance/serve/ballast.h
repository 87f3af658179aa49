// Space on a disk that is kept for the moment when there is none left. A file holds it, and is given up so that a
// person can still sign in and delete. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/mutex.h"

namespace clipbox::serve {

class Ballast {
 public:
  // Nothing is made yet.
  Ballast(std::filesystem::path file, std::uint64_t bytes) : file_(std::move(file)), bytes_(bytes) {}

  // Gives the space back. False where there is none to give.
  bool GiveUp() EXCLUDES(mutex_);
  // The same where less is free than the ballast itself: for a start, which writes.
  void GiveUpIfFull() EXCLUDES(mutex_);

  // Takes the space, where it does not have it and the disk has many times as much. A disk that refuses it is no error.
  void MakeIfRoom() EXCLUDES(mutex_);

 private:
  bool Remove() REQUIRES(mutex_);

  const std::filesystem::path file_;
  const std::uint64_t bytes_;
  base::Mutex mutex_;
};

}  // namespace clipbox::serve
