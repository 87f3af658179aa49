// What a store must hold after a row of operations: the other side of every fault test. An operation is all or nothing.
// So after a crash the store holds what it held before the operation under way, or after it, and nothing else. Plain
// values; any thread.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace clipbox::fault {

// Bytes that can be made again from two numbers, so that nothing has to be kept.
struct Piece {
  std::uint32_t seed = 0;
  std::size_t size = 0;
  friend auto operator<=>(const Piece&, const Piece&) = default;
};
std::string BytesOf(const Piece& piece);
std::string BytesOf(const std::vector<Piece>& pieces);
std::string Md5Of(const std::vector<Piece>& pieces);

enum class Verb { kPut, kDelete, kBegin, kPart, kComplete, kAbort, kCopy, kMakeBucket, kRemoveBucket };
inline constexpr Verb kVerbs[] = {Verb::kPut,   Verb::kDelete, Verb::kBegin,      Verb::kPart,        Verb::kComplete,
                                  Verb::kAbort, Verb::kCopy,   Verb::kMakeBucket, Verb::kRemoveBucket};

struct Operation {
  Verb verb = Verb::kPut;
  std::string key;   // or the bucket's name
  Piece piece = {};  // of kPut and kPart
  int part_number = 0;
  std::string source = {};  // key, of kCopy
};

// Uploads are known by their key: at most one is open for a key.
struct StoreModel {
  std::map<std::string, std::vector<Piece>> objects;
  std::map<std::string, std::map<int, Piece>> uploads;
  std::set<std::string> buckets;  // besides the one that all objects lie in; they stay empty

  void Apply(const Operation& operation);
  bool operator==(const StoreModel&) const = default;
};

// The bucket that goes by a key's name, and what the names of those begin with that go by the keys of a prefix.
std::string BucketOf(const std::string& key);

// An operation that can be done now. Objects and last parts are up to `piece_bytes` long, the parts before the last
// exactly `part_bytes`. `keys`: which it may touch, and their buckets.
Operation RandomOperation(const StoreModel& now, const std::vector<std::string>& keys, std::size_t part_bytes,
                          std::size_t piece_bytes, std::mt19937& random);

std::string ToText(const Operation& operation);

}  // namespace clipbox::fault
