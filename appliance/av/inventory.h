// What the loaded libav can do, and how old it is, for `clipbox doctor`. Pure but for looking at the library's file.
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"

namespace clipbox::av {

bool HasEncoder(const std::string& name);
bool HasDecoder(const std::string& name);

// When the file that libavcodec was loaded from was last changed: for a distribution's package, when it was built.
std::optional<base::Timestamp> LibraryDate();

}  // namespace clipbox::av
