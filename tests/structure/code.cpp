#include "structure/code.h"

#include <algorithm>
#include <cctype>
#include <regex>

namespace clipbox::structure {
namespace {

// Where a token that is not code ends, if one begins at `at`; else `at`.
std::size_t EndOfForeign(const std::string& text, std::size_t at) {
  const auto after = [&](std::string_view end, std::size_t from) {
    const std::size_t found = text.find(end, from);
    return found == std::string::npos ? text.size() : found + end.size();
  };
  const std::string_view rest = std::string_view(text).substr(at);
  const bool in_word = at > 0 && (std::isalnum(static_cast<unsigned char>(text[at - 1])) != 0);
  if (rest.starts_with("//") || (rest.starts_with("#") && (at == 0 || text[at - 1] == '\n')))
    return std::min(text.find('\n', at), text.size());
  if (rest.starts_with("/*")) return after("*/", at);
  if (rest.starts_with("R\"")) return after(")" + text.substr(at + 2, text.find('(', at) - at - 2) + "\"", at);
  if (!rest.starts_with("\"") && !(rest.starts_with("'") && !in_word)) return at;
  std::size_t end = at + 1;
  while (end < text.size() && text[end] != text[at]) end += text[end] == '\\' ? 2 : 1;
  return std::min(end + 1, text.size());
}

enum class Block { kScope, kFunction, kValue };

// What the block holds whose opening bracket follows on `head`.
Block KindOf(const std::string& head) {
  static const std::regex kScope("^\\s*(inline )?(namespace|extern)\\b");
  static const std::regex kType("\\b(class|struct|union|enum)\\b");
  static const std::regex kBrackets("\\([^()]*\\)|<[^<>]*>");
  static const std::regex kOperator("operator\\s*[^\\s(]+");
  std::string flat = std::regex_replace(head, kOperator, "operator");
  for (std::string before; before != flat;) flat = std::regex_replace(before = flat, kBrackets, " ");
  if (std::regex_search(head, kScope)) return Block::kScope;
  if (flat.find_first_of("(=") != std::string::npos) return Block::kValue;
  if (std::regex_search(flat, kType)) return Block::kScope;
  return head.find(')') != std::string::npos ? Block::kFunction : Block::kValue;
}

// A member's initialiser in braces, `x_{1}, …` or `x_{1} {`, and not the body.
bool IsInitialiser(std::string_view code, std::size_t close) {
  const std::size_t next = code.find_first_not_of(" \n", close + 1);
  return next != std::string_view::npos && (code[next] == ',' || code[next] == '{');
}

}  // namespace

std::string CodeOnly(const std::string& text) {
  std::string code = text;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = EndOfForeign(text, at);
    std::replace_if(
        code.begin() + static_cast<std::ptrdiff_t>(at), code.begin() + static_cast<std::ptrdiff_t>(end),
        [](char c) { return c != '\n'; }, ' ');
    at = std::max(end, at + 1);
  }
  return code;
}

std::size_t ClosingBrace(std::string_view code, std::size_t open) {
  int depth = 0;
  for (std::size_t at = open; at < code.size(); ++at) {
    if (code[at] == '{') ++depth;
    if (code[at] == '}' && --depth == 0) return at;
  }
  return code.size();
}

std::size_t LineAt(std::string_view text, std::size_t at) {
  return static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n')) + 1;
}

std::vector<Function> FunctionsOf(const std::string& text) {
  const std::string code = CodeOnly(text);
  std::vector<Function> functions;
  std::string head;  // since the last statement ended
  for (std::size_t at = 0; at < code.size(); ++at) {
    if (code[at] == ';' || code[at] == '}') {
      head.clear();
    } else if (code[at] != '{') {
      head += code[at];
    } else if (const Block kind = KindOf(head); kind == Block::kScope) {
      head.clear();
    } else {
      const std::size_t close = ClosingBrace(code, at);
      if (kind == Block::kFunction && !IsInitialiser(code, close)) {
        const std::size_t first = at - head.size() + std::min(head.find_first_not_of(" \n"), head.size());
        functions.push_back(
            {LineAt(code, first), std::max<std::size_t>(LineAt(code, close) - LineAt(code, at), 2) - 1});
        head.clear();
      } else {
        head.append(close + 1 - at, ' ');
      }
      at = close;
    }
  }
  return functions;
}

}  // namespace clipbox::structure
