// Where the embedded store puts files that no row names: DIR/objects/quarantine. It keeps them until a person decides:
// their rows may be lost, or objects.db an older copy. Each keeps its name, so that a later start whose rows know it
// takes it back. Used by PartFiles at start, by `storage verify --repair`, and by `doctor` and `/system`, which only
// look. Holds nothing in memory; any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace clipbox::objectstore {

class Quarantine {
 public:
  // `objects`: the folder of the store's files, DIR/objects. Makes nothing.
  explicit Quarantine(const std::filesystem::path& objects) : folder_(objects / "quarantine") {}

  struct Figures {
    std::uint64_t files = 0;
    std::uint64_t bytes = 0;
  };
  // What lies there, also what a person put there in folders. Zero without the folder. Throws: filesystem_error.
  Figures Look() const;

  // Moves the files here, durably. One whose name is taken gets another beside it: nothing is written over. What cannot
  // be moved stays where it is and is logged. Returns what was moved.
  Figures Take(const std::vector<std::filesystem::path>& files) const;

  // Moves what was found damaged into a folder of its own in here, durably. `description.json` is written first: what
  // it was, and which bytes of it are not right. No start takes it back from there. Files that are gone are left out.
  // Throws: Error kInputOutput, kStorageFull; filesystem_error.
  void TakeDamaged(const std::string& name, const std::vector<std::filesystem::path>& files,
                   const std::string& description) const;
  // Where TakeDamaged puts them.
  std::filesystem::path FolderOfDamaged(const std::string& name) const { return folder_ / "damaged" / name; }

  // Moves what lies here under the names of `places` to those places, durably. Requires: no file is at them. Returns
  // the names of what came back, in the order of `places`; what cannot be moved is logged.
  std::vector<std::string> GiveBack(const std::vector<std::filesystem::path>& places) const;

  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path NewPlaceOf(const std::string& name) const;

  const std::filesystem::path folder_;
};

}  // namespace clipbox::objectstore
