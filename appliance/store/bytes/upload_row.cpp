#include "store/bytes/upload_row.h"

namespace clipbox::store {

UploadSession UploadOfRow(const sqlite::Statement& row) {
  UploadSession session;
  session.job_id = row.Get<jobs::JobId>("job_id");
  session.upload_id = row.Get<std::string>("upload_id");
  session.key = row.Get<std::string>("key");
  session.token = row.Get<std::string>("token");
  session.file_name = row.Get<std::string>("file_name");
  session.size_bytes = row.Get<std::uint64_t>("size_bytes");
  session.content_type = row.Get<std::string>("content_type");
  session.last_modified = row.Get<std::optional<std::int64_t>>("last_modified");
  session.duration_seconds = row.Get<std::optional<double>>("duration_seconds");
  session.part_size = row.Get<std::uint64_t>("part_size");
  session.part_count = row.Get<int>("part_count");
  session.created_at = row.Get<base::Timestamp>("created_at");
  session.expires_at = row.Get<base::Timestamp>("expires_at");
  session.completed_at = row.Get<std::optional<base::Timestamp>>("completed_at");
  return session;
}

std::optional<UploadSession> FindUpload(sqlite::Connection& db, const jobs::JobId& job) {
  sqlite::Statement row = db.Query("FindUpload", {{":job_id", job}});
  if (!row.Next()) return std::nullopt;
  return UploadOfRow(row);
}

void InsertUpload(sqlite::Connection& db, const UploadSession& session) {
  db.Run("AddUpload", {{":job_id", session.job_id},
                       {":upload_id", session.upload_id},
                       {":key", session.key},
                       {":token", session.token},
                       {":file_name", session.file_name},
                       {":size_bytes", session.size_bytes},
                       {":content_type", session.content_type},
                       {":last_modified", session.last_modified},
                       {":duration_seconds", session.duration_seconds},
                       {":part_size", session.part_size},
                       {":part_count", session.part_count},
                       {":now", session.created_at},
                       {":expires_at", session.expires_at}});
}

std::vector<base::UploadPart> FindParts(sqlite::Connection& db, const jobs::JobId& job) {
  sqlite::Statement rows = db.Query("ListParts", {{":job_id", job}});
  std::vector<base::UploadPart> parts;
  while (rows.Next()) {
    parts.push_back({rows.Get<int>("part_number"), rows.Get<std::optional<std::string>>("etag").value_or(""),
                     rows.Get<std::uint64_t>("size_bytes")});
  }
  return parts;
}

}  // namespace clipbox::store
