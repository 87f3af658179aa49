// What is wrong with something that the embedded store keeps, as `clipbox storage verify` finds it. Values.
#pragma once

#include <string>
#include <string_view>

#include "objectstore/embedded/rows/object_name.h"

namespace clipbox::objectstore {

enum class Problem {
  kMissing,          // there is no such file
  kUnreadable,       // the disk does not give its bytes
  kSizeDiffers,      // it is longer or shorter than its row says
  kBytesDiffer,      // its MD5 is another
  kChecksumDiffers,  // a checksum that is kept beside its MD5 is another
  kRowsDisagree,     // an object's size, ETag or checksum is not that of its parts
};

// As JSON and as rows have it: `missing`, `bytes_differ`, …
std::string_view ToText(Problem problem);
// In words, for a line about a file.
std::string_view WordsFor(Problem problem);

struct Damage {
  ObjectName name;        // of the object, or of the upload that is open
  std::string upload_id;  // in its rows
  bool is_open = false;   // of an upload that is open: its client can send the part again
  int part_number = 0;    // 0: of the object as a whole
  std::string file = {};  // below DIR/objects; empty with part_number 0
  Problem problem = Problem::kMissing;
};

}  // namespace clipbox::objectstore
