// What was found, check by check: ok or failed, and how to mend it. For `clipbox doctor` and GET /system/findings. One
// thread at a time.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"

namespace clipbox::serve {

// Thrown by a check that finds something wrong: what it is, and what to do about it.
class Finding : public base::Error {
 public:
  Finding(const std::string& what, std::string mend_in)
      : Error(base::ErrorCode::kInternal, what), mend(std::move(mend_in)) {}

  const std::string mend;
};

class CheckReport {
 public:
  // `check` gives a sentence about what is well, or throws; `mend` is what to do where it throws no Finding. True where
  // it is well.
  bool Run(const std::string& name, const std::string& mend, const std::function<std::string()>& check);

  bool all_ok() const;
  // A line each, and below a failed one what to do.
  std::string ToText() const;
  base::Json ToJson() const;

 private:
  struct Line {
    std::string name;
    bool ok = false;
    std::string detail;
    std::string mend;  // empty where it is well
  };
  std::vector<Line> lines_;
};

}  // namespace clipbox::serve
