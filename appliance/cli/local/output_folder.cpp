#include "cli/local/output_folder.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace clipbox::cli {
namespace {

using base::Error;
using base::ErrorCode;
using std::filesystem::path;

constexpr const char* kNameAnother = "make room or give write permission there, or name another directory with -o";

constexpr const char* kMoveAway = "move away what has this name, or name another directory with -o";

// What the disk refuses, with what to do.
template <class Call>
auto Advising(const char* advice, Call call) -> decltype(call()) {
  try {
    return call();
  } catch (const Error& error) {
    throw Error(error.code(), std::string(error.what()) + "; " + advice);
  }
}

path MakeDirectory(path directory) {
  std::error_code failure;
  std::filesystem::create_directories(directory, failure);
  errno = failure.value();
  if (failure) base::ThrowErrno("make the directory", directory.string());
  return directory;
}

}  // namespace

OutputFolder::OutputFolder(path directory, std::vector<path> inputs)
    : directory_(Advising(kNameAnother, [&] { return MakeDirectory(std::move(directory)); })),
      inputs_(std::move(inputs)),
      workplace_(Advising(kNameAnother, [&] { return base::TempFolder(directory_, ".clipbox-"); })) {}

path OutputFolder::Keep(const path& file) const {
  const path place = directory_ / file.filename();
  if (IsOneOf(place, inputs_)) throw Error(ErrorCode::kConfiguration, WouldReplaceInput(place.string()));
  Advising(kNameAnother, [&] { base::SyncToDisk(file); });
  Advising(kMoveAway, [&] { base::MoveIntoPlace(file, place); });
  return place;
}

std::string OutputFolder::Named(std::string message) const {
  const std::string from = workplace().string();
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
