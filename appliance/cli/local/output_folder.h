// Where `clipbox clip` puts what it makes. Files are made in a folder of this run inside the named directory, and each
// is moved to its name when it is whole. So a person's older file is replaced by a whole one or not at all. Nothing is
// written through a link, and two runs do not meet. Any thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/files.h"

namespace clipbox::cli {

class OutputFolder {
 public:
  // Makes `directory` where it is missing. `inputs`: files that are read, which nothing may replace.
  // Throws: Error kInputOutput, kStorageFull, with what to do.
  OutputFolder(std::filesystem::path directory, std::vector<std::filesystem::path> inputs);

  // In which files are made; gone with this object.
  const std::filesystem::path& workplace() const { return workplace_.path(); }

  // Moves a finished file of the workplace to its place, durably, and gives the new path.
  // Throws: Error kInputOutput, kStorageFull, kConfiguration where an input lies there.
  std::filesystem::path Keep(const std::filesystem::path& file) const;

  // A message with the workplace's files named as they would be in the directory.
  std::string Named(std::string message) const;
  // The error and those nested in it in one message, so named, and with what to do where the disk is full.
  base::Error Explain(const std::exception& error) const;

  // Before the process ends by force: the workplace is gone, though somebody may still write there.
  void Remove() const noexcept { workplace_.Remove(); }

 private:
  const std::filesystem::path directory_;
  const std::vector<std::filesystem::path> inputs_;
  const base::TempFolder workplace_;
};

// True where `target` is one of `inputs`, by whatever name.
bool IsOneOf(const std::filesystem::path& target, const std::vector<std::filesystem::path>& inputs);

// Of an output that is not made because of that.
std::string WouldReplaceInput(const std::string& name);

}  // namespace clipbox::cli
