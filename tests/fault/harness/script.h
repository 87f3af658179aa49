// The operations of one seed, the same in the program that is killed and in the test that judges what it left. Pure.
#pragma once

#include "fault/harness/store_model.h"

namespace clipbox::fault {

// Sizes are such that every kind of write occurs and a run takes milliseconds.
inline std::vector<Operation> Script(unsigned seed, int count) {
  constexpr std::size_t kPartBytes = 9000;
  constexpr std::size_t kPieceBytes = 5000;
  std::mt19937 random(seed);
  StoreModel model;
  std::vector<Operation> operations;
  while (static_cast<int>(operations.size()) < count) {
    operations.push_back(RandomOperation(model, {"a", "b/c"}, kPartBytes, kPieceBytes, random));
    model.Apply(operations.back());
  }
  return operations;
}

}  // namespace clipbox::fault
