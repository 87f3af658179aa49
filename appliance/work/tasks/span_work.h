// One span task: makes what does not exist yet, delivers each file, and says what came of it. Any thread.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "media/span/run.h"
#include "objectstore/object_store.h"
#include "speech/transcriber.h"
#include "store/bytes/artifacts.h"
#include "store/jobs/captions.h"
#include "store/queue/queue.h"
#include "work/chores/key_guard.h"
#include "work/delivery/receipt.h"
#include "work/tasks/artifact_key.h"
#include "work/tasks/source_shelf.h"
#include "work/tasks/span_payload.h"

namespace clipbox::work {

// What is known of the job and its files.
struct SpanRows {
  store::Queue& queue;
  const store::Artifacts& artifacts;
  const store::Captions& captions;
};

// What files are made with.
struct SpanMaking {
  SourceShelf& sources;
  const std::filesystem::path& temp_dir;
  const speech::Transcriber& transcriber;
  media::RunSettings run;
  media::RunCallbacks callbacks;
};

// How a file comes into the store, with its receipt.
struct SpanDelivery {
  objectstore::ObjectStore& objects;
  const KeyPlace& place;
  KeyGuard::Writing& writing;        // held until the last artifact has its row
  std::vector<std::string>& stored;  // takes the keys under which something was stored, also where the task then fails
  const Notary& notary;
  const base::Clock& clock;
};

// Each artifact gets its row as soon as it is delivered, but the last, which is in the outcome. So its row and READY
// are one. Throws: kCancelled when the claim was lost or the stop asked for; what media::RunSpan, the store and the
// queue throw.
store::SpanOutcome MakeSpan(const store::ClaimedTask& task, const SpanPayload& payload, const SpanRows& rows,
                            const SpanMaking& making, const SpanDelivery& delivery);

}  // namespace clipbox::work
