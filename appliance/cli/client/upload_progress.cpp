#include "cli/client/upload_progress.h"

#include <fmt/core.h>
#include <unistd.h>

#include <iostream>

namespace clipbox::cli {
namespace {

constexpr int kBarCells = 30;

std::string Amount(std::uint64_t bytes) {
  return bytes < 10'000'000 ? fmt::format("{:.0f} kB", static_cast<double>(bytes) / 1e3)
                            : fmt::format("{:.0f} MB", static_cast<double>(bytes) / 1e6);
}

}  // namespace

UploadProgress::UploadProgress(std::string what) : what_(std::move(what)), on_terminal_(::isatty(STDERR_FILENO) == 1) {}

UploadProgress::~UploadProgress() {
  if (on_terminal_ && shown_ >= 0) std::cerr << "\n";
}

void UploadProgress::Show(std::uint64_t done_bytes, std::uint64_t total_bytes) {
  const double fraction = total_bytes == 0 ? 1 : static_cast<double>(done_bytes) / static_cast<double>(total_bytes);
  const int step = static_cast<int>(fraction * (on_terminal_ ? 100 : 10));
  if (step == shown_) return;
  shown_ = step;
  const std::string amounts = Amount(done_bytes) + " of " + Amount(total_bytes);
  if (!on_terminal_) {
    std::cerr << what_ << " " << amounts << "\n";
    return;
  }
  const auto cells = static_cast<std::size_t>(fraction * kBarCells);
  std::cerr << fmt::format("\r{} [{:<{}}] {:3.0f} % {}   ", what_, std::string(cells, '='), kBarCells, fraction * 100,
                           amounts)
            << std::flush;
}

}  // namespace clipbox::cli
