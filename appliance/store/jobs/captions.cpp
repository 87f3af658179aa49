#include "store/jobs/captions.h"

#include "base/error.h"
#include "store/rows/job_row.h"

namespace clipbox::store {
namespace {

base::Error NoneIn(const std::string& language) {
  return base::Error(base::ErrorCode::kNotFound, "There are no captions in the language " + language + " here.");
}

}  // namespace

void Captions::Put(const jobs::UserId& user, const jobs::JobId& job, const CaptionFile& file) {
  context_.database.Write([&](sqlite::Connection& db) {
    GetJob(db, user, job);
    db.Run("PutCaptionFile",
           {{":job_id", job}, {":language", file.language}, {":text", file.text}, {":now", context_.clock.Now()}});
  });
}

std::vector<CaptionFileRow> Captions::List(const jobs::UserId& user, const jobs::JobId& job) const {
  return context_.database.Read([&](sqlite::Connection& db) {
    GetJob(db, user, job);
    std::vector<CaptionFileRow> files;
    sqlite::Statement row = db.Query("ListCaptionFiles", {{":job_id", job}});
    while (row.Next()) {
      files.push_back(
          {row.Get<std::string>("language"), row.Get<std::uint64_t>("size_bytes"), row.Get<base::Timestamp>("put_at")});
    }
    return files;
  });
}

std::string Captions::Get(const jobs::UserId& user, const jobs::JobId& job, const std::string& language) const {
  return context_.database.Read([&](sqlite::Connection& db) {
    GetJob(db, user, job);
    sqlite::Statement row = db.Query("FindCaptionFile", {{":job_id", job}, {":language", language}});
    if (!row.Next()) throw NoneIn(language);
    return row.Get<std::string>("text");
  });
}

void Captions::Delete(const jobs::UserId& user, const jobs::JobId& job, const std::string& language) {
  context_.database.Write([&](sqlite::Connection& db) {
    GetJob(db, user, job);
    if (db.Run("DeleteCaptionFile", {{":job_id", job}, {":language", language}}) == 0) throw NoneIn(language);
  });
}

std::optional<CaptionFile> Captions::FindLatest(const jobs::JobId& job) const {
  return context_.database.Read([&](sqlite::Connection& db) -> std::optional<CaptionFile> {
    sqlite::Statement row = db.Query("FindLatestCaptionFile", {{":job_id", job}});
    if (!row.Next()) return std::nullopt;
    return CaptionFile{row.Get<std::string>("language"), row.Get<std::string>("text")};
  });
}

}  // namespace clipbox::store
