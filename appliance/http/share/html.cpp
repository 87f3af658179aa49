#include "http/share/html.h"

namespace clipbox::http {
namespace {

std::string Escaped(std::string_view text) {
  std::string code;
  code.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '&': code += "&amp;"; break;
      case '<': code += "&lt;"; break;
      case '>': code += "&gt;"; break;
      case '"': code += "&quot;"; break;
      case '\'': code += "&#39;"; break;
      default: code += byte < 0x20 || byte == 0x7F ? ' ' : c;
    }
  }
  return code;
}

}  // namespace

Html Text(std::string_view text) { return Html(Escaped(text)); }

Tag& Tag::With(std::string_view attribute, std::string_view value) & {
  attributes_.append(" ").append(attribute).append("=\"").append(Escaped(value)).append("\"");
  return *this;
}

Html Tag::Around(const Html& inner) const {
  return Html("<" + name_ + attributes_ + ">" + inner.code() + "</" + name_ + ">");
}

Html Tag::Alone() const { return Html("<" + name_ + attributes_ + ">"); }

std::string Document(const Html& html) { return "<!doctype html>\n" + html.code() + "\n"; }

}  // namespace clipbox::http
