#include "jobs/failure.h"

namespace clipbox::jobs {

using base::ErrorCode;

FailureKind ClassifyFailure(ErrorCode code) {
  switch (code) {
    case ErrorCode::kVideoRemoved:
    case ErrorCode::kNotAVideo:
    case ErrorCode::kTruncated:
    case ErrorCode::kUnsupportedFormat:
    case ErrorCode::kUnsupportedCodec:
    case ErrorCode::kTooLong:
    case ErrorCode::kTooLarge:
    case ErrorCode::kTimeout:
    case ErrorCode::kDecoderCrash:
    case ErrorCode::kCancelled:
    case ErrorCode::kUploadAborted:
    case ErrorCode::kUploadExpired:
    case ErrorCode::kNothingMade:
    case ErrorCode::kSourceChanged: return {std::string(base::ToText(code)), Retry::kNever};
    case ErrorCode::kEmptyFile: return {"not_a_video", Retry::kNever};
    case ErrorCode::kNoSuchKey: return {"internal", Retry::kNever};
    case ErrorCode::kOutOfMemory:
    case ErrorCode::kStorageFull: return {std::string(base::ToText(code)), Retry::kWithBackoff};
    case ErrorCode::kInsufficientStorage: return {"storage_full", Retry::kWithBackoff};
    case ErrorCode::kStoreUnavailable:
    case ErrorCode::kUnreachable: return {"store_unavailable", Retry::kWait};
    default: return {"internal", Retry::kWithBackoff};
  }
}

}  // namespace clipbox::jobs
