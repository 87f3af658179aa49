// The one mapping from an error to what a client sees: RFC 9457 problem+json. Nothing else chooses a status for an
// error. Pure but for the log line of what is our own fault.
#pragma once

#include <exception>
#include <string_view>

#include "base/error.h"
#include "http/response.h"

namespace clipbox::http {

// The status of a code; 500 for those that only the machine or a job knows.
int StatusOf(base::ErrorCode code);

// `application/problem+json`: type, title, status, detail, code, and what the code adds; Retry-After where a wait is
// known.
Response Problem(const base::Error& error);

// For whatever a handler threw. What is no base::Error, or one of status 500, is logged with an id, and its text stays
// out of the answer, which names the id. Requires: called while handling, with std::current_exception().
Response ProblemOf(std::exception_ptr thrown, std::string_view method, std::string_view path);

}  // namespace clipbox::http
