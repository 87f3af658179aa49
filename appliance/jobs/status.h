// The status machine of a job: one table says which moves exist. Only the store moves a status, and only along this
// table. Pure and constexpr; any thread.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace clipbox::jobs {

enum class Status { kCreated, kMetaReady, kUploadReady, kUploading, kUploaded, kProcessing, kReady, kFailed };

inline constexpr std::array kAllStatuses = {Status::kCreated,   Status::kMetaReady, Status::kUploadReady,
                                            Status::kUploading, Status::kUploaded,  Status::kProcessing,
                                            Status::kReady,     Status::kFailed};

struct Move {
  Status from;
  Status to;
};

inline constexpr std::array kMoves = {
    // Forward.
    Move{Status::kCreated, Status::kMetaReady},
    Move{Status::kMetaReady, Status::kUploadReady},
    Move{Status::kUploadReady, Status::kUploading},
    Move{Status::kUploading, Status::kUploaded},
    Move{Status::kUploaded, Status::kProcessing},
    Move{Status::kProcessing, Status::kReady},
    // Failure, from each but READY.
    Move{Status::kCreated, Status::kFailed},
    Move{Status::kMetaReady, Status::kFailed},
    Move{Status::kUploadReady, Status::kFailed},
    Move{Status::kUploading, Status::kFailed},
    Move{Status::kUploaded, Status::kFailed},
    Move{Status::kProcessing, Status::kFailed},
    // Back: process again with the source present; restart without one; retry, drain, reclaim.
    Move{Status::kReady, Status::kUploaded},
    Move{Status::kFailed, Status::kUploaded},
    Move{Status::kFailed, Status::kMetaReady},
    Move{Status::kFailed, Status::kCreated},
    Move{Status::kProcessing, Status::kUploaded},
};

constexpr bool CanMove(Status from, Status to) {
  for (const Move& move : kMoves) {
    if (move.from == from && move.to == to) return true;
  }
  return false;
}

// `META_READY`: as in the database, the API and the log.
constexpr std::string_view ToText(Status status) {
  switch (status) {
    case Status::kCreated: return "CREATED";
    case Status::kMetaReady: return "META_READY";
    case Status::kUploadReady: return "UPLOAD_READY";
    case Status::kUploading: return "UPLOADING";
    case Status::kUploaded: return "UPLOADED";
    case Status::kProcessing: return "PROCESSING";
    case Status::kReady: return "READY";
    case Status::kFailed: return "FAILED";
  }
  return "";
}

constexpr std::optional<Status> StatusFromText(std::string_view text) {
  for (const Status status : kAllStatuses) {
    if (ToText(status) == text) return status;
  }
  return std::nullopt;
}

static_assert(
    [] {
      for (const Status status : kAllStatuses) {
        if (status != Status::kReady && status != Status::kFailed && !CanMove(status, Status::kFailed)) return false;
        if (CanMove(status, status)) return false;
      }
      return !CanMove(Status::kReady, Status::kFailed) && !CanMove(Status::kCreated, Status::kUploading);
    }(),
    "every status but READY can fail, none moves to itself, and no step is skipped");

}  // namespace clipbox::jobs
