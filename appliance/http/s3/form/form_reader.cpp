#include "http/s3/form/form_reader.h"

#include <algorithm>
#include <cstring>

#include "base/text.h"
#include "http/headers.h"
#include "http/s3/error.h"

namespace clipbox::http {
namespace {

constexpr std::size_t kFillBytes = 64 << 10;
constexpr std::size_t kMaxLineBytes = 4096;
constexpr int kMaxHeadLines = 16;
constexpr std::size_t kMaxBoundaryBytes = 70;  // RFC 2046, 5.1.1

[[noreturn]] void ThrowMalformedForm() {
  throw S3Error(400, "MalformedPOSTRequest", "The body of your POST request is not well-formed multipart/form-data.");
}

bool IsBoundaryCharacter(char c) {
  return base::IsLetterOrDigit(c) || std::string_view("'()+_,-./:=? ").find(c) != std::string_view::npos;
}

// The value of `name` in `form-data; name="key"; filename="a.mp4"`. Browsers write a quotation mark as %22 and escape
// nothing. Returns nullopt if it is not there.
std::optional<std::string> ParameterOf(std::string_view rest, std::string_view name) {
  while (!rest.empty()) {
    rest.remove_prefix(std::min(rest.find_first_not_of("; \t"), rest.size()));
    const std::size_t equals = rest.find_first_of("=;");
    if (equals == std::string_view::npos || rest[equals] == ';') {
      rest.remove_prefix(std::min(equals, rest.size()));
      continue;
    }
    const std::string_view found = base::Trim(rest.substr(0, equals));
    rest.remove_prefix(equals + 1);
    const bool is_quoted = rest.starts_with('"');
    if (is_quoted) rest.remove_prefix(1);
    const std::size_t end = rest.find(is_quoted ? '"' : ';');
    if (is_quoted && end == std::string_view::npos) return std::nullopt;
    if (EqualsIgnoringCase(found, name))
      return std::string(is_quoted ? rest.substr(0, end) : base::Trim(rest.substr(0, end)));
    rest.remove_prefix(std::min(end, rest.size()));
    if (is_quoted) rest.remove_prefix(1);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> FormBoundary(std::string_view content_type) {
  const std::string_view type = base::Trim(content_type.substr(0, content_type.find(';')));
  if (!EqualsIgnoringCase(type, "multipart/form-data")) return std::nullopt;
  auto boundary = ParameterOf(content_type.substr(std::min(content_type.find(';'), content_type.size())), "boundary");
  if (!boundary || boundary->empty() || boundary->size() > kMaxBoundaryBytes || boundary->back() == ' ')
    return std::nullopt;
  if (!std::all_of(boundary->begin(), boundary->end(), IsBoundaryCharacter)) return std::nullopt;
  return boundary;
}

void FormReader::Fill() {
  buffer_.erase(0, std::exchange(used_, 0));
  const std::size_t had = buffer_.size();
  buffer_.resize(had + kFillBytes);
  const std::size_t got = raw_.Read(std::as_writable_bytes(std::span(buffer_)).subspan(had));
  buffer_.resize(had + got);
  if (got == 0) ThrowMalformedForm();
}

// What could be the beginning of the mark stays until more is there.
std::size_t FormReader::Read(std::span<std::byte> into) {
  if (!in_part_ || into.empty()) return 0;
  for (;;) {
    const std::size_t mark = waiting().find(mark_);
    const std::size_t sure =
        mark != std::string_view::npos ? mark : waiting().size() - std::min(waiting().size(), mark_.size() - 1);
    if (sure > 0) {
      const std::size_t count = std::min(sure, into.size());
      std::memcpy(into.data(), waiting().data(), count);
      used_ += count;
      return count;
    }
    if (mark == 0) {
      used_ += mark_.size();
      in_part_ = false;
      return 0;
    }
    Fill();
  }
}

std::string FormReader::TakeLine() {
  for (;;) {
    const std::size_t end = waiting().find("\r\n");
    if (std::min(end, waiting().size()) > kMaxLineBytes) ThrowMalformedForm();
    if (end != std::string_view::npos) {
      std::string line(waiting().substr(0, end));
      used_ += end + 2;
      return line;
    }
    Fill();
  }
}

std::optional<FormReader::Part> FormReader::Next() {
  // Neither before the first part nor behind one that was read stands anything.
  std::byte more;
  if (Read({&more, 1}) > 0) ThrowMalformedForm();
  while (waiting().size() < 2) Fill();
  if (waiting().starts_with("--")) return std::nullopt;
  // White space may stand behind a mark (RFC 2046), nothing else.
  if (!base::Trim(TakeLine()).empty()) ThrowMalformedForm();
  return ReadHead();
}

FormReader::Part FormReader::ReadHead() {
  Part part;
  bool is_named = false;
  int lines = 0;
  for (std::string line = TakeLine(); !line.empty(); line = TakeLine()) {
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos || ++lines > kMaxHeadLines) ThrowMalformedForm();
    if (!EqualsIgnoringCase(std::string_view(line).substr(0, colon), "Content-Disposition")) continue;
    const std::string_view value = base::Trim(std::string_view(line).substr(colon + 1));
    const std::size_t end = std::min(value.find(';'), value.size());
    const auto name = ParameterOf(value.substr(end), "name");
    if (is_named || !name || !EqualsIgnoringCase(base::Trim(value.substr(0, end)), "form-data")) ThrowMalformedForm();
    const auto file_name = ParameterOf(value.substr(end), "filename");
    part = {*name, file_name.value_or(""), file_name.has_value()};
    is_named = true;
  }
  if (!is_named) ThrowMalformedForm();
  in_part_ = true;
  return part;
}

}  // namespace clipbox::http
