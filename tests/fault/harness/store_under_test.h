// A store that operations are done on and that is asked what it holds: the library itself, or a running server by
// signed requests.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "fault/harness/store_model.h"

namespace clipbox::fault {

struct StoredPart {
  std::string etag;
  std::uint64_t size_bytes = 0;
};

class StoreUnderTest {
 public:
  virtual ~StoreUnderTest() = default;

  // Returns when the store has acknowledged it. Throws otherwise.
  virtual void Do(const Operation& operation) = 0;

  // Keys of all objects, and of all open uploads; names of the buckets besides the one they lie in.
  virtual std::vector<std::string> Objects() = 0;
  virtual std::vector<std::string> Uploads() = 0;
  virtual std::vector<std::string> Buckets() = 0;
  // MD5 of an object's bytes as they are read; nothing where there is no such object. Throws where it cannot be read.
  virtual std::optional<std::string> ReadMd5(const std::string& key) = 0;
  virtual std::map<int, StoredPart> Parts(const std::string& key) = 0;
};

// What is wrong with the store, seen by somebody who was told that it holds `model` (of the keys that start with
// `prefix`). Empty where all is right.
std::vector<std::string> Differences(StoreUnderTest& store, const StoreModel& model, const std::string& prefix = "");

}  // namespace clipbox::fault
