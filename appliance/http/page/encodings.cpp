#include "http/page/encodings.h"

#include "base/text.h"

namespace clipbox::http {
namespace {

// `q=0`, `q=0.0`, `Q=0.000`
bool IsZeroWeight(std::string_view parameter) {
  if (parameter.size() < 3 || (parameter[0] != 'q' && parameter[0] != 'Q') || parameter[1] != '=') return false;
  return parameter.substr(2).find_first_not_of("0.") == std::string_view::npos;
}

bool IsTaken(std::string_view accept_encoding, std::string_view coding) {
  bool any = false;
  for (const std::string_view item : base::SplitList(accept_encoding)) {
    const auto parts = base::SplitList(item, ';');
    if (parts.empty()) continue;
    const bool taken = parts.size() < 2 || !IsZeroWeight(parts[1]);
    if (base::EqualsIgnoringCase(parts[0], coding)) return taken;
    if (parts[0] == "*") any = taken;
  }
  return any;
}

}  // namespace

Encoding ChooseEncoding(std::string_view accept_encoding) {
  if (IsTaken(accept_encoding, "br")) return Encoding::kBrotli;
  return IsTaken(accept_encoding, "gzip") ? Encoding::kGzip : Encoding::kIdentity;
}

}  // namespace clipbox::http
