#include "fuzz/parsers/fuzz_target.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "base/error.h"

namespace clipbox::fuzz {
namespace {

std::string ReadFile(const char* path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

void WriteSeeds(const std::filesystem::path& folder, const std::string& film) {
  std::filesystem::create_directories(folder);
  int number = 0;
  for (const std::string& seed : Seeds(film)) {
    std::ofstream(folder / ("seed-" + std::to_string(number++)), std::ios::binary) << seed;
  }
  if (number == 0) Expect(false, "a target has seeds");
}

}  // namespace

void Expect(bool holds, const char* sentence) {
  if (holds) return;
  std::fprintf(stderr, "not so: %s\n", sentence);
  std::abort();
}

MemoryFile::MemoryFile(std::string_view bytes) : fd_(::memfd_create("fuzz", MFD_CLOEXEC)) {
  Expect(fd_ >= 0, "a file can be made in memory");
  Expect(::write(fd_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()), "the file takes the input");
}

MemoryFile::~MemoryFile() { ::close(fd_); }

std::filesystem::path MemoryFile::path() const { return "/proc/self/fd/" + std::to_string(fd_); }

std::string FindBox(const std::string& film, std::string_view type) {
  const std::size_t at = film.find(type);
  if (at == std::string::npos || at < 4) return {};
  std::size_t size = 0;
  for (std::size_t i = at - 4; i < at; ++i) size = size << 8 | static_cast<unsigned char>(film[i]);
  return size >= 8 ? film.substr(at + 4, size - 8) : std::string();
}

}  // namespace clipbox::fuzz

extern "C" int LLVMFuzzerInitialize(int* count, char*** words) {
  if (*count < 3 || std::string_view((*words)[1]) != "--seeds") return 0;
  clipbox::fuzz::WriteSeeds((*words)[2], *count > 3 ? clipbox::fuzz::ReadFile((*words)[3]) : "");
  std::exit(0);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    clipbox::fuzz::Try({reinterpret_cast<const char*>(data), size});
  } catch (const std::exception& error) {
    if (!clipbox::fuzz::IsRefusal(error)) throw;
  }
  return 0;
}
