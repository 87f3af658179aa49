#include "base/json_object.h"

#include <cstdint>
#include <functional>

#include "catch.h"

using namespace clipbox::base;

namespace {

ErrorDetails Details(ErrorCode code, const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    CHECK(error.code() == code);
    return error.details();
  }
  FAIL("nothing was thrown");
  return {};
}

}  // namespace

TEST_CASE("a field that is not named is unknown, and the pointer is escaped") {
  const Json json = {{"name", "x"}, {"a/b", 1}};
  CHECK(Details(ErrorCode::kUnknownField, [&] { JsonObject(json, "", {"name"}); }).pointer == "/a~1b");
}

TEST_CASE("null counts as missing in a request, and a needed field is asked for") {
  const Json json = {{"name", nullptr}};
  const JsonObject object(json, "", {"name", "size"});
  CHECK_FALSE(object.FindText("name", 10).has_value());
  CHECK(Details(ErrorCode::kInvalidField, [&] { object.GetText("name", 10); }).pointer == "/name");
  CHECK(Details(ErrorCode::kInvalidField, [&] { object.GetInteger("size", 0, 1); }).pointer == "/size");
}

TEST_CASE("whole numbers beyond 64 bits or 2^53 as a fraction are refused, not wrapped") {
  const Json json = {{"a", 18446744073709551615ULL}, {"b", 1e300}, {"c", 5.5}, {"d", true}};
  const JsonObject object(json, "", {"a", "b", "c", "d"});
  for (const char* name : {"a", "b", "c", "d"}) {
    CHECK(Details(ErrorCode::kInvalidField, [&] { object.FindInteger(name, INT64_MIN, INT64_MAX); }).pointer ==
          "/" + std::string(name));
  }
}

TEST_CASE("a text is measured in bytes") {
  const Json json = {{"name", "ééé"}};
  const JsonObject object(json, "/user", {"name"});
  CHECK(object.GetText("name", 6) == "ééé");
  CHECK(Details(ErrorCode::kInvalidField, [&] { object.GetText("name", 5); }).pointer == "/user/name");
}

TEST_CASE("a line is plain or refused, and says how it must be") {
  const Json json = {{"name", "a b"}, {"title", "a\u202Eb"}};
  const JsonObject object(json, "", {"name", "title", "label"});
  CHECK(object.FindLine("name", 10) == "a b");
  CHECK_FALSE(object.FindLine("label", 10));
  CHECK(Details(ErrorCode::kInvalidField, [&] { object.FindLine("title", 10); }).pointer == "/title");
  CHECK(Details(ErrorCode::kInvalidField, [&] { object.FindLine("name", 2); }).pointer == "/name");
}

TEST_CASE("the words of a list are told by their places, and a wrong one is refused where it lies") {
  const Json json = {
      {"good", {"b", "a", "b"}}, {"bad", {"a", "c"}}, {"odd", {4}}, {"text", "a"}, {"long", {"a", "a", "a", "a"}}};
  const JsonObject object(json, "/x", {"good", "bad", "odd", "text", "long", "none"});
  constexpr std::string_view kWords[] = {"a", "b"};
  CHECK(object.FindWords("good", kWords, 3) == std::vector<std::size_t>{1, 0, 1});
  CHECK_FALSE(object.FindWords("none", kWords, 3));
  const std::pair<const char*, const char*> refused[] = {
      {"bad", "/x/bad/1"}, {"odd", "/x/odd/0"}, {"text", "/x/text"}, {"long", "/x/long"}};
  for (const auto& [name, pointer] : refused)
    CHECK(Details(ErrorCode::kInvalidField, [&, name = name] { object.FindWords(name, kWords, 3); }).pointer ==
          pointer);
}
