// What the fuzzers of our parsers share. Each is one file: its seeds, and one function that libFuzzer calls with bytes.
// A refusal by the parser's own kind of error is right. Any other exception, a crash, a hang and a broken expectation
// are finds. `fuzz_NAME --seeds DIR [FILM]` writes the seeds and ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace clipbox::fuzz {

// Given by each target. `film`: an MP4 with H.264, for those who need one; empty where none was named.
std::vector<std::string> Seeds(const std::string& film);
// Takes one input. Throws what the parser throws.
void Try(std::string_view input);
// Names where the parser may say no; anything else that is thrown is a find.
bool IsRefusal(const std::exception& error);

// Ends the process with the sentence where `holds` is false, so that libFuzzer keeps the input.
void Expect(bool holds, const char* sentence);

// Bytes as a file without a name, for parsers that take a path. One at a time.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes);
  ~MemoryFile();
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::filesystem::path path() const;

 private:
  int fd_ = -1;
};

// The contents of the first box of that type that can be found in the bytes of an MP4; empty where there is none.
std::string FindBox(const std::string& film, std::string_view type);

}  // namespace clipbox::fuzz
