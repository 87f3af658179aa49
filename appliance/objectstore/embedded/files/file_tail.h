// What a file of the store carries behind its bytes: texts, each with a frame that is read from the file's end. The
// bytes before them never change. For object_record.h, which says what the texts mean. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace clipbox::objectstore {

// `text` as it stands in a file: itself, its length in four bytes (little-endian), and a mark of eight.
std::string Framed(std::string_view text);

// Adds `text` behind all that is there, in one write. Not flushed: the caller does (base::SyncToDisk). Throws: Error
// kInputOutput, kStorageFull.
void AppendTail(const std::filesystem::path& file, std::string_view text);

// The texts, the last one first; none of a file that has no tail. What a crash left of one that was cut short is
// stepped over. A bounded number: the bytes before them are somebody's, and may look like more. Throws: Error
// kInputOutput.
std::vector<std::string> ReadTails(const std::filesystem::path& file);

}  // namespace clipbox::objectstore
