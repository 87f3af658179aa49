#include "objectstore/embedded/files/folder_flush.h"

#include <utility>

namespace clipbox::objectstore {

FolderFlush::FolderFlush(Flush flush) : flush_(std::move(flush)) {}

void FolderFlush::operator()(const std::filesystem::path& name) {
  base::MutexLock lock(mutex_);
  Folder& folder = folders_[name];
  if (!folder.next) folder.next = std::make_shared<Round>();
  const std::shared_ptr<Round> mine = folder.next;
  // Once it is done the folder may have been forgotten.
  ended_.wait(lock, [&] { return mine->is_done || !folder.is_flushed_now; });
  if (!mine->is_done) {
    folder.next.reset();
    folder.is_flushed_now = true;
    lock.unlock();
    std::exception_ptr failure;
    try {
      flush_(name);
    } catch (...) {
      failure = std::current_exception();
    }
    lock.lock();
    mine->failure = failure;
    mine->is_done = true;
    folder.is_flushed_now = false;
    if (!folder.next) folders_.erase(name);
    ended_.notify_all();
  }
  if (mine->failure) std::rethrow_exception(mine->failure);
}

}  // namespace clipbox::objectstore
