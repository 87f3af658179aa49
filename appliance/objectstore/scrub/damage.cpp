#include "objectstore/scrub/damage.h"

namespace clipbox::objectstore {

std::string_view ToText(Problem problem) {
  switch (problem) {
    case Problem::kMissing: return "missing";
    case Problem::kUnreadable: return "unreadable";
    case Problem::kSizeDiffers: return "size_differs";
    case Problem::kBytesDiffer: return "bytes_differ";
    case Problem::kChecksumDiffers: return "checksum_differs";
    case Problem::kRowsDisagree: return "rows_disagree";
  }
  return "";
}

std::string_view WordsFor(Problem problem) {
  switch (problem) {
    case Problem::kMissing: return "the file is missing";
    case Problem::kUnreadable: return "the disk cannot read the file";
    case Problem::kSizeDiffers: return "the file has another size than when it was stored";
    case Problem::kBytesDiffer: return "the file has other bytes than when it was stored";
    case Problem::kChecksumDiffers: return "the file's checksum is not the one that was kept";
    case Problem::kRowsDisagree: return "its rows in objects.db do not fit together";
  }
  return "";
}

}  // namespace clipbox::objectstore
