#include "media/maker/small_file.h"

#include <cstdio>
#include <memory>

#include "base/error.h"

namespace clipbox::media {

void WriteSmallFile(const std::filesystem::path& path, const void* data, std::size_t size) {
  const auto close = [](std::FILE* file) { static_cast<void>(std::fclose(file)); };
  std::unique_ptr<std::FILE, decltype(close)> file(std::fopen(path.c_str(), "wb"), close);
  if (!file) base::ThrowErrno("create", path.string());
  if (std::fwrite(data, 1, size, file.get()) != size) base::ThrowErrno("write", path.string());
  if (std::fclose(file.release()) != 0) base::ThrowErrno("close", path.string());
}

}  // namespace clipbox::media
