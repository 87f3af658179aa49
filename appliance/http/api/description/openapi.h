// The description of the API (OpenAPI 3.1), made from the routes that really exist, so that it cannot say otherwise.
// Pure.
#pragma once

#include "base/json.h"
#include "http/router.h"

namespace clipbox::http {

// Throws: std::logic_error where a route names a schema that openapi_schemas does not have.
base::Json DescribeApi(const Router& router, std::string_view version);

// `GET /api/openapi.json`. Requires: every documented route was added before.
void AddDescriptionRoute(Router& router, std::string_view version);

}  // namespace clipbox::http
