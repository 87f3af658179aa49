#include "cli/local/output_folder.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <system_error>

#include "base/unique_fd.h"

namespace clipbox::cli {
namespace {

using base::Error;
using base::ErrorCode;
using std::filesystem::path;

constexpr const char* kNameAnother = "make room or give write permission there, or name another directory with -o";

[[noreturn]] void Throw(const std::string& verb, const path& what, int number, const std::string& advice) {
  const bool full = number == ENOSPC || number == EDQUOT;
  throw Error(full ? ErrorCode::kStorageFull : ErrorCode::kInputOutput,
              "cannot " + verb + " " + what.string() + ": " + std::generic_category().message(number) + "; " + advice);
}

void MakeDirectory(const path& directory) {
  std::error_code failure;
  std::filesystem::create_directories(directory, failure);
  if (failure) Throw("make the directory", directory, failure.value(), kNameAnother);
}

path MakeWorkplace(const path& directory) {
  std::string name = (directory / ".clipbox-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) Throw("make files in the directory", directory, errno, kNameAnother);
  return name;
}

void Sync(const path& file, int flags) {
  const base::UniqueFd fd(::open(file.c_str(), flags | O_RDONLY | O_CLOEXEC));
  if (!fd || ::fsync(fd.get()) != 0) Throw("write", file, errno, kNameAnother);
}

}  // namespace

OutputFolder::OutputFolder(path directory, std::vector<path> inputs)
    : directory_(std::move(directory)), inputs_(std::move(inputs)) {
  MakeDirectory(directory_);
  workplace_ = MakeWorkplace(directory_);
}

OutputFolder::~OutputFolder() { Remove(); }

path OutputFolder::Keep(const path& file) const {
  const path place = directory_ / file.filename();
  if (IsOneOf(place, inputs_)) throw Error(ErrorCode::kConfiguration, WouldReplaceInput(place.string()));
  Sync(file, 0);
  if (::rename(file.c_str(), place.c_str()) != 0) {
    Throw("put a finished file at", place, errno, "move away what has this name, or name another directory with -o");
  }
  Sync(directory_, O_DIRECTORY);
  return place;
}

std::string OutputFolder::Named(std::string message) const {
  const std::string from = workplace_.string();
  const std::string to = directory_.string();
  for (std::size_t at = 0; (at = message.find(from, at)) != std::string::npos; at += to.size())
    message.replace(at, from.size(), to);
  return message;
}

Error OutputFolder::Explain(const std::exception& error) const {
  const auto* known = dynamic_cast<const Error*>(&error);
  const ErrorCode code = known != nullptr ? known->code() : ErrorCode::kInternal;
  std::string text = Named(base::Explain(error));
  if (code == ErrorCode::kStorageFull && !text.ends_with("with -o"))
    text += "; make room there, or name a directory on another disk with -o";
  return {code, text};
}

void OutputFolder::Remove() const noexcept {
  constexpr int kTries = 100;  // a file that is made meanwhile keeps the folder
  std::error_code failure;
  for (int i = 0; i < kTries; ++i) {
    std::filesystem::remove_all(workplace_, failure);
    if (!failure) return;
  }
}

bool IsOneOf(const path& target, const std::vector<path>& inputs) {
  return std::any_of(inputs.begin(), inputs.end(), [&](const path& input) {
    std::error_code missing;
    return std::filesystem::equivalent(target, input, missing);
  });
}

std::string WouldReplaceInput(const std::string& name) {
  return name + " is read by this command and would be replaced by what it makes; name another directory with -o";
}

}  // namespace clipbox::cli
