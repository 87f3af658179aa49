// The embedded store as a library, in a directory. One thread.
#pragma once

#include <filesystem>

#include "fault/harness/store_under_test.h"
#include "objectstore/embedded/embedded_store.h"

namespace clipbox::fault {

class EmbeddedUnderTest final : public StoreUnderTest {
 public:
  // Opens the store, which repairs it.
  explicit EmbeddedUnderTest(const std::filesystem::path& directory);

  void Do(const Operation& operation) override;
  std::vector<std::string> Objects() override;
  std::vector<std::string> Uploads() override;
  std::vector<std::string> Buckets() override;
  std::optional<std::string> ReadMd5(const std::string& key) override;
  std::map<int, StoredPart> Parts(const std::string& key) override;

 private:
  std::string UploadOf(const std::string& key);
  objectstore::IncomingFile Received(const Piece& piece);

  base::SystemClock clock_;
  objectstore::EmbeddedStore store_;
};

// Where rows and files of a store do not agree. A file that no row names, a row without its file, a file that is not
// what its row says.
std::vector<std::string> Disagreements(const std::filesystem::path& directory);

}  // namespace clipbox::fault
