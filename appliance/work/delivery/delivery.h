// Brings a finished file into the object store and makes sure that it is there: stored, read back, compared by size and
// SHA-256. Only then does an artifact exist. Any thread.
#pragma once

#include <stop_token>
#include <string>

#include "jobs/artifact.h"
#include "media/span/run.h"
#include "objectstore/object_store.h"

namespace clipbox::work {

// The artifact of `made`, stored under `key` with the installation's token; id, job and time are the queue's to give.
// Throws: Error kDigestMismatch when what was read back differs, kCancelled, and what the store throws.
jobs::Artifact Deliver(objectstore::ObjectStore& objects, const media::Made& made, const std::string& key,
                       const std::string& token, std::stop_token stop);

}  // namespace clipbox::work
