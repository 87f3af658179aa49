#include "base/error.h"

#include <cerrno>
#include <system_error>

namespace clipbox::base {

std::string_view ToText(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidJson: return "invalid_json";
    case ErrorCode::kUnauthenticated: return "unauthenticated";
    case ErrorCode::kBadCredentials: return "bad_credentials";
    case ErrorCode::kForbidden: return "forbidden";
    case ErrorCode::kCrossSite: return "cross_site";
    case ErrorCode::kRightsRequired: return "rights_required";
    case ErrorCode::kNotFound: return "not_found";
    case ErrorCode::kMethodNotAllowed: return "method_not_allowed";
    case ErrorCode::kWrongStatus: return "wrong_status";
    case ErrorCode::kDifferentFile: return "different_file";
    case ErrorCode::kPartsMissing: return "parts_missing";
    case ErrorCode::kSizeMismatch: return "size_mismatch";
    case ErrorCode::kSourceMissing: return "source_missing";
    case ErrorCode::kLastAdmin: return "last_admin";
    case ErrorCode::kAlreadySetUp: return "already_set_up";
    case ErrorCode::kLengthRequired: return "length_required";
    case ErrorCode::kBodyTooLarge: return "body_too_large";
    case ErrorCode::kPathTooLong: return "path_too_long";
    case ErrorCode::kUnsupportedMediaType: return "unsupported_media_type";
    case ErrorCode::kMisdirectedHost: return "misdirected_host";
    case ErrorCode::kUnknownField: return "unknown_field";
    case ErrorCode::kInvalidField: return "invalid_field";
    case ErrorCode::kInvalidRecipe: return "invalid_recipe";
    case ErrorCode::kInvalidUrl: return "invalid_url";
    case ErrorCode::kUnsupported: return "unsupported";
    case ErrorCode::kTooLong: return "too_long";
    case ErrorCode::kTooLarge: return "too_large";
    case ErrorCode::kEmptyFile: return "empty_file";
    case ErrorCode::kIdempotencyKeyReused: return "idempotency_key_reused";
    case ErrorCode::kRateLimited: return "rate_limited";
    case ErrorCode::kStoreUnavailable: return "store_unavailable";
    case ErrorCode::kTooManyStreams: return "too_many_streams";
    case ErrorCode::kInsufficientStorage: return "insufficient_storage";
    case ErrorCode::kBadRequest: return "bad_request";
    case ErrorCode::kHeadTooLarge: return "head_too_large";
    case ErrorCode::kRequestTimeout: return "request_timeout";
    case ErrorCode::kVersionNotSupported: return "version_not_supported";
    case ErrorCode::kTooManyConnections: return "too_many_connections";
    case ErrorCode::kVideoRemoved: return "video_removed";
    case ErrorCode::kNotAVideo: return "not_a_video";
    case ErrorCode::kTruncated: return "truncated";
    case ErrorCode::kUnsupportedFormat: return "unsupported_format";
    case ErrorCode::kUnsupportedCodec: return "unsupported_codec";
    case ErrorCode::kTimeout: return "timeout";
    case ErrorCode::kOutOfMemory: return "out_of_memory";
    case ErrorCode::kDecoderCrash: return "decoder_crash";
    case ErrorCode::kStorageFull: return "storage_full";
    case ErrorCode::kCancelled: return "cancelled";
    case ErrorCode::kUploadAborted: return "upload_aborted";
    case ErrorCode::kUploadExpired: return "upload_expired";
    case ErrorCode::kNothingMade: return "nothing_made";
    case ErrorCode::kClipOutsideSource: return "clip_outside_source";
    case ErrorCode::kNoAudio: return "no_audio";
    case ErrorCode::kNoVideo: return "no_video";
    case ErrorCode::kNoCaptions: return "no_captions";
    case ErrorCode::kSpeechFailed: return "speech_failed";
    case ErrorCode::kSourceChanged: return "source_changed";
    case ErrorCode::kNoSuchKey: return "no_such_key";
    case ErrorCode::kNoSuchUpload: return "no_such_upload";
    case ErrorCode::kInvalidPart: return "invalid_part";
    case ErrorCode::kDigestMismatch: return "digest_mismatch";
    case ErrorCode::kSignatureMismatch: return "signature_mismatch";
    case ErrorCode::kUrlExpired: return "url_expired";
    case ErrorCode::kInvalidRange: return "invalid_range";
    case ErrorCode::kConfiguration: return "configuration";
    case ErrorCode::kDatabaseNewer: return "database_newer";
    case ErrorCode::kDatabaseOlder: return "database_older";
    case ErrorCode::kDatabaseLocked: return "database_locked";
    case ErrorCode::kUnreachable: return "unreachable";
    case ErrorCode::kInputOutput: return "input_output";
    case ErrorCode::kInternal: return "internal";
  }
  return "internal";
}

std::string Explain(const std::exception& error) {
  std::string text = error.what();
  try {
    std::rethrow_if_nested(error);
  } catch (const std::exception& inner) {
    text += ": " + Explain(inner);
  } catch (...) {
    text += ": unknown cause";
  }
  return text;
}

void ThrowErrno(std::string_view verb, std::string_view object) {
  const int number = errno;
  const bool full = number == ENOSPC || number == EDQUOT;
  throw Error(
      full ? ErrorCode::kStorageFull : ErrorCode::kInputOutput,
      "cannot " + std::string(verb) + " " + std::string(object) + ": " + std::generic_category().message(number));
}

}  // namespace clipbox::base
