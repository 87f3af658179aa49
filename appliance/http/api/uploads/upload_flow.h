// An upload's rules where the rows and the object store meet: which one is asked first, what is believed, what a lost
// answer leaves behind. Used by the upload handlers, from several threads at once.
//
// Order and crashes. Prepare opens the multipart upload first and writes the row then. A crash between leaves an upload
// without a row; its key carries the installation's token, so that the sweeper drops it by its age. Complete finishes
// the object first and writes the row then; repeated, it finds the object.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "http/api/api.h"
#include "store/bytes/uploads.h"

namespace clipbox::http {

// The file as a client announces it.
struct AnnouncedFile {
  std::string name;
  std::uint64_t size_bytes = 0;
  std::string content_type;
  std::optional<std::int64_t> last_modified;
  std::optional<double> duration_seconds;
};

class UploadFlow {
 public:
  explicit UploadFlow(const Api& api) : api_(api) {}

  // Throws: Error kEmptyFile, kTooLarge, kTooLong, kRightsRequired, kDifferentFile, kWrongStatus, kNotFound,
  // kInsufficientStorage; kRateLimited where too many jobs of the user are under way.
  store::Prepared Prepare(const jobs::Job& job, const AnnouncedFile& file) const;

  // The session of a job. Throws: Error kNotFound where there is none.
  store::UploadSession GetSession(const jobs::UserId& user, const jobs::JobId& id) const;

  // What the object store holds of the upload; all of it once it is complete. Throws: Error kNoSuchUpload where the
  // store dropped it.
  std::vector<base::UploadPart> ListHeld(const store::UploadSession& session) const;

  // The URL of one part, good for settings.url_expiry. Requires: the part is one of the session's.
  std::string PartUrl(const store::UploadSession& session, int part_number, const std::string& origin) const;

  // `claimed`: the parts as the client means them. Throws: Error kPartsMissing (+missing), kSizeMismatch, kWrongStatus,
  // kNotFound, kNoSuchUpload.
  jobs::Job Complete(const jobs::UserId& user, const jobs::JobId& id,
                     const std::vector<base::UploadPart>& claimed) const;

 private:
  store::UploadSession WantedSession(const jobs::Job& job, const AnnouncedFile& file) const;
  void NameAfterFile(jobs::Job& job, const std::string& file_name) const;
  std::vector<base::UploadPart> AllParts(const store::UploadSession& session) const;
  bool IsComplete(const store::UploadSession& session) const;
  void CompleteObject(const store::UploadSession& session, const std::vector<base::UploadPart>& claimed) const;

  const Api& api_;
};

}  // namespace clipbox::http
