// Texts of settings into typed values: sizes ("64 GiB"), durations ("1 h 30 min"), lists ("a, b"), addresses, words.
// Pure functions. Used by config/load and, for sizes and durations, by the command line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/keys.h"

namespace clipbox::config {

// Throws: Error kConfiguration, always.
[[noreturn]] void Refuse(const std::string& why);

// Parses `text` as the key's type and puts it into `settings`.
// Throws: Error kConfiguration whose message says only what was expected; the caller names place, key and value.
void AssignValue(const Key& key, std::string_view text, Settings& settings);

// Bytes: a number, a fraction allowed, with B, KiB, MiB, GiB, TiB or kB, MB, GB, TB; without a unit bytes. Throws like
// AssignValue.
std::uint64_t ParseSize(std::string_view text);

// Numbers with ms, s, min, h or d, one after another. Throws like AssignValue.
Duration ParseDuration(std::string_view text);

// Comma-separated, spaces around the items dropped; empty text is an empty list.
std::vector<std::string> ParseList(std::string_view text);

}  // namespace clipbox::config
