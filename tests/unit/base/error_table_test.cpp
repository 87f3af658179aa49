#include "base/error_table.h"

#include <set>
#include <string>

#include "catch.h"

namespace clipbox::base {
namespace {

template <class Chosen>
std::set<std::string> TextsWhere(const Chosen& chosen) {
  std::set<std::string> texts;
  for (const ErrorRow& row : kErrorTable)
    if (chosen(row)) texts.emplace(row.text);
  return texts;
}

}  // namespace

TEST_CASE("every error has a name of its own, of small letters and underscores") {
  const auto texts = TextsWhere([](const ErrorRow&) { return true; });
  CHECK(texts.size() == kErrorTable.size());
  for (const std::string& text : texts)
    CHECK(text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string::npos);
  CHECK(ToText(ErrorCode::kWrongStatus) == "wrong_status");
}

TEST_CASE("the failures of a job are those that its description promises") {
  CHECK(TextsWhere([](const ErrorRow& row) { return IsFailure(row.code); }) ==
        std::set<std::string>{"video_removed",     "not_a_video",    "truncated",      "unsupported_format",
                              "unsupported_codec", "too_long",       "too_large",      "timeout",
                              "out_of_memory",     "decoder_crash",  "storage_full",   "store_unavailable",
                              "cancelled",         "upload_aborted", "upload_expired", "nothing_made",
                              "source_changed",    "source_damaged", "source_missing", "internal"});
}

TEST_CASE("only another file mends what the file itself is") {
  CHECK(TextsWhere(IsOfTheFile) == std::set<std::string>{"not_a_video", "truncated", "unsupported_format",
                                                         "unsupported_codec", "too_long", "too_large",
                                                         "decoder_crash"});
  for (const ErrorRow& row : kErrorTable)
    if (IsOfTheFile(row)) CHECK(row.retry == Retry::kNever);
}

TEST_CASE("only what nobody but us can mend is a 500, in the API and in the store") {
  CHECK(TextsWhere([](const ErrorRow& row) { return row.http_status == 500; }) ==
        std::set<std::string>{"configuration", "database_newer", "database_older", "databases_apart", "input_output",
                              "internal"});
  for (const ErrorRow& row : kErrorTable) {
    CAPTURE(row.text);
    CHECK((row.s3_code == "InternalError") == (row.s3_status == 500));
    if (row.http_status == 500) CHECK(row.s3_status == 500);
  }
}

TEST_CASE("a job waits for a store that is away, tries again what may pass, and gives up on the rest") {
  const auto [code, failure, retry] = GENERATE(table<ErrorCode, ErrorCode, Retry>({
      {ErrorCode::kTruncated, ErrorCode::kTruncated, Retry::kNever},
      {ErrorCode::kEmptyFile, ErrorCode::kNotAVideo, Retry::kNever},
      {ErrorCode::kNoSuchKey, ErrorCode::kInternal, Retry::kNever},
      {ErrorCode::kOutOfMemory, ErrorCode::kOutOfMemory, Retry::kWithBackoff},
      {ErrorCode::kInsufficientStorage, ErrorCode::kStorageFull, Retry::kWithBackoff},
      {ErrorCode::kInputOutput, ErrorCode::kInternal, Retry::kWithBackoff},
      {ErrorCode::kStoreUnavailable, ErrorCode::kStoreUnavailable, Retry::kWait},
      {ErrorCode::kUnreachable, ErrorCode::kStoreUnavailable, Retry::kWait},
  }));
  CAPTURE(ToText(code));
  CHECK(RowOf(code).failure == failure);
  CHECK(RowOf(code).retry == retry);
}

}  // namespace clipbox::base
