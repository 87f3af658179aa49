// One file from a signed URL to a folder, in pieces that survive. What an earlier try brought is kept beside it and not
// fetched again. Used by fetch. One thread at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "net/http_client.h"

namespace clipbox::cli {

struct WantedFile {
  std::string name;  // as it is to be called (jobs/download_name.h)
  std::string id;    // tells its unfinished copy from others'
  std::uint64_t size_bytes = 0;
  std::string sha256;
  std::function<std::string()> sign;  // a new signed URL
};

// The file's place: `folder`/name once all its bytes are there and have their SHA-256; `name-2` where another file has
// the name already. Throws: Error kInputOutput, kUnreachable, kDigestMismatch (the copy is removed). Called again it
// goes on with what is there.
std::filesystem::path Download(net::HttpClient& http, const WantedFile& wanted, const std::filesystem::path& folder);

}  // namespace clipbox::cli
