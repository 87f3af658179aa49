#include "base/json.h"

#include <set>
#include <vector>

#include "base/error.h"
#include "base/text.h"

namespace clipbox::base {
namespace {

[[noreturn]] void Refuse(std::string_view what, const std::string& why) {
  throw Error(ErrorCode::kInvalidJson, std::string(what) + " is not valid JSON: " + why + ".");
}

// Watches depth and repeated keys while nlohmann parses: it keeps the last of two equal keys without a word.
class Watcher {
 public:
  explicit Watcher(std::string_view what) : what_(what) {}

  bool operator()(int depth, Json::parse_event_t event, const Json& parsed) {
    using Event = Json::parse_event_t;
    if (depth >= kMaxJsonDepth && (event == Event::object_start || event == Event::array_start))
      Refuse(what_, "nested deeper than 32");
    if (event == Event::object_start) keys_.emplace_back();
    if (event == Event::object_end) keys_.pop_back();
    if (event == Event::key && !keys_.back().insert(parsed.get<std::string>()).second) {
      Refuse(what_, "the key \"" + parsed.get<std::string>() + "\" appears twice in one object");
    }
    return true;
  }

 private:
  const std::string_view what_;
  std::vector<std::set<std::string>> keys_;
};

}  // namespace

Json ParseJson(std::string_view text, std::string_view what) {
  if (!IsUtf8(text)) Refuse(what, "not UTF-8");
  // nlohmann takes a zero byte for the end, whatever follows.
  if (text.find('\0') != std::string_view::npos) Refuse(what, "it holds a zero byte");
  Watcher watcher(what);
  try {
    return Json::parse(
        text, [&](int depth, Json::parse_event_t event, Json& parsed) { return watcher(depth, event, parsed); });
  } catch (const Json::exception& error) {
    Refuse(what, "see byte " + std::to_string(dynamic_cast<const Json::parse_error*>(&error) != nullptr
                                                  ? static_cast<const Json::parse_error&>(error).byte
                                                  : 0));
  }
}

std::string DumpJson(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace clipbox::base
