// A mutex that clang's -Wthread-safety understands: members are GUARDED_BY it, and the compiler checks that they are
// touched under it. g++ ignores the annotations. Wait with a std::condition_variable_any on a MutexLock.
#pragma once

#include <mutex>

#if defined(__clang__)
#define CLIPBOX_THREAD_ATTRIBUTE(x) __attribute__((x))
#else
#define CLIPBOX_THREAD_ATTRIBUTE(x)
#endif

#define GUARDED_BY(x) CLIPBOX_THREAD_ATTRIBUTE(guarded_by(x))
#define REQUIRES(...) CLIPBOX_THREAD_ATTRIBUTE(requires_capability(__VA_ARGS__))
#define EXCLUDES(...) CLIPBOX_THREAD_ATTRIBUTE(locks_excluded(__VA_ARGS__))

namespace clipbox::base {

class CLIPBOX_THREAD_ATTRIBUTE(capability("mutex")) Mutex {
 public:
  void lock() CLIPBOX_THREAD_ATTRIBUTE(acquire_capability()) { mutex_.lock(); }
  void unlock() CLIPBOX_THREAD_ATTRIBUTE(release_capability()) { mutex_.unlock(); }

 private:
  std::mutex mutex_;
};

// Holds a Mutex for a scope. lock() and unlock() are there for std::condition_variable_any, which gives it back while
// it waits.
class CLIPBOX_THREAD_ATTRIBUTE(scoped_lockable) MutexLock {
 public:
  explicit MutexLock(Mutex& mutex) CLIPBOX_THREAD_ATTRIBUTE(acquire_capability(mutex)) : mutex_(mutex) {
    mutex_.lock();
  }
  ~MutexLock() CLIPBOX_THREAD_ATTRIBUTE(release_capability()) { mutex_.unlock(); }
  MutexLock(const MutexLock&) = delete;
  MutexLock& operator=(const MutexLock&) = delete;

  void lock() CLIPBOX_THREAD_ATTRIBUTE(no_thread_safety_analysis) { mutex_.lock(); }
  void unlock() CLIPBOX_THREAD_ATTRIBUTE(no_thread_safety_analysis) { mutex_.unlock(); }

 private:
  Mutex& mutex_;
};

}  // namespace clipbox::base
