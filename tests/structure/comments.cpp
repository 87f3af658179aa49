#include "structure/comments.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <regex>
#include <sstream>

namespace clipbox::structure {

std::vector<Paragraph> ParagraphsOf(const std::string& text) {
  std::vector<Paragraph> paragraphs;
  bool open = false;
  std::size_t number = 0;
  for (const std::string& line : LinesOf(text)) {
    ++number;
    static const std::regex kWhole("\\s*///?<? ?(.*)");
    static const std::regex kBehind(".*\\S\\s+// (.*)");
    std::smatch found;
    const bool whole = std::regex_match(line, found, kWhole);
    if (!whole && !std::regex_match(line, found, kBehind)) {
      open = false;
    } else if (open && whole && found[1].length() > 0 && !found[1].str().starts_with("- ")) {
      paragraphs.back().text += " " + found[1].str();
    } else {
      if (found[1].length() > 0) paragraphs.push_back({number, found[1]});
      open = whole && found[1].length() > 0;
    }
  }
  return paragraphs;
}

std::vector<std::string> SentencesOf(const std::string& paragraph) {
  static const std::regex kEnd("[.!?:][)\"]*\\s+(?=[A-Z`(\"])");
  return {std::sregex_token_iterator(paragraph.begin(), paragraph.end(), kEnd, -1), {}};
}

std::size_t CountWords(const std::string& sentence) {
  std::istringstream in(sentence);
  return static_cast<std::size_t>(
      std::count_if(std::istream_iterator<std::string>(in), {}, [](const std::string& word) {
        return std::any_of(word.begin(), word.end(), [](unsigned char c) { return std::isalnum(c) != 0; });
      }));
}

}  // namespace clipbox::structure
