// Captions that people put beside a job's file. Read by work when it makes something with captions. Thread-safe.
#pragma once

#include <optional>
#include <string>

#include "jobs/ids.h"
#include "store/rows/context.h"

namespace clipbox::store {

struct CaptionFile {
  std::string language;  // as it was named: `en`, `pt-BR`, `und`
  std::string text;      // as it was put
};

class Captions {
 public:
  explicit Captions(Context context) : context_(context) {}

  // Replaces what there was in this language. Throws: Error kNotFound.
  void Put(const jobs::UserId& user, const jobs::JobId& job, const CaptionFile& file);

  // Of all languages the one put last.
  std::optional<CaptionFile> FindLatest(const jobs::JobId& job) const;

 private:
  Context context_;
};

}  // namespace clipbox::store
