// Captions that people put beside a job's file. Read by work when it makes something with captions. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "jobs/ids.h"
#include "store/rows/context.h"

namespace clipbox::store {

struct CaptionFile {
  std::string language;  // as it was named: `en`, `pt-BR`, `und`
  std::string text;      // as it was put
};

struct CaptionFileRow {
  std::string language;
  std::uint64_t size_bytes = 0;
  base::Timestamp put_at{};
};

class Captions {
 public:
  explicit Captions(Context context) : context_(context) {}

  // Replaces what there was in this language. Throws: Error kNotFound.
  void Put(const jobs::UserId& user, const jobs::JobId& job, const CaptionFile& file);

  // The one put last comes first. Throws: Error kNotFound for the job.
  std::vector<CaptionFileRow> List(const jobs::UserId& user, const jobs::JobId& job) const;

  // As it was put. Throws: Error kNotFound for the job, and where there are none in this language.
  std::string Get(const jobs::UserId& user, const jobs::JobId& job, const std::string& language) const;

  // Throws: as Get.
  void Delete(const jobs::UserId& user, const jobs::JobId& job, const std::string& language);

  // Of all languages the one put last.
  std::optional<CaptionFile> FindLatest(const jobs::JobId& job) const;

 private:
  Context context_;
};

}  // namespace clipbox::store
