// A server under measurement as a child process: ours or nginx, each by itself or with one of the shims of
// tests/fault/shims. Ended with its object. One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "e2e/harness/child_process.h"

namespace clipbox::bench {

class MeasuredServer {
 public:
  MeasuredServer(const std::vector<std::string>& command, const std::string& preload, const std::filesystem::path& log);

  // Asks it to end, and waits a moment for that: killed, nginx leaves its workers behind.
  ~MeasuredServer();

  // Processor time of all its processes so far.
  double CpuSeconds() const;
  // Resident memory of all its processes: now, and the most since ForgetPeak.
  std::uint64_t ResidentBytes() const { return Sum("VmRSS:"); }
  std::uint64_t PeakBytes() const { return Sum("VmHWM:"); }
  void ForgetPeak() const;

  e2e::ChildProcess& process() { return *process_; }

 private:
  std::vector<pid_t> Pids() const;
  std::uint64_t Sum(const std::string& field) const;

  std::unique_ptr<e2e::ChildProcess> process_;
};

struct RunningServer {
  std::unique_ptr<MeasuredServer> server;
  int port = 0;
};

// The server's keys, which the bench signs with.
inline constexpr const char* kAccessKeyId = "BENCHBENCHBENCHBENCH";
inline constexpr const char* kSecretAccessKey = "benchbenchbenchbenchbenchbenchbenchbench";

// A certificate of its own for 127.0.0.1, and its key, in PEM.
struct TlsFiles {
  std::filesystem::path certificate;
  std::filesystem::path key;
};
// Throws: std::runtime_error where openssl's command fails.
TlsFiles MakeTlsFiles(const std::filesystem::path& folder);

// Both keep their bytes below `folder`. `preload`: a shim, or empty. With `tls` they speak HTTPS alone. Throws:
// std::runtime_error where it does not start.
RunningServer StartClipbox(const std::filesystem::path& folder, const std::string& preload,
                           const TlsFiles* tls = nullptr);
RunningServer StartNginx(const std::filesystem::path& folder, const std::string& preload,
                         const TlsFiles* tls = nullptr);

}  // namespace clipbox::bench
