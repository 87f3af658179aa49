// The tests of what structure/code.h understands of C++.
#include "structure/code.h"

#include "catch.h"

using namespace clipbox::structure;

namespace {

std::vector<std::size_t> LengthsOf(const std::string& text) {
  std::vector<std::size_t> lengths;
  for (const Function& function : FunctionsOf(text)) lengths.push_back(function.lines);
  return lengths;
}

using Lengths = std::vector<std::size_t>;

}  // namespace

TEST_CASE("comments, literals and preprocessor lines are not code") {
  CHECK(CodeOnly("a; // {\nb") == "a;     \nb");
  CHECK(CodeOnly("f(\"{\\\"\", '{', 1'000);") == "f(     ,    , 1'000);");
  CHECK(CodeOnly("#define X {\na R\"x(}\")x\" b") == "           \na           b");
  CHECK(CodeOnly("a /* {\n} */ b") == "a     \n     b");
}

TEST_CASE("functions are counted by the lines between their brackets") {
  CHECK(LengthsOf("int F() { return 1; }\n") == Lengths{1});
  CHECK(LengthsOf("int F(int a,\n      int b) {\n  ++a;\n  return b;\n}\n") == Lengths{2});
  CHECK(LengthsOf("namespace n {\nint F() {\n  if (x) {\n    y();\n  }\n}\n}\n") == Lengths{3});
  CHECK(FunctionsOf("\n\nint F() {\n  G();\n}\n").at(0).line == 3);
}

TEST_CASE("functions are found inside classes, with initialisers and as operators") {
  CHECK(LengthsOf(
            "class CAPABILITY(\"m\") A : public B {\n public:\n  int F() const { return x_; }\n  int x_{1};\n};\n") ==
        Lengths{1});
  CHECK(LengthsOf("A::A(int x)\n    : x_{x}, y_(std::vector<int>{1}) {\n  F();\n  G();\n}\n") == Lengths{2});
  CHECK(LengthsOf("bool operator==(A a, A b) { return true; }\n") == Lengths{1});
  CHECK(LengthsOf("template <class T>\nvoid F(T t = {}) noexcept {\n  t();\n}\n") == Lengths{1});
}

TEST_CASE("values, types and what is inside functions are no functions") {
  CHECK(LengthsOf("const int kAll[] = {1, 2};\nconst A kA{F(), 2};\nconst auto kF = G({1});\n").empty());
  CHECK(LengthsOf("struct A {\n  int x = 1;\n};\nenum class B { k1 };\n").empty());
  CHECK(LengthsOf("void F() {\n  const auto g = [](int a) {\n    return a;\n  };\n}\n") == Lengths{3});
}
