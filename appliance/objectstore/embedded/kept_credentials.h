// The key pair that the embedded store made at its first start, for those who look beside a server that may be running.
// Any thread.
#pragma once

#include <filesystem>
#include <optional>

#include "crypto/sigv4.h"

namespace clipbox::objectstore {

// Returns nullopt if the store was always given its pair. Reads only.
// Throws: Error kNotFound where no server has made a store in `data_dir` yet, kDatabaseOlder, kDatabaseNewer,
// kInputOutput.
std::optional<crypto::Credentials> FindKeptCredentials(const std::filesystem::path& data_dir);

}  // namespace clipbox::objectstore
