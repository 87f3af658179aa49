// The page: the files of static/, out of the executable, each a route of its own with an ETag. Constant after it was
// built.
#pragma once

#include "http/router.h"

namespace clipbox::http {

// Adds a route for each embedded file (`static/js/api.js` → `/js/api.js`), and `/` for index.html.
void AddAssetRoutes(Router& router);

// Whether `If-None-Match` names the tag (weak comparison, RFC 9110 13.1.2).
bool MatchesTag(std::string_view if_none_match, std::string_view tag);

}  // namespace clipbox::http
