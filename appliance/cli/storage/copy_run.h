// A copy of a store as a command runs it: with progress, and what came of it in words or as JSON. Main thread only.
#pragma once

#include <optional>
#include <string>

#include "base/json.h"
#include "objectstore/transfer/copier.h"

namespace clipbox::cli {

struct CopyRunOrders {
  std::string prefix;   // only what lies under it
  int at_once = 4;      // copies
  bool remove = false;  // at the first place, what is proved at the other
  std::string words;    // for the progress line: `copying`
};

struct CopyRunResult {
  objectstore::CopyReport report;
  std::optional<objectstore::Amount> removed;  // nothing is removed where anything failed

  bool ok() const { return report.failures.empty(); }
};

// Throws: Error of a place that is away or full; what was copied stays, and the next run goes on.
CopyRunResult RunCopy(objectstore::Place& from, objectstore::Place& to, const CopyRunOrders& orders);

// {from, to, copied, there, removed, failures}
base::Json ToJson(const CopyRunResult& result, const objectstore::Place& from, const objectstore::Place& to);
// Lines: what failed, and what is there now.
std::string ToText(const CopyRunResult& result, const objectstore::Place& from, const objectstore::Place& to);

}  // namespace clipbox::cli
