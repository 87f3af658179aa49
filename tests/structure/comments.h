// The comments of C++ as prose: what stands in them as paragraphs, and the sentences of those.
#pragma once

#include "structure/source_tree.h"

namespace clipbox::structure {

struct Paragraph {
  std::size_t line = 0;  // of its first words, from 1
  std::string text;      // on one line, without the slashes
};

// Comment lines that follow on each other are one paragraph. A comment behind code is one of its own, and so is an item
// of a list, `- …`.
std::vector<Paragraph> ParagraphsOf(const std::string& text);

// A sentence ends at `.`, `!`, `?` or `:` before a capital, a backtick, an opening bracket or quote, or the end.
std::vector<std::string> SentencesOf(const std::string& paragraph);

// What holds a letter or a digit between spaces.
std::size_t CountWords(const std::string& sentence);

}  // namespace clipbox::structure
