// From an error to what a client of the API sees: RFC 9457 problem+json, with the status of base/error_table.h. Pure
// but for the log line of what is not the client's fault.
#pragma once

#include <exception>
#include <string>
#include <string_view>

#include "base/error.h"
#include "http/response.h"

namespace clipbox::http {

// `application/problem+json`: type, title, status, detail, code, and what the code adds; Retry-After where a wait is
// known.
Response Problem(const base::Error& error);

// A path as the log may have it: a page for others is opened by its address alone, so its token is left out.
std::string LoggedPath(std::string_view raw_path);

// For whatever a handler threw. What is no base::Error, or is one of status 500, is counted as a fault of ours. It is
// logged with an id that the answer names, and its text stays out of the answer. Requires: called while handling, with
// std::current_exception().
Response ProblemOf(std::exception_ptr thrown, std::string_view method, std::string_view raw_path);

}  // namespace clipbox::http
