// The one error of the program: a code to branch on, a sentence for a person, and what the code adds (RFC 9457
// members). Thrown where an operation cannot go on. base/error_table.h says what a code means to clients and to jobs;
// nobody branches on the text. Context is added with std::throw_with_nested. Values: free of threads.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace clipbox::base {

// Each has a row in base/error_table.h.
enum class ErrorCode {
  // Requests.
  kInvalidJson,
  kUnauthenticated,
  kBadCredentials,
  kForbidden,
  kCrossSite,
  kRightsRequired,
  kNotFound,
  kMethodNotAllowed,
  kWrongStatus,
  kDifferentFile,
  kPartsMissing,
  kSizeMismatch,
  kSourceMissing,
  kLastAdmin,
  kAlreadySetUp,
  kNameTaken,
  kTooMany,
  kLengthRequired,
  kBodyTooLarge,
  kPathTooLong,
  kUnsupportedMediaType,
  kMisdirectedHost,
  kUnknownField,
  kInvalidField,
  kInvalidRecipe,
  kInvalidUrl,
  kUnsupported,
  kTooLong,
  kTooLarge,
  kEmptyFile,
  kIdempotencyKeyReused,
  kRateLimited,
  kStoreUnavailable,
  kTooManyStreams,
  kInsufficientStorage,
  // What the server refuses before a route is found.
  kBadRequest,
  kIncompleteBody,
  kHeadTooLarge,
  kRequestTimeout,
  kVersionNotSupported,
  kTooManyConnections,
  // Media and jobs.
  kVideoRemoved,
  kNotAVideo,
  kTruncated,
  kUnsupportedFormat,
  kUnsupportedCodec,
  kTimeout,
  kOutOfMemory,
  kDecoderCrash,
  kStorageFull,
  kCancelled,
  kUploadAborted,
  kUploadExpired,
  kNothingMade,
  kClipOutsideSource,
  kNoAudio,
  kNoVideo,
  kNoCaptions,
  kSpeechFailed,
  kSourceChanged,
  kSourceDamaged,
  // The object store's own answers.
  kNoSuchKey,
  kNoSuchUpload,
  kInvalidPart,
  kDigestMismatch,
  kSignatureMismatch,
  kInvalidRange,
  // The machine and the operator.
  kConfiguration,
  kDatabaseNewer,
  kDatabaseOlder,
  kDatabasesApart,
  kDatabaseLocked,
  kUnreachable,
  kInputOutput,
  kInternal,  // stays the last: the table counts by it
};

// The code's name in the API and the log (`wrong_status`).
std::string_view ToText(ErrorCode code);

// What some codes add to the answer; empty members are left out.
struct ErrorDetails {
  std::string pointer = {};               // JSON pointer (RFC 6901) of the offending field
  std::string reason = {};                // invalid_url: which rule refused it
  std::string setting = {};               // misdirected_host: the configuration key to change
  std::string current = {};               // wrong_status: the job's status
  std::vector<std::string> allowed = {};  // wrong_status: the statuses that the call accepts
  std::vector<int> missing = {};          // parts_missing: part numbers
  std::int64_t retry_after_seconds = 0;
  bool store_is_away = false;  // store_unavailable: any other call would fare the same
};

class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& message, ErrorDetails details = {})
      : std::runtime_error(message), code_(code), details_(std::move(details)) {}

  ErrorCode code() const { return code_; }
  const ErrorDetails& details() const { return details_; }

 private:
  ErrorCode code_;
  ErrorDetails details_;
};

// The message and those nested in it, outermost first, joined by ": ". For logs.
std::string Explain(const std::exception& error);

// An Error of kInputOutput (kStorageFull on ENOSPC or EDQUOT) with the verb, the object and strerror(errno).
[[noreturn]] void ThrowErrno(std::string_view verb, std::string_view object);

}  // namespace clipbox::base
