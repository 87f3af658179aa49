#include "base/json.h"

#include "base/error.h"
#include "catch.h"

using namespace clipbox::base;

namespace {

ErrorCode CodeOf(const std::string& text) {
  try {
    ParseJson(text);
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::kInternal;
}

}  // namespace

TEST_CASE("a body that is JSON is parsed") { CHECK(ParseJson(R"({"a": [1, {"b": null}]})")["a"][0] == 1); }

TEST_CASE("a body that is not JSON, not UTF-8 or repeats a key is refused") {
  CHECK(CodeOf("{") == ErrorCode::kInvalidJson);
  CHECK(CodeOf("") == ErrorCode::kInvalidJson);
  CHECK(CodeOf("{\"a\":1} x") == ErrorCode::kInvalidJson);
  CHECK(CodeOf("\"\xC3\x28\"") == ErrorCode::kInvalidJson);
  CHECK(CodeOf(R"({"a": 1, "b": {"a": 2}, "a": 3})") == ErrorCode::kInvalidJson);
  CHECK(CodeOf("NaN") == ErrorCode::kInvalidJson);
  CHECK(CodeOf(std::string("{}\0", 3)) == ErrorCode::kInvalidJson);
}

TEST_CASE("the same key in two objects is no repetition") { CHECK(ParseJson(R"([{"a": 1}, {"a": 2}])").size() == 2); }

TEST_CASE("nesting is accepted to 32 levels and refused beyond") {
  CHECK_NOTHROW(ParseJson(std::string(32, '[') + std::string(32, ']')));
  CHECK(CodeOf(std::string(33, '[') + std::string(33, ']')) == ErrorCode::kInvalidJson);
  CHECK(CodeOf(std::string(100000, '[')) == ErrorCode::kInvalidJson);
}

TEST_CASE("bytes that are not UTF-8 are replaced on the way out") {
  CHECK(DumpJson(Json("\xFF")) == "\"\xEF\xBF\xBD\"");
}
