#include "xml/element.h"

#include <algorithm>
#include <pugixml.hpp>

#include "base/text.h"

namespace clipbox::xml {
namespace {

// S3's own documents are four deep; reading is recursive.
constexpr int kMaxDepth = 16;
// Each takes many times the memory of its text. 10,000 parts with a checksum each are 40,000.
constexpr std::ptrdiff_t kMaxElements = 100'000;

struct StringWriter : pugi::xml_writer {
  std::string text;
  void write(const void* data, std::size_t size) override { text.append(static_cast<const char*>(data), size); }
};

// pugixml would write control characters as references that no XML 1.0 parser takes.
std::string Allowed(std::string_view text) {
  std::string allowed;
  for (const char c : base::IsUtf8(text) ? std::string(text) : base::PlainText(text, text.size() * 3)) {
    const bool control = static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
    if (control)
      allowed += "\xEF\xBF\xBD";
    else
      allowed += c;
  }
  return allowed;
}

void Append(pugi::xml_node parent, const Element& element) {
  pugi::xml_node node = parent.append_child(element.name.c_str());
  if (!element.type.empty()) {
    node.append_attribute("xmlns:xsi") = "http://www.w3.org/2001/XMLSchema-instance";
    node.append_attribute("xsi:type") = element.type.c_str();
  }
  if (!element.text.empty()) node.append_child(pugi::node_pcdata).set_value(Allowed(element.text).c_str());
  for (const Element& child : element.children) Append(node, child);
}

// A parser reads a bare one as the end of a line. No attribute of ours holds one.
std::string WithCarriageReturns(const std::string& written) {
  std::string text;
  for (const char c : written) {
    if (c == '\r')
      text += "&#13;";
    else
      text += c;
  }
  return text;
}

// Before there is a tree of them. What stands in comments counts too, which harms nobody.
bool HasTooMany(std::string_view text) {
  std::ptrdiff_t begins = std::count(text.begin(), text.end(), '<');
  for (std::size_t at = text.find("</"); at != std::string_view::npos; at = text.find("</", at + 2)) --begins;
  return begins > kMaxElements;
}

std::string_view LocalName(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::optional<Element> Read(pugi::xml_node node, int depth) {
  if (depth > kMaxDepth) return std::nullopt;
  Element element{std::string(LocalName(node.name())), node.text().get()};
  for (const pugi::xml_node child : node.children()) {
    if (child.type() != pugi::node_element) continue;
    auto read = Read(child, depth + 1);
    if (!read) return std::nullopt;
    element.children.push_back(std::move(*read));
  }
  return element;
}

}  // namespace

const Element* Element::Find(std::string_view child) const {
  const auto found =
      std::find_if(children.begin(), children.end(), [&](const Element& each) { return each.name == child; });
  return found == children.end() ? nullptr : &*found;
}

std::string_view Element::TextOf(std::string_view child) const {
  const Element* found = Find(child);
  return found == nullptr ? std::string_view() : std::string_view(found->text);
}

std::string Write(const Element& root, std::string_view xmlns) {
  pugi::xml_document document;
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  Append(document, root);
  if (!xmlns.empty()) document.document_element().append_attribute("xmlns") = std::string(xmlns).c_str();
  StringWriter writer;
  document.save(writer, "", pugi::format_raw, pugi::encoding_utf8);
  return WithCarriageReturns(writer.text);
}

std::optional<Element> Parse(std::string_view text, std::size_t max_bytes) {
  if (text.size() > max_bytes || HasTooMany(text) || !base::IsUtf8(text)) return std::nullopt;
  pugi::xml_document document;
  // A key may consist of a space alone.
  const unsigned options = pugi::parse_default | pugi::parse_doctype | pugi::parse_ws_pcdata_single;
  if (!document.load_buffer(text.data(), text.size(), options, pugi::encoding_utf8)) return std::nullopt;
  const auto is_dtd = [](const pugi::xml_node& node) { return node.type() == pugi::node_doctype; };
  if (std::any_of(document.begin(), document.end(), is_dtd) || !document.document_element()) return std::nullopt;
  return Read(document.document_element(), 1);
}

}  // namespace clipbox::xml
