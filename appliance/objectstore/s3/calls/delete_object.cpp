#include "objectstore/s3/calls.h"
#include "objectstore/s3/failure.h"

namespace clipbox::objectstore::s3 {

void DeleteObject(Client& client, const std::string& key) {
  try {
    client.Send({.what = "delete", .method = "DELETE", .key = key});
  } catch (const Failure& failure) {
    // S3 answers 204 for a key that is not there; not every store does.
    if (failure.code() != base::ErrorCode::kNoSuchKey) throw;
  }
}

}  // namespace clipbox::objectstore::s3
