// Who answers the requests that a server receives: the router, or what stands before it (http/s3/gate.h).
// Implementations are called from several threads at once.
#pragma once

#include "base/error.h"
#include "http/request.h"
#include "http/response.h"

namespace clipbox::http {

class Answerer {
 public:
  virtual ~Answerer() = default;

  // The answer to a request, whatever happens: does not throw.
  virtual Response Answer(Request& request) const = 0;
  // The answer to what the server does not take for a request; `request` holds what could be read of it.
  virtual Response Refuse(const Request& request, const base::Error& error) const = 0;
};

}  // namespace clipbox::http
