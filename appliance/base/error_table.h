// What each error means outside: its name, its HTTP status, the failure of a job that it becomes, whether another try
// helps. It says too how the embedded store tells it to an S3 client. The one place of these facts. http/problem,
// http/s3/error, objectstore/s3/failure and work read them here, and a test holds the page's words to them. Constants:
// free of threads.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "base/error.h"

namespace clipbox::base {

enum class Retry {
  kNever,        // the file or the person must change something
  kWithBackoff,  // counts as an attempt
  kWait,         // the store is away: no attempt is used
};

// `failure` is a code whose own failure it is itself: those are the codes of a job's failure.
struct ErrorRow {
  ErrorCode code;
  std::string_view text;  // in the API and in the log
  int http_status;        // 500: ours to find in the log, the client is told no more
  ErrorCode failure = ErrorCode::kInternal;
  Retry retry = Retry::kWithBackoff;
  std::string_view s3_code = "InternalError";  // "List of error codes" of the Amazon S3 API reference
  int s3_status = 500;
};

namespace error_table {

using enum ErrorCode;
using enum Retry;

inline constexpr auto kRows = std::to_array<ErrorRow>({
    {kInvalidJson, "invalid_json", 400},
    {kUnauthenticated, "unauthenticated", 401},
    {kBadCredentials, "bad_credentials", 401},
    {kForbidden, "forbidden", 403},
    {kCrossSite, "cross_site", 403},
    {kRightsRequired, "rights_required", 403},
    {kNotFound, "not_found", 404, kInternal, kWithBackoff, "NoSuchBucket", 404},
    {kMethodNotAllowed, "method_not_allowed", 405},
    {kWrongStatus, "wrong_status", 409},
    {kDifferentFile, "different_file", 409},
    {kPartsMissing, "parts_missing", 409},
    {kSizeMismatch, "size_mismatch", 409, kInternal, kWithBackoff, "IncompleteBody", 400},
    {kSourceMissing, "source_missing", 409, kSourceMissing, kNever},
    {kLastAdmin, "last_admin", 409},
    {kAlreadySetUp, "already_set_up", 409},
    {kNameTaken, "name_taken", 409},
    {kTooMany, "too_many", 409},
    {kLengthRequired, "length_required", 411, kInternal, kWithBackoff, "MissingContentLength", 411},
    {kBodyTooLarge, "body_too_large", 413, kInternal, kWithBackoff, "MaxMessageLengthExceeded", 400},
    {kPathTooLong, "path_too_long", 414, kInternal, kWithBackoff, "InvalidURI", 400},
    {kUnsupportedMediaType, "unsupported_media_type", 415, kInternal, kWithBackoff, "InvalidRequest", 415},
    {kMisdirectedHost, "misdirected_host", 421, kInternal, kWithBackoff, "InvalidRequest", 421},
    {kUnknownField, "unknown_field", 422},
    {kInvalidField, "invalid_field", 422, kInternal, kWithBackoff, "InvalidArgument", 400},
    {kInvalidRecipe, "invalid_recipe", 422, kNothingMade, kNever},
    {kInvalidUrl, "invalid_url", 422},
    {kUnsupported, "unsupported", 422, kInternal, kWithBackoff, "NotImplemented", 501},
    {kTooLong, "too_long", 422, kTooLong, kNever},
    {kTooLarge, "too_large", 422, kTooLarge, kNever, "EntityTooLarge", 400},
    {kEmptyFile, "empty_file", 422, kNotAVideo, kNever},
    {kIdempotencyKeyReused, "idempotency_key_reused", 422},
    {kRateLimited, "rate_limited", 429, kInternal, kWithBackoff, "SlowDown", 503},
    {kStoreUnavailable, "store_unavailable", 503, kStoreUnavailable, kWait, "ServiceUnavailable", 503},
    {kTooManyStreams, "too_many_streams", 503},
    {kInsufficientStorage, "insufficient_storage", 507, kStorageFull, kWithBackoff, "InsufficientStorage", 507},
    {kBadRequest, "bad_request", 400, kInternal, kWithBackoff, "InvalidRequest", 400},
    {kIncompleteBody, "incomplete_body", 400, kInternal, kWithBackoff, "IncompleteBody", 400},
    {kHeadTooLarge, "head_too_large", 431, kInternal, kWithBackoff, "RequestHeaderSectionTooLarge", 400},
    {kRequestTimeout, "request_timeout", 408, kInternal, kWithBackoff, "RequestTimeout", 400},
    {kVersionNotSupported, "version_not_supported", 505, kInternal, kWithBackoff, "InvalidRequest", 505},
    {kTooManyConnections, "too_many_connections", 503, kInternal, kWithBackoff, "SlowDown", 503},
    {kVideoRemoved, "video_removed", 404, kVideoRemoved, kNever},
    {kNotAVideo, "not_a_video", 422, kNotAVideo, kNever},
    {kTruncated, "truncated", 422, kTruncated, kNever},
    {kUnsupportedFormat, "unsupported_format", 422, kUnsupportedFormat, kNever},
    {kUnsupportedCodec, "unsupported_codec", 422, kUnsupportedCodec, kNever},
    {kTimeout, "timeout", 503, kTimeout, kNever},
    {kOutOfMemory, "out_of_memory", 503, kOutOfMemory, kWithBackoff, "ServiceUnavailable", 503},
    {kDecoderCrash, "decoder_crash", 422, kDecoderCrash, kNever},
    {kStorageFull, "storage_full", 507, kStorageFull, kWithBackoff, "InsufficientStorage", 507},
    {kCancelled, "cancelled", 503, kCancelled, kNever, "ServiceUnavailable", 503},
    {kUploadAborted, "upload_aborted", 409, kUploadAborted, kNever},
    {kUploadExpired, "upload_expired", 409, kUploadExpired, kNever},
    {kNothingMade, "nothing_made", 409, kNothingMade, kNever},
    {kClipOutsideSource, "clip_outside_source", 422, kNothingMade, kNever},
    {kNoAudio, "no_audio", 422, kNothingMade, kNever},
    {kNoVideo, "no_video", 422, kNothingMade, kNever},
    {kNoCaptions, "no_captions", 422, kNothingMade, kNever},
    {kSpeechFailed, "speech_failed", 503},
    {kSourceChanged, "source_changed", 409, kSourceChanged, kNever, "PreconditionFailed", 412},
    {kSourceDamaged, "source_damaged", 409, kSourceDamaged, kNever},
    {kNoSuchKey, "no_such_key", 404, kInternal, kNever, "NoSuchKey", 404},
    {kNoSuchUpload, "no_such_upload", 404, kInternal, kWithBackoff, "NoSuchUpload", 404},
    {kInvalidPart, "invalid_part", 409, kInternal, kWithBackoff, "InvalidPart", 400},
    {kDigestMismatch, "digest_mismatch", 503, kInternal, kWithBackoff, "XAmzContentSHA256Mismatch", 400},
    {kSignatureMismatch, "signature_mismatch", 403},
    {kInvalidRange, "invalid_range", 416, kInternal, kWithBackoff, "InvalidRange", 416},
    {kConfiguration, "configuration", 500},
    {kDatabaseNewer, "database_newer", 500},
    {kDatabaseOlder, "database_older", 500},
    {kDatabasesApart, "databases_apart", 500},
    {kDatabaseLocked, "database_locked", 503, kInternal, kWithBackoff, "SlowDown", 503},
    {kUnreachable, "unreachable", 503, kStoreUnavailable, kWait},
    {kInputOutput, "input_output", 500},
    {kInternal, "internal", 500},
});

}  // namespace error_table

inline constexpr const auto& kErrorTable = error_table::kRows;

constexpr const ErrorRow& RowOf(ErrorCode code) { return kErrorTable[static_cast<std::size_t>(code)]; }

constexpr bool IsFailure(ErrorCode code) { return RowOf(code).failure == code; }

// A failure that lies in the file itself: only another file mends it.
constexpr bool IsOfTheFile(const ErrorRow& row) { return row.failure == row.code && row.http_status == 422; }

static_assert(kErrorTable.size() == static_cast<std::size_t>(ErrorCode::kInternal) + 1,
              "a code has no row in the table of errors, or has two");
static_assert(std::ranges::all_of(kErrorTable, [](const ErrorRow& row) { return &RowOf(row.code) == &row; }),
              "the rows of the table of errors are not in the order of the codes");
static_assert(std::ranges::all_of(kErrorTable, [](const ErrorRow& row) { return IsFailure(row.failure); }),
              "an error ends a job with a code that is no failure");

}  // namespace clipbox::base
