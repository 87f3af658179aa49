// The real binary serving a data directory of a test: started, stopped by SIGTERM, killed by SIGKILL, started again on
// the same data. Start, Stop and Kill from one thread; url() from any.
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/mutex.h"
#include "e2e/harness/child_process.h"
#include "temp_dir.h"

namespace clipbox::e2e {

class Appliance {
 public:
  // Settings as `key=value`. Serves at once, in a directory of its own.
  explicit Appliance(std::vector<std::string> settings = {});

  // Throws: std::runtime_error, with the end of the log, where it does not listen within 10 s.
  void Start() EXCLUDES(mutex_);
  // The same with other settings than before, from now on.
  void StartWith(std::vector<std::string> settings) EXCLUDES(mutex_);
  // SIGTERM; its exit code. Throws: std::runtime_error where it has not ended within `wait`.
  int Stop(std::chrono::milliseconds wait = std::chrono::seconds(30));
  // SIGKILL: as a crash, at once.
  void Kill();
  // Waits for the time to pass or the process to end, whichever is first; true where it ended.
  bool WaitForEnd(std::chrono::milliseconds wait);

  // `http://127.0.0.1:PORT` of the running server. Another port after each start.
  std::string url() const EXCLUDES(mutex_);
  // Waits until it serves at another URL than `old`: for a client whose call met a crash. Throws: std::runtime_error
  // after 30 s.
  void WaitForRestart(const std::string& old) const EXCLUDES(mutex_);
  // The token of the set-up link that it prints while there is no account. Throws: std::runtime_error where it prints
  // none.
  std::string ReadSetupToken();
  std::filesystem::path data_dir() const { return folder_ / "data"; }
  // Of all objects and parts in files of the embedded store, but for those in quarantine, which a crash may have left.
  std::uint64_t StoredBytes() const;
  std::filesystem::path log_file() const { return folder_ / "log"; }

 private:
  // What follows `start` in the first line that it prints so. Throws: std::runtime_error.
  std::string ReadLineAfter(const std::string& start);

  std::vector<std::string> settings_;
  const test::TempDir folder_;
  std::unique_ptr<ChildProcess> process_;

  mutable base::Mutex mutex_;
  mutable std::condition_variable_any started_;
  std::string url_ GUARDED_BY(mutex_);
};

// Of a file of the embedded store, without what it says of itself behind its bytes.
std::uint64_t SizeOfBytes(const std::filesystem::path& file);

// `clipbox serve` on a free port of loopback (where `settings` name no other) and its arguments.
std::vector<std::string> ServeCommand(const std::filesystem::path& data_dir, const std::vector<std::string>& settings);

}  // namespace clipbox::e2e
