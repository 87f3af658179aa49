#include "e2e/harness/half_sent_part.h"

#include "e2e/harness/loopback.h"
#include "net/url.h"

namespace clipbox::e2e {

HalfSentPart::HalfSentPart(const std::string& text, const std::string& bytes) {
  const auto url = net::ParseUrl(text);
  if (!url) throw std::runtime_error("not a URL: " + text);
  socket_ = ConnectToLoopback(url->port);
  SendAll(socket_.get(), "PUT " + url->path + "?" + url->query + " HTTP/1.1\r\nHost: " + url->host + ":" +
                             std::to_string(url->port) + "\r\nContent-Length: " + std::to_string(bytes.size()) +
                             "\r\n\r\n");
  SendAll(socket_.get(), bytes.substr(0, bytes.size() / 2));
}

}  // namespace clipbox::e2e
