#include "http/api/uploads/upload_flow.h"

#include <map>

#include "base/error.h"
#include "base/log.h"
#include "base/text.h"
#include "http/api/job_calls.h"
#include "jobs/upload_layout.h"

namespace clipbox::http {
namespace {

using base::Error;
using base::ErrorCode;
using base::UploadPart;

// Under this name the object carries the session's token, which tells our object from another after a lost answer.
constexpr const char* kSessionTokenName = "clipbox-session";

void CheckFile(const Api& api, const jobs::Job& job, const AnnouncedFile& file) {
  if (file.size_bytes == 0)
    throw Error(ErrorCode::kEmptyFile, "The file \"" + file.name + "\" is empty: choose another.");
  if (file.size_bytes > api.settings.max_size) {
    throw Error(ErrorCode::kTooLarge, "The file has " + std::to_string(file.size_bytes) + " bytes; at most " +
                                          std::to_string(api.settings.max_size) + " are taken here (media.max_size).");
  }
  CheckDuration(api, file.duration_seconds);
  if (job.source_meta) CheckDuration(api, job.source_meta->duration_seconds);
}

// The parts that Complete names to the object store. Throws: Error kPartsMissing, kSizeMismatch.
std::vector<UploadPart> CheckParts(const store::UploadSession& session, const std::vector<UploadPart>& held,
                                   const std::vector<UploadPart>& claimed) {
  std::map<int, UploadPart> by_number;
  for (const auto& part : held) by_number.emplace(part.part_number, part);
  // What the client means by a part is not what the store holds of it: it is to be put again.
  for (const UploadPart& claim : claimed) {
    if (claim.part_number > session.part_count) {
      throw Error(ErrorCode::kInvalidField,
                  "This upload has " + std::to_string(session.part_count) + " parts, none of number " +
                      std::to_string(claim.part_number) + ".",
                  {.pointer = "/parts"});
    }
    const auto found = by_number.find(claim.part_number);
    if (!claim.etag.empty() && found != by_number.end() && found->second.etag != claim.etag) by_number.erase(found);
  }
  std::vector<UploadPart> parts;
  base::ErrorDetails missing;
  for (int number = 1; number <= session.part_count; ++number) {
    const auto found = by_number.find(number);
    if (found == by_number.end())
      missing.missing.push_back(number);
    else
      parts.push_back(found->second);
  }
  if (!missing.missing.empty()) {
    throw Error(ErrorCode::kPartsMissing,
                std::to_string(missing.missing.size()) + " of " + std::to_string(session.part_count) +
                    " parts have not arrived: put them, then complete again.",
                missing);
  }
  for (const auto& part : parts) {
    const std::uint64_t wanted = jobs::PartBytes(session.size_bytes, session.part_size, part.part_number);
    if (part.size_bytes == wanted) continue;
    throw Error(ErrorCode::kSizeMismatch, "Part " + std::to_string(part.part_number) + " has " +
                                              std::to_string(part.size_bytes) + " bytes instead of " +
                                              std::to_string(wanted) + ": put it again.");
  }
  return parts;
}

// `My film.mp4` → `My film`
std::string StemOf(const std::string& file_name) {
  const std::size_t dot = file_name.rfind('.');
  return base::PlainLine(dot == 0 || dot == std::string::npos ? file_name : file_name.substr(0, dot), 500);
}

}  // namespace

void UploadFlow::NameAfterFile(jobs::Job& job, const std::string& file_name) const {
  store::JobPatch patch;
  patch.title = StemOf(file_name);
  job = api_.store.jobs.Patch(job.user_id, job.id, patch);
}

store::UploadSession UploadFlow::WantedSession(const jobs::Job& job, const AnnouncedFile& file) const {
  const base::Timestamp now = api_.clock.Now();
  store::UploadSession wanted;
  wanted.job_id = job.id;
  wanted.key = jobs::SourceKey(api_.settings.prefix, job.id,
                               base::NewIdText(now) + "-" + jobs::KeyTag(api_.settings.installation_token), file.name);
  wanted.token = base::RandomHex(16);
  wanted.file_name = file.name;
  wanted.size_bytes = file.size_bytes;
  wanted.content_type = file.content_type;
  wanted.last_modified = file.last_modified;
  wanted.duration_seconds = file.duration_seconds;
  wanted.part_size = jobs::PartSizeFor(file.size_bytes, api_.settings.part_size);
  wanted.part_count = jobs::PartCountOf(file.size_bytes, wanted.part_size);
  wanted.expires_at = now + api_.settings.upload_life;
  return wanted;
}

store::Prepared UploadFlow::Prepare(const jobs::Job& job, const AnnouncedFile& file) const {
  CheckFile(api_, job, file);
  if (auto session =
          api_.store.uploads.FindForPrepare(job.user_id, job.id, file.name, file.size_bytes, api_.settings.quota)) {
    return {job, *std::move(session), false};
  }
  store::UploadSession wanted = WantedSession(job, file);
  objectstore::ObjectHead head;
  if (!file.content_type.empty()) head.content_type = file.content_type;
  head.metadata = {{objectstore::kTokenName, api_.settings.installation_token}, {kSessionTokenName, wanted.token}};
  head.expected_bytes = file.size_bytes;
  wanted.upload_id = api_.objects.CreateMultipart(wanted.key, head);
  const auto let_go = [&] { api_.delete_bytes({api_.store.pending_deletes.Add(wanted.key, wanted.upload_id)}); };
  try {
    store::Prepared prepared = api_.store.uploads.Prepare(job.user_id, job.id, wanted, api_.settings.quota);
    // Another call was faster: its session stands.
    if (!prepared.created) let_go();
    // Of a private video YouTube tells no title: the file's name is better than none.
    if (prepared.job.title.empty()) NameAfterFile(prepared.job, file.name);
    return prepared;
  } catch (const Error&) {
    let_go();
    throw;
  }
}

store::UploadSession UploadFlow::GetSession(const jobs::UserId& user, const jobs::JobId& id) const {
  auto session = api_.store.uploads.Find(user, id);
  if (!session) throw Error(ErrorCode::kNotFound, "This job has no upload: prepare one first.");
  return *std::move(session);
}

bool UploadFlow::IsComplete(const store::UploadSession& session) const {
  if (session.completed_at) return true;
  const auto object = api_.objects.Head(session.key);
  if (!object || object->size_bytes != session.size_bytes) return false;
  const auto token = object->metadata.find(kSessionTokenName);
  return token != object->metadata.end() && token->second == session.token;
}

std::vector<UploadPart> UploadFlow::ListHeld(const store::UploadSession& session) const {
  if (session.completed_at) return AllParts(session);
  try {
    return api_.objects.ListParts(session.key, session.upload_id);
  } catch (const Error& error) {
    // Completed, and the answer or the row was lost.
    if (error.code() == ErrorCode::kNoSuchUpload && IsComplete(session)) return AllParts(session);
    throw;
  }
}

// As they were reported: a completed upload has no parts to list any more.
std::vector<UploadPart> UploadFlow::AllParts(const store::UploadSession& session) const {
  std::map<int, std::string> etags;
  for (const auto& part : api_.store.uploads.ListReported(session.job_id)) etags[part.part_number] = part.etag;
  std::vector<UploadPart> parts;
  for (int number = 1; number <= session.part_count; ++number) {
    parts.push_back({number, etags[number], jobs::PartBytes(session.size_bytes, session.part_size, number)});
  }
  return parts;
}

std::string UploadFlow::PartUrl(const store::UploadSession& session, int part_number, const std::string& origin) const {
  objectstore::PresignRequest request;
  request.method = objectstore::PresignMethod::kPut;
  request.key = session.key;
  request.expires = api_.settings.url_expiry;
  request.upload_id = session.upload_id;
  request.part_number = part_number;
  request.origin = origin;
  return api_.objects.Presign(request);
}

void UploadFlow::CompleteObject(const store::UploadSession& session, const std::vector<UploadPart>& claimed) const {
  try {
    const auto parts = CheckParts(session, api_.objects.ListParts(session.key, session.upload_id), claimed);
    api_.objects.CompleteMultipart(session.key, session.upload_id, parts);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kInvalidPart) {
      throw Error(ErrorCode::kSizeMismatch, "A part changed while the upload was being completed: complete it again.");
    }
    const bool may_be_done = error.code() == ErrorCode::kNoSuchUpload || error.code() == ErrorCode::kStoreUnavailable;
    if (!may_be_done || !IsComplete(session)) throw;
    base::LogInfo("upload.found_complete", {{"job", session.job_id.value}});
  }
}

jobs::Job UploadFlow::Complete(const jobs::UserId& user, const jobs::JobId& id,
                               const std::vector<UploadPart>& claimed) const {
  const jobs::Job job = api_.store.uploads.StartUploading(user, id);
  const store::UploadSession session = GetSession(user, id);
  if (session.completed_at) return job;
  CompleteObject(session, claimed);
  return api_.store.uploads.Complete(user, id, session.upload_id);
}

}  // namespace clipbox::http
