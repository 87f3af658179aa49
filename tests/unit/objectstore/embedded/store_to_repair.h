// An embedded store in a folder of its own, opened and closed as often as a test wants, with a look at its files. For
// the tests of its repair and of its rebuilding.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "file_text.h"
#include "objectstore/embedded/embedded_store.h"
#include "temp_dir.h"

namespace clipbox::objectstore {

namespace fs = std::filesystem;

struct StoreToRepair {
  test::TempDir directory;
  base::ManualClock clock;

  EmbeddedStore OpenStore() { return EmbeddedStore({.directory = directory.path(), .keep_free_bytes = 0}, clock); }

  static IncomingFile Received(EmbeddedStore& store, const std::string& bytes) {
    IncomingFile incoming = store.bucket_store().Receive({bytes.size(), std::nullopt});
    incoming.Write(bytes);
    return incoming;
  }

  // Files of the store, whether any row names them or not.
  std::vector<fs::path> Files() const {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(directory / "objects")) {
      if (entry.is_regular_file()) files.push_back(entry.path());
    }
    return files;
  }

  void Leave(const std::string& name, const std::string& bytes = "left over") const {
    const fs::path path = directory / "objects" / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path) << bytes;
  }

  // The bytes of every file of the store by its name, wherever it lies.
  std::map<std::string, std::string> Bytes() const {
    std::map<std::string, std::string> bytes;
    for (const fs::path& file : Files()) bytes[file.filename().string()] = test::ReadText(file);
    return bytes;
  }

  Quarantine::Figures Aside() const { return Quarantine(directory / "objects").Look(); }

  // Moves objects.db away, with what SQLite keeps beside it, or another one in its place.
  void MoveDatabase(const fs::path& from, const fs::path& to) const {
    fs::create_directories(to);
    for (const char* name : {"objects.db", "objects.db-wal", "objects.db-shm"})
      if (fs::exists(from / name)) fs::rename(from / name, to / name);
  }
};

}  // namespace clipbox::objectstore
