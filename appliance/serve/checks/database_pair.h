// clipbox.db and the embedded store's objects.db belong together: the jobs of one name the objects of the other. Each
// carries a mark, who they are and how often they were opened together. So one that was lost, or put back from an older
// copy, is told before anything is done with it. Construct and call from one thread, under the server's lock.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "store/settings.h"

namespace clipbox::serve {

// Before the databases are opened, which would make what is missing. Throws: Error kDatabasesApart where files of the
// store lie in `data_dir` and one of the databases is missing or empty.
void RequireBothDatabases(const std::filesystem::path& data_dir);

class DatabasePair {
 public:
  // `settings` of clipbox.db outlives this.
  DatabasePair(const std::filesystem::path& data_dir, store::Settings& settings)
      : data_dir_(data_dir), settings_(settings) {}

  // Makes objects.db where there is none, or brings it to this version. Where the store holds no file there is nothing
  // to lose, and any two are taken. Two that an older version left without a mark are taken too. Throws: Error
  // kDatabasesApart, and nothing is changed; as sqlite::Database.
  void Require() const;

  // Gives both the next mark, the first one where they have none. Ended in the middle, they still belong together.
  // Throws: as sqlite::Database.
  void Advance() const;

 private:
  const std::filesystem::path data_dir_;
  store::Settings& settings_;
};

// For a command that writes into the embedded store while no server runs. As a start does it, and as a person who takes
// the two as they are. Makes a clipbox.db where there is none. Throws: as RequireBothDatabases and DatabasePair.
void PairAsStartDoes(const std::filesystem::path& data_dir);
void PairAsTheyAre(const std::filesystem::path& data_dir);

// What tells the two apart, for a person; nothing where they belong together, or where one is not there yet. Reads
// only. Throws: as sqlite::Database with kRefuse.
std::optional<std::string> FindWhatSetsApart(const std::filesystem::path& data_dir, store::Settings& settings);

}  // namespace clipbox::serve
