// Damage as files come by it: bits, numbers, cuts, what was pasted from another file. The same case number gives the
// same file. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace clipbox::fuzz {

// Requires: seeds, none of them empty.
std::string Mutated(const std::vector<std::string>& seeds, std::uint64_t number);

}  // namespace clipbox::fuzz
