// C++ as far as the tests of the structure must understand it: what is code and what is not, functions, switches.
#pragma once

#include "structure/source_tree.h"

namespace clipbox::structure {

// `text` with comments, string and character literals and preprocessor lines blanked out, breaks between lines kept.
std::string CodeOnly(const std::string& text);

// Where the bracket that `open` stands on is closed; the end of the code if nowhere.
std::size_t ClosingBrace(std::string_view code, std::size_t open);

struct Function {
  std::size_t line = 0;   // of its first line, from 1
  std::size_t lines = 0;  // between its brackets; one for a function on one line
};

// Functions that are defined at the level of namespaces and classes; those inside functions count as their lines.
std::vector<Function> FunctionsOf(const std::string& text);

// The line, from 1, that position `at` lies on.
std::size_t LineAt(std::string_view text, std::size_t at);

}  // namespace clipbox::structure
