#include "cli/storage/copy_run.h"

#include <algorithm>

#include "cli/local/progress_line.h"
#include "cli/storage/amounts.h"

namespace clipbox::cli {
namespace {

using base::Json;

std::uint64_t TotalBytes(objectstore::Place& place, const std::string& prefix) {
  std::uint64_t bytes = 0;
  for (std::optional<std::string> from = ""; from;) {
    const auto page = place.List(prefix, *from);
    for (const objectstore::ListedObject& object : page.lines) bytes += object.size_bytes;
    from = page.next;
  }
  return bytes;
}

}  // namespace

CopyRunResult RunCopy(objectstore::Place& from, objectstore::Place& to, const CopyRunOrders& orders) {
  const auto total = static_cast<double>(TotalBytes(from, orders.prefix));
  ProgressLine progress;
  double done = 0;
  objectstore::Copier copier(from, to,
                             {.prefix = orders.prefix, .at_once = orders.at_once, .copied = [&](auto&, auto bytes) {
                                done += static_cast<double>(bytes);
                                progress.Show(orders.words, total == 0 ? 1 : std::min(1.0, done / total));
                              }});
  CopyRunResult result{copier.Run(), {}};
  progress.Clear();
  if (orders.remove && result.ok()) result.removed = copier.RemoveCopied();
  return result;
}

Json ToJson(const CopyRunResult& result, const objectstore::Place& from, const objectstore::Place& to) {
  Json failures = Json::array();
  for (const objectstore::CopyFailure& failure : result.report.failures)
    failures.push_back({{"key", failure.key}, {"message", failure.message}});
  return {{"from", from.Name()},
          {"to", to.Name()},
          {"copied", AmountJson(result.report.copied)},
          {"there", AmountJson(result.report.there)},
          {"removed", result.removed ? AmountJson(*result.removed) : Json()},
          {"failures", std::move(failures)}};
}

std::string ToText(const CopyRunResult& result, const objectstore::Place& from, const objectstore::Place& to) {
  std::string text;
  for (const objectstore::CopyFailure& failure : result.report.failures)
    text += "not copied: " + failure.key + ": " + failure.message + "\n";
  text += "copied to " + to.Name() + ": " + AmountText(result.report.copied);
  if (result.report.there.count > 0) text += "; there before: " + AmountText(result.report.there);
  text += "\n";
  if (result.removed) text += "removed from " + from.Name() + ": " + AmountText(*result.removed) + "\n";
  if (!result.ok())
    text += std::to_string(result.report.failures.size()) + " not copied; call it again when that is mended\n";
  return text;
}

}  // namespace clipbox::cli
