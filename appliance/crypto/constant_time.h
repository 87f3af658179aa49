// Comparison of secrets whose time tells nothing about where they differ. Pure function.
#pragma once

#include <string_view>

namespace clipbox::crypto {

// Texts of different length differ at once: the length of a signature or hash is no secret.
bool ConstantTimeEqual(std::string_view a, std::string_view b);

}  // namespace clipbox::crypto
