// What every answer carries so that a browser keeps it harmless, whoever made the answer. Constant after construction;
// any thread.
#pragma once

#include <string>

#include "http/request.h"
#include "http/response.h"

namespace clipbox::http {

class SecurityHeaders {
 public:
  // `store_origin`: where presigned URLs point when that is not this server; empty otherwise. `style_source`: the hash
  // of the page's own styles.
  SecurityHeaders(const std::string& store_origin, const std::string& style_source);

  // Adds what is missing; what a handler set itself stays (the embedded store has a stricter policy for objects).
  void Apply(const Request& request, Response& response) const;

 private:
  std::string policy_;
};

}  // namespace clipbox::http
