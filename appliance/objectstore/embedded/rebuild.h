// Makes rows of objects.db again from what the files say of themselves (object_record.h). For a database that was lost,
// is damaged, or is an older copy. Under the server's lock, before anything else uses the store.
#pragma once

#include <cstdint>

#include "objectstore/embedded/files/part_files.h"
#include "objectstore/embedded/rows/bucket_catalog.h"
#include "objectstore/embedded/rows/object_catalog.h"

namespace clipbox::objectstore {

// What came of it.
struct Rebuilt {
  std::uint64_t objects = 0;        // that the rows know again
  std::uint64_t bytes = 0;          // of those
  std::uint64_t parts = 0;          // of open uploads
  std::uint64_t given_back = 0;     // files, from the quarantine
  std::uint64_t forgotten = 0;      // objects whose rows were there and whose files are not
  std::uint64_t unknown_files = 0;  // that say nothing of themselves, or belong to what is not whole
};

// Adds what the rows lack: of several objects of one name the newest stays. Takes away rows whose files are gone.
// Moves files out of the quarantine that a row names again, and none into it: that is the repair's (repair.h).
// Harmless twice. Throws: Error kNotFound where there is no file at all; kInputOutput, kStorageFull.
Rebuilt Rebuild(BucketCatalog& buckets, ObjectCatalog& catalog, PartFiles& files, base::Timestamp now);

// The same on the databases and files of a data directory. An objects.db that is damaged is moved aside first, and
// stays there. Throws: as above; Error kDatabaseNewer.
Rebuilt RebuildStore(const std::filesystem::path& data_dir, const base::Clock& clock);

// Has the files of objects that an older version stored say what they are. At start, after the repair. One that cannot
// be written to is logged, and tried at the next start. Throws: Error kInputOutput where the disk cannot be flushed.
void RecordAll(ObjectCatalog& catalog, PartFiles& files);

}  // namespace clipbox::objectstore
