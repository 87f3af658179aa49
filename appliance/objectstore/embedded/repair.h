// Makes files and rows of the embedded store agree at its start. Run once, before anything else uses the store.
#pragma once

#include "objectstore/embedded/files/part_files.h"
#include "objectstore/embedded/rows/object_catalog.h"

namespace clipbox::objectstore {

// Deletes no file. One that no row names goes to the quarantine, and the log warns. A crash leaves such a file: one
// moved into place whose row was not written yet, or one whose row was just removed. But so does an objects.db that is
// lost or older than the files, and nobody can tell the two apart. A file that a row misses comes back from there. A
// part whose file stays missing is forgotten while its upload is open, so that the client sends it again. An object
// without its file is only logged: the file may come back with a mended mount.
void Repair(ObjectCatalog& catalog, PartFiles& files);

}  // namespace clipbox::objectstore
