// Uploads that were under way when a store is moved. To a bucket their parts go along, and the browser sends the rest
// there. Of a bucket's open uploads nobody can read the parts: they end, and their jobs say so. Main thread only.
#pragma once

#include <string>

#include "cli/storage/places.h"

namespace clipbox::cli {

struct MovedUploads {
  int moved = 0;
  int ended = 0;
};

// Called again after it was ended, it goes on. Throws: Error of a store that is away; what was moved stays moved.
MovedUploads MoveUploads(const config::Settings& settings, OpenedEmbedded& embedded, objectstore::S3Place& bucket,
                         bool to_bucket);

std::string ToText(const MovedUploads& uploads);

}  // namespace clipbox::cli
