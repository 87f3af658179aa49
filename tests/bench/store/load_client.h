// A plain HTTP client that sends and takes bodies as fast as a server can, the same for every server that is measured.
// A thread per connection, one request after another on it, bytes from and to memory. Any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace clipbox::bench {

// One request: its target as it stands on the request line.
struct Load {
  std::string method;
  std::vector<std::string> targets;
  std::uint64_t body_bytes = 0;  // of each: sent by PUT, expected of GET
  int connections = 1;
  bool tls = false;  // any certificate will do
};

// Runs all of it against a port of loopback. Seconds from the first byte to the last answer.
// Throws: std::runtime_error for any answer that is not 2xx, and for a body that is not whole.
double Run(int port, const Load& load);

// One request with a small body; the answer's body. Throws: as Run.
std::string Ask(int port, const std::string& method, const std::string& target, const std::string& body = "");

}  // namespace clipbox::bench
