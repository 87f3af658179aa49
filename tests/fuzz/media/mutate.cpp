#include "fuzz/media/mutate.h"

#include <algorithm>
#include <array>
#include <random>

namespace clipbox::fuzz {
namespace {

using Random = std::mt19937_64;

std::size_t Below(Random& random, std::size_t end) { return end == 0 ? 0 : static_cast<std::size_t>(random() % end); }

// Heads and indexes, where a byte decides most, are at both ends of a file.
std::size_t Place(Random& random, const std::string& file) {
  constexpr std::size_t kNearEnds = 2048;
  switch (random() % 3) {
    case 0: return Below(random, std::min(kNearEnds, file.size()));
    case 1: return file.size() - 1 - Below(random, std::min(kNearEnds, file.size()));
    default: return Below(random, file.size());
  }
}

std::size_t Length(Random& random, const std::string& file, std::size_t from) {
  const std::size_t most = std::min<std::size_t>(file.size() - from, random() % 4 == 0 ? 4096 : 64);
  return 1 + Below(random, most);
}

void FlipBits(Random& random, std::string& file) {
  for (std::size_t left = 1 + Below(random, 16); left > 0; --left) {
    char& byte = file[Place(random, file)];
    byte = static_cast<char>(byte ^ (1 << Below(random, 8)));
  }
}

void SetBytes(Random& random, std::string& file) {
  constexpr std::array<char, 6> kValues = {'\0', '\1', '\x7f', '\x80', '\xfe', '\xff'};
  const std::size_t from = Place(random, file);
  const std::size_t count = std::min(file.size() - from, 1 + Below(random, 8));
  std::fill_n(file.begin() + static_cast<std::ptrdiff_t>(from), count, kValues[Below(random, kValues.size())]);
}

// Sizes, counts and offsets are 32 bits, the greater end first in MP4, the lesser in AVI.
void SetNumber(Random& random, std::string& file) {
  if (file.size() < 4) return;
  const std::array<std::uint32_t, 10> values = {0,
                                                1,
                                                2,
                                                7,
                                                0x7fffffff,
                                                0x80000000,
                                                0xffffffff,
                                                0x10000,
                                                static_cast<std::uint32_t>(file.size()),
                                                static_cast<std::uint32_t>(random())};
  const std::uint32_t value = values[Below(random, values.size())];
  const std::size_t from = std::min(Place(random, file), file.size() - 4);
  const bool greater_first = random() % 2 == 0;
  for (std::size_t i = 0; i < 4; ++i) file[from + i] = static_cast<char>(value >> (8 * (greater_first ? 3 - i : i)));
}

void Truncate(Random& random, std::string& file) { file.resize(1 + Below(random, file.size())); }

void Delete(Random& random, std::string& file) {
  const std::size_t from = Place(random, file);
  file.erase(from, Length(random, file, from));
  if (file.empty()) file = "\n";
}

void Paste(Random& random, std::string& file, const std::string& from) {
  const std::size_t at = Place(random, from);
  const std::string piece = from.substr(at, Length(random, from, at));
  const std::size_t to = Place(random, file);
  if (random() % 2 == 0) {
    file.insert(to, piece);
  } else {
    file.replace(to, std::min(piece.size(), file.size() - to), piece);
  }
}

}  // namespace

std::string Mutated(const std::vector<std::string>& seeds, std::uint64_t number) {
  Random random(number);
  std::string file = seeds[number % seeds.size()];
  for (std::size_t left = 1 + Below(random, 3); left > 0; --left) {
    switch (random() % 8) {
      case 0:
      case 1: FlipBits(random, file); break;
      case 2: SetBytes(random, file); break;
      case 3:
      case 4: SetNumber(random, file); break;
      case 5: Delete(random, file); break;
      case 6: Paste(random, file, random() % 2 == 0 ? file : seeds[Below(random, seeds.size())]); break;
      default: Truncate(random, file);
    }
  }
  return file;
}

}  // namespace clipbox::fuzz
