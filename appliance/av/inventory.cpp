#include "av/inventory.h"

#include <dlfcn.h>
#include <sys/stat.h>

#include "av/libav.h"

namespace clipbox::av {

bool HasEncoder(const std::string& name) { return avcodec_find_encoder_by_name(name.c_str()) != nullptr; }
bool HasDecoder(const std::string& name) { return avcodec_find_decoder_by_name(name.c_str()) != nullptr; }

std::optional<base::Timestamp> LibraryDate() {
  Dl_info where{};
  struct stat status {};
  if (::dladdr(reinterpret_cast<const void*>(&avcodec_version), &where) == 0 || ::stat(where.dli_fname, &status) != 0)
    return std::nullopt;
  return base::FromMillis(static_cast<std::int64_t>(status.st_mtime) * 1000);
}

}  // namespace clipbox::av
