// From rows of upload_sessions and upload_parts to values, and back. For this folder.
#pragma once

#include <optional>

#include "sqlite/connection.h"
#include "store/bytes/uploads.h"

namespace clipbox::store {

UploadSession UploadOfRow(const sqlite::Statement& row);
std::optional<UploadSession> FindUpload(sqlite::Connection& db, const jobs::JobId& job);
void InsertUpload(sqlite::Connection& db, const UploadSession& session);
std::vector<base::UploadPart> FindParts(sqlite::Connection& db, const jobs::JobId& job);

}  // namespace clipbox::store
