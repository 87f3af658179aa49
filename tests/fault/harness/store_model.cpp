#include "fault/harness/store_model.h"

#include <algorithm>
#include <cstring>

#include "crypto/md5.h"

namespace clipbox::fault {
namespace {

constexpr int kMaxParts = 3;

int Below(int bound, std::mt19937& random) { return static_cast<int>(random() % static_cast<unsigned>(bound)); }

Piece RandomPiece(std::size_t most, std::mt19937& random) {
  return {static_cast<std::uint32_t>(random()), static_cast<std::size_t>(random() % (most + 1))};
}

// The upload of a key goes on: a further part (or one again, smaller parts only at the end), or its end.
Operation Continue(const std::string& key, const std::map<int, Piece>& parts, std::size_t part_bytes,
                   std::size_t piece_bytes, std::mt19937& random) {
  const int count = static_cast<int>(parts.size());
  const bool last_is_short = count > 0 && parts.rbegin()->second.size != part_bytes;
  const int choice = Below(10, random);
  if (choice == 0) return {Verb::kAbort, key};
  if (last_is_short || count == kMaxParts) return {Verb::kComplete, key};
  if (count > 0 && choice == 1) return {Verb::kPart, key, {static_cast<std::uint32_t>(random()), part_bytes}, count};
  if (count > 0 && choice < 6) return {Verb::kPart, key, RandomPiece(piece_bytes, random), count + 1};
  return {Verb::kPart, key, {static_cast<std::uint32_t>(random()), part_bytes}, count + 1};
}

}  // namespace

// xorshift: a few milliseconds for megabytes.
std::string BytesOf(const Piece& piece) {
  std::string bytes((piece.size + 7) / 8 * 8, '\0');
  std::uint64_t state = (std::uint64_t{piece.seed} << 1 | 1) * 0x9E3779B97F4A7C15;
  for (std::size_t i = 0; i < bytes.size(); i += 8) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    std::memcpy(bytes.data() + i, &state, 8);
  }
  bytes.resize(piece.size);
  return bytes;
}

std::string BytesOf(const std::vector<Piece>& pieces) {
  std::string bytes;
  for (const Piece& piece : pieces) bytes += BytesOf(piece);
  return bytes;
}

std::string Md5Of(const std::vector<Piece>& pieces) { return crypto::Md5Hex(BytesOf(pieces)); }

void StoreModel::Apply(const Operation& operation) {
  switch (operation.verb) {
    case Verb::kPut: objects[operation.key] = {operation.piece}; return;
    case Verb::kDelete: objects.erase(operation.key); return;
    case Verb::kBegin: uploads[operation.key]; return;
    case Verb::kPart: uploads[operation.key][operation.part_number] = operation.piece; return;
    case Verb::kComplete: {
      std::vector<Piece>& object = objects[operation.key];
      object.clear();
      for (const auto& [number, piece] : uploads[operation.key]) object.push_back(piece);
      uploads.erase(operation.key);
      return;
    }
    case Verb::kCopy: objects[operation.key] = objects.at(operation.source); return;
    case Verb::kMakeBucket: buckets.insert(operation.key); return;
    case Verb::kRemoveBucket: buckets.erase(operation.key); return;
    case Verb::kAbort: uploads.erase(operation.key);
  }
}

std::string BucketOf(const std::string& key) {
  std::string name = "bucket-" + key;
  std::replace(name.begin(), name.end(), '/', '-');
  return name;
}

Operation RandomOperation(const StoreModel& now, const std::vector<std::string>& keys, std::size_t part_bytes,
                          std::size_t piece_bytes, std::mt19937& random) {
  const std::string& key = keys[random() % keys.size()];
  if (Below(10, random) == 0) {
    const std::string bucket = BucketOf(key);
    return {now.buckets.contains(bucket) ? Verb::kRemoveBucket : Verb::kMakeBucket, bucket};
  }
  const auto upload = now.uploads.find(key);
  if (upload != now.uploads.end() && Below(4, random) > 0)
    return Continue(key, upload->second, part_bytes, piece_bytes, random);
  const int choice = Below(10, random);
  if (choice < 2 && now.objects.contains(key)) return {Verb::kDelete, key};
  if (choice < 5 && upload == now.uploads.end()) return {Verb::kBegin, key};
  const std::string& source = keys[random() % keys.size()];
  if (choice < 7 && source != key && now.objects.contains(source)) return {Verb::kCopy, key, {}, 0, source};
  return {Verb::kPut, key, RandomPiece(piece_bytes, random)};
}

std::string ToText(const Operation& operation) {
  static const std::map<Verb, std::string> verbs = {
      {Verb::kPut, "put"},   {Verb::kDelete, "delete"},          {Verb::kBegin, "begin"},
      {Verb::kPart, "part"}, {Verb::kComplete, "complete"},      {Verb::kAbort, "abort"},
      {Verb::kCopy, "copy"}, {Verb::kMakeBucket, "make bucket"}, {Verb::kRemoveBucket, "remove bucket"}};
  return verbs.at(operation.verb) + " " + operation.key + " part " + std::to_string(operation.part_number) + " of " +
         std::to_string(operation.piece.size) + " bytes";
}

}  // namespace clipbox::fault
