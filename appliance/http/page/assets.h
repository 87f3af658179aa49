// The page: files made of static/ at build, out of the executable, each a route of its own with an ETag. A name with a
// digest in it is kept by browsers for ever. Constant after it was built.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "http/router.h"

namespace clipbox::http {

// Adds a route for each file of the page (`/js/page-4f2a6c1b.js`), and `/` for index.html. A text goes out as Brotli or
// gzip where the request takes that.
void AddAssetRoutes(Router& router);

// The same out of a folder like static/, for work on the page: modules and styles as they are written, read anew for
// each request. Files that are added later need a new start. Throws kConfiguration where the folder holds no
// index.html.
void AddAssetRoutesOf(const std::filesystem::path& folder, Router& router);

// Where the page keeps a file of static/: `css/share.css` → `/css/share-7c02a95a.css`.
// Requires: static/ has it.
std::string AssetUrl(std::string_view name);

// What a Content-Security-Policy allows the styles inside index.html by: `'sha256-…'` (CSP 3, 2.3.1).
std::string PageStyleSource();

// Whether `If-None-Match` names the tag (weak comparison, RFC 9110 13.1.2).
bool MatchesTag(std::string_view if_none_match, std::string_view tag);

}  // namespace clipbox::http
