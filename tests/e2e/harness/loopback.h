// Raw connections to a port of loopback, for what libcurl would not do: event streams and requests that stop half way.
// Any thread.
#pragma once

#include <stdexcept>
#include <string>

#include "base/unique_fd.h"

namespace clipbox::e2e {

// Nobody listens there, or the other end closed the connection.
class ConnectionLost : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Throws: ConnectionLost.
base::UniqueFd ConnectToLoopback(int port);
void SendAll(int socket, const std::string& bytes);

}  // namespace clipbox::e2e
