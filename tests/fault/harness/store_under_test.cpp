#include "fault/harness/store_under_test.h"

#include <exception>
#include <set>

namespace clipbox::fault {
namespace {

std::set<std::string> Under(const std::string& prefix, const std::vector<std::string>& keys) {
  std::set<std::string> chosen;
  for (const std::string& key : keys) {
    if (key.starts_with(prefix)) chosen.insert(key);
  }
  return chosen;
}

std::set<std::string> KeysOf(const auto& map) {
  std::set<std::string> keys;
  for (const auto& [key, unused] : map) keys.insert(key);
  return keys;
}

void CompareKeys(const std::string& what, const std::set<std::string>& held, const std::set<std::string>& expected,
                 std::vector<std::string>& wrong) {
  for (const std::string& key : expected) {
    if (!held.contains(key)) wrong.push_back("lost: the " + what + " " + key);
  }
  for (const std::string& key : held) {
    if (!expected.contains(key)) wrong.push_back("not told of: the " + what + " " + key);
  }
}

void CompareObject(StoreUnderTest& store, const std::string& key, const std::vector<Piece>& pieces,
                   std::vector<std::string>& wrong) {
  try {
    const auto md5 = store.ReadMd5(key);
    if (!md5) {
      wrong.push_back("lost: the object " + key);
    } else if (*md5 != Md5Of(pieces)) {
      wrong.push_back("other bytes: the object " + key);
    }
  } catch (const std::exception& error) {
    wrong.push_back("cannot be read: the object " + key + ": " + error.what());
  }
}

void CompareParts(StoreUnderTest& store, const std::string& key, const std::map<int, Piece>& pieces,
                  std::vector<std::string>& wrong) {
  const std::map<int, StoredPart> held = store.Parts(key);
  for (const auto& [number, piece] : pieces) {
    const auto found = held.find(number);
    const std::string name = "part " + std::to_string(number) + " of " + key;
    if (found == held.end()) {
      wrong.push_back("lost: " + name);
    } else if (found->second.size_bytes != piece.size || found->second.etag != Md5Of({piece})) {
      wrong.push_back("other bytes: " + name);
    }
  }
  if (held.size() > pieces.size()) wrong.push_back("not told of: further parts of " + key);
}

}  // namespace

std::vector<std::string> Differences(StoreUnderTest& store, const StoreModel& model, const std::string& prefix) {
  std::vector<std::string> wrong;
  CompareKeys("bucket", Under(BucketOf(prefix), store.Buckets()), model.buckets, wrong);
  CompareKeys("object", Under(prefix, store.Objects()), KeysOf(model.objects), wrong);
  CompareKeys("upload", Under(prefix, store.Uploads()), KeysOf(model.uploads), wrong);
  if (!wrong.empty()) return wrong;
  for (const auto& [key, pieces] : model.objects) CompareObject(store, key, pieces, wrong);
  for (const auto& [key, parts] : model.uploads) CompareParts(store, key, parts, wrong);
  return wrong;
}

}  // namespace clipbox::fault
