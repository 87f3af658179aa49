#include "base/error.h"

#include <cerrno>
#include <system_error>

#include "base/error_table.h"

namespace clipbox::base {

std::string_view ToText(ErrorCode code) { return RowOf(code).text; }

std::string Explain(const std::exception& error) {
  std::string text = error.what();
  try {
    std::rethrow_if_nested(error);
  } catch (const std::exception& inner) {
    text += ": " + Explain(inner);
  } catch (...) {
    text += ": unknown cause";
  }
  return text;
}

void ThrowErrno(std::string_view verb, std::string_view object) {
  const int number = errno;
  const bool full = number == ENOSPC || number == EDQUOT;
  throw Error(
      full ? ErrorCode::kStorageFull : ErrorCode::kInputOutput,
      "cannot " + std::string(verb) + " " + std::string(object) + ": " + std::generic_category().message(number));
}

}  // namespace clipbox::base
