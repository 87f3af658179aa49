// Makes files and rows of the embedded store agree after a crash. Run once at start, before anything else uses the
// store.
#pragma once

#include "objectstore/embedded/object_catalog.h"
#include "objectstore/embedded/part_files.h"

namespace clipbox::objectstore {

// A file that no row names was being stored or removed when the process died: it was never acknowledged, or is deleted
// already; it goes. A part without its file (no crash of ours makes that: rows come after files) is forgotten while its
// upload is open, so that the client sends it again; an object without its file is only logged, since the file may come
// back with a mended mount.
void Repair(ObjectCatalog& catalog, PartFiles& files);

}  // namespace clipbox::objectstore
