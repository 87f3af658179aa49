#include "fault/s3/http_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <ctime>

namespace clipbox::fault {
namespace {

std::string Lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

// Where the value of Content-Length begins and ends; npos without one.
std::pair<std::size_t, std::size_t> LengthPlace(const std::string& message) {
  const std::string name = "\r\ncontent-length: ";
  const std::size_t at = Lower(message.substr(0, message.find("\r\n\r\n") + 2)).find(name);
  if (at == std::string::npos) return {at, at};
  return {at + name.size(), message.find("\r\n", at + name.size())};
}

bool Has(const std::string& target, const char* parameter) {
  return target.find(std::string("?") + parameter) != std::string::npos ||
         target.find(std::string("&") + parameter) != std::string::npos;
}

}  // namespace

S3Call CallOf(const std::string& head) {
  const std::string method = head.substr(0, head.find(' '));
  const std::string target = head.substr(method.size() + 1, head.find(' ', method.size() + 1) - method.size() - 1);
  const bool has_upload = Has(target, "uploadId=");
  if (method == "POST")
    return has_upload ? S3Call::kComplete : Has(target, "uploads") ? S3Call::kCreate : S3Call::kOther;
  if (method == "PUT") return has_upload ? S3Call::kPart : S3Call::kPut;
  if (method == "DELETE") return has_upload ? S3Call::kAbort : S3Call::kOther;
  if (method == "GET")
    return has_upload ? S3Call::kList : target.find('?') == std::string::npos ? S3Call::kGet : S3Call::kOther;
  return S3Call::kOther;
}

std::size_t LengthOf(const std::string& head) {
  const auto [begin, end] = LengthPlace(head);
  return begin == std::string::npos ? 0 : std::stoul(head.substr(begin, end - begin));
}

std::string WithConnectionClose(const std::string& head) {
  return head.substr(0, head.size() - 2) + "Connection: close\r\n\r\n";
}

std::string Answer(const std::string& status, const std::string& body, const std::string& headers) {
  return "HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Type: application/xml\r\n" + headers +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string ErrorAnswer(const std::string& status, const std::string& code, const std::string& headers) {
  return Answer(status,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code +
                    "</Code><Message>As asked for.</Message></Error>",
                headers);
}

std::string HalfOf(const std::string& answer) {
  const std::size_t body = answer.find("\r\n\r\n") + 4;
  return answer.substr(0, body == answer.size() ? body / 2 : (body + answer.size()) / 2);
}

std::string WithLength(const std::string& answer, int more) {
  const auto [begin, end] = LengthPlace(answer);
  if (begin == std::string::npos) return answer;
  const long length = std::stol(answer.substr(begin, end - begin));
  return answer.substr(0, begin) + std::to_string(std::max(0L, length + more)) + answer.substr(end);
}

std::string WithOtherEtags(std::string answer) {
  const auto spoil = [&answer](const std::string& before) {
    const std::string lower = Lower(answer);
    for (std::size_t at = lower.find(before); at != std::string::npos; at = lower.find(before, at + 1)) {
      const std::size_t digit = answer.find_first_of(
          "0123456789abcdef", at + before.size() + (lower.compare(at + before.size(), 6, "&quot;") == 0 ? 6 : 0));
      answer[digit] = answer[digit] == '0' ? '1' : '0';
    }
  };
  spoil("\r\netag: ");
  spoil("<etag>");
  return answer;
}

std::string HttpDateIn(std::chrono::seconds from_now) {
  const std::time_t then = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now() + from_now);
  std::tm parts{};
  ::gmtime_r(&then, &parts);
  std::array<char, 64> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts)};
}

}  // namespace clipbox::fault
