#include "http/request.h"

#include <stdexcept>

#include "base/error.h"
#include "base/text.h"

namespace clipbox::http {
namespace {

using base::Error;
using base::ErrorCode;

bool IsJson(std::string_view content_type) {
  const std::string_view type = content_type.substr(0, content_type.find_first_of("; \t"));
  return EqualsIgnoringCase(type, "application/json");
}

}  // namespace

const std::string& Request::PathValue(std::string_view name) const {
  const auto found = path.find(name);
  if (found == path.end()) throw std::logic_error("the route's pattern has no {" + std::string(name) + "}");
  return found->second;
}

const Caller& Request::GetCaller() const {
  if (!caller) throw Error(ErrorCode::kUnauthenticated, "Sign in, or send an API token as Authorization: Bearer.");
  return *caller;
}

std::string Request::Text(std::uint64_t max_bytes) {
  if (!content_length) throw Error(ErrorCode::kLengthRequired, "Send the body with a Content-Length.");
  if (*content_length > max_bytes) {
    throw Error(ErrorCode::kBodyTooLarge, "Send a body of at most " + std::to_string(max_bytes) + " bytes here.");
  }
  std::string text(static_cast<std::size_t>(*content_length), '\0');
  for (std::size_t at = 0; at < text.size();) {
    at += body->Read(std::as_writable_bytes(std::span(text).subspan(at)));
  }
  return text;
}

base::Json Request::Json() {
  if (!IsJson(headers.Find("Content-Type").value_or(""))) {
    throw Error(ErrorCode::kUnsupportedMediaType, "Send the body as JSON, with Content-Type: application/json.");
  }
  return base::ParseJson(Text(kMaxJsonBytes));
}

base::Json Request::JsonOrEmpty() {
  return content_length.value_or(0) == 0 && !is_chunked ? base::Json::object() : Json();
}

int Request::Limit() const {
  const auto text = target.query.Find("limit");
  if (!text) return 50;
  if (const auto limit = base::ParseNumber<int>(*text, 1, 200)) return *limit;
  throw Error(ErrorCode::kInvalidField, "Give limit as a whole number from 1 to 200.", {.pointer = "/limit"});
}

bool Request::QueryFlag(std::string_view name) const {
  const std::string_view text = target.query.Find(name).value_or("0");
  if (text == "1" || text == "true") return true;
  if (text == "0" || text == "false") return false;
  throw Error(ErrorCode::kInvalidField, "Give " + std::string(name) + " as 1 or 0.",
              {.pointer = "/" + std::string(name)});
}

std::optional<std::string> Request::Query(std::string_view name) const {
  const auto found = target.query.Find(name);
  if (!found) return std::nullopt;
  return std::string(*found);
}

}  // namespace clipbox::http
