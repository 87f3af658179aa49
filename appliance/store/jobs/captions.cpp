#include "store/jobs/captions.h"

#include "store/rows/job_row.h"

namespace clipbox::store {

void Captions::Put(const jobs::UserId& user, const jobs::JobId& job, const CaptionFile& file) {
  context_.database.Write([&](sqlite::Connection& db) {
    GetJob(db, user, job);
    db.Run("PutCaptionFile",
           {{":job_id", job}, {":language", file.language}, {":text", file.text}, {":now", context_.clock.Now()}});
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
