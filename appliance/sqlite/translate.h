// From SQLite's exception to ours, in one place. For this folder.
#pragma once

#include <string_view>

namespace SQLite {
class Exception;
}

namespace clipbox::sqlite {

// Throws an Error: kStorageFull, kDatabaseLocked (another process writes for longer than busy_timeout), kInputOutput or
// kInternal. `what` names the statement or the step.
[[noreturn]] void Rethrow(const SQLite::Exception& error, std::string_view what);

}  // namespace clipbox::sqlite
