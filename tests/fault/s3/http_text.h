// HTTP messages as text, taken apart and spoilt for the fault proxy. Pure functions.
#pragma once

#include <chrono>
#include <string>

#include "fault/s3/fault_proxy.h"

namespace clipbox::fault {

// Which S3 call a request is, by its method and query.
S3Call CallOf(const std::string& head);
// Of Content-Length; 0 without one.
std::size_t LengthOf(const std::string& head);
std::string WithConnectionClose(const std::string& head);

// `status` is code and phrase; `headers` are lines with their ends.
std::string Answer(const std::string& status, const std::string& body, const std::string& headers);
// S3's <Error> document with this code.
std::string ErrorAnswer(const std::string& status, const std::string& code, const std::string& headers = "");

// Half of the body; of an answer without one, half of the head.
std::string HalfOf(const std::string& answer);
// Content-Length says so much more (or less) than it did.
std::string WithLength(const std::string& answer, int more);
// Each ETag, in head and document, becomes another.
std::string WithOtherEtags(std::string answer);

std::string HttpDateIn(std::chrono::seconds from_now);

}  // namespace clipbox::fault
