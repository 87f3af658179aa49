#include "serve/checks/check_report.h"

#include <fmt/core.h>

#include <algorithm>

namespace clipbox::serve {

bool CheckReport::Run(const std::string& name, const std::string& mend, const std::function<std::string()>& check) {
  try {
    lines_.push_back({name, true, check(), ""});
    return true;
  } catch (const Finding& finding) {
    lines_.push_back({name, false, finding.what(), finding.mend});
  } catch (const std::exception& error) {
    lines_.push_back({name, false, base::Explain(error), mend});
  }
  return false;
}

bool CheckReport::all_ok() const { return std::ranges::all_of(lines_, &Line::ok); }

std::string CheckReport::ToText() const {
  std::string text;
  for (const Line& line : lines_) {
    text += fmt::format("{:<7} {:<14} {}\n", line.ok ? "ok" : "failed", line.name, line.detail);
    if (!line.ok) text += fmt::format("{:<7} {:<14} to mend it: {}\n", "", "", line.mend);
  }
  return text;
}

base::Json CheckReport::ToJson() const {
  base::Json checks = base::Json::array();
  for (const Line& line : lines_) {
    checks.push_back({{"name", line.name},
                      {"ok", line.ok},
                      {"detail", line.detail},
                      {"mend", line.ok ? base::Json() : base::Json(line.mend)}});
  }
  return {{"ok", all_ok()}, {"checks", checks}};
}

}  // namespace clipbox::serve
