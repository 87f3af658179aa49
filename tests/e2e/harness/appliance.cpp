#include "e2e/harness/appliance.h"

#include <csignal>
#include <stdexcept>

#include "e2e/harness/deadline.h"
#include "objectstore/embedded/files/file_tail.h"

namespace clipbox::e2e {
namespace {

constexpr std::chrono::seconds kStartWait{10};

}  // namespace

std::uint64_t SizeOfBytes(const std::filesystem::path& file) {
  std::uint64_t bytes = std::filesystem::file_size(file);
  for (const std::string& text : objectstore::ReadTails(file)) bytes -= objectstore::Framed(text).size();
  return bytes;
}

std::vector<std::string> ServeCommand(const std::filesystem::path& data_dir, const std::vector<std::string>& settings) {
  std::vector<std::string> command = {CLIPBOX_BIN,       "serve", "--data-dir",
                                      data_dir.string(), "--set", "server.listen=127.0.0.1:0"};
  for (const std::string& setting : settings) {
    command.push_back("--set");
    command.push_back(setting);
  }
  return command;
}

Appliance::Appliance(std::vector<std::string> settings) : settings_(std::move(settings)) { Start(); }

void Appliance::Start() {
  process_.reset();  // the one before is reaped first: the directory has one server at a time
  process_ = std::make_unique<ChildProcess>(ServeCommand(data_dir(), settings_), log_file());
  const std::string url = ReadLineAfter("listening ");
  const base::MutexLock lock(mutex_);
  url_ = url.ends_with('/') ? url.substr(0, url.size() - 1) : url;
  started_.notify_all();
}

void Appliance::StartWith(std::vector<std::string> settings) {
  settings_ = std::move(settings);
  Start();
}

std::string Appliance::ReadLineAfter(const std::string& start) {
  const Deadline deadline(kStartWait);
  while (const auto line = process_->ReadLine(std::chrono::milliseconds(deadline.LeftMs()))) {
    if (line->starts_with(start)) return line->substr(start.size());
  }
  throw std::runtime_error("the server did not print `" + start + "…`; its log ends with:\n" + TailOf(log_file()));
}

std::string Appliance::ReadSetupToken() {
  const std::string link = ReadLineAfter("set up at ");
  const std::size_t at = link.find("#setup=");
  if (at == std::string::npos) throw std::runtime_error("no token in the set-up link " + link);
  return link.substr(at + 7);
}

int Appliance::Stop(std::chrono::milliseconds wait) {
  process_->Signal(SIGTERM);
  if (const auto code = process_->WaitExit(wait)) return *code;
  throw std::runtime_error("the server still runs " + std::to_string(wait.count()) +
                           " ms after SIGTERM; its log ends with:\n" + TailOf(log_file()));
}

void Appliance::Kill() {
  process_->Signal(SIGKILL);
  process_->WaitExit(std::chrono::seconds(10));
}

bool Appliance::WaitForEnd(std::chrono::milliseconds wait) { return process_->WaitExit(wait).has_value(); }

std::uint64_t Appliance::StoredBytes() const {
  std::uint64_t bytes = 0;
  const std::filesystem::path objects = data_dir() / "objects";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(objects)) {
    if (entry.is_regular_file() && entry.path().parent_path() != objects / "quarantine")
      bytes += SizeOfBytes(entry.path());
  }
  return bytes;
}

void Appliance::WaitForRestart(const std::string& old) const {
  base::MutexLock lock(mutex_);
  if (!started_.wait_for(lock, std::chrono::seconds(30), [&] { return url_ != old; }))
    throw std::runtime_error("the server did not come back");
}

std::string Appliance::url() const {
  const base::MutexLock lock(mutex_);
  return url_;
}

}  // namespace clipbox::e2e
