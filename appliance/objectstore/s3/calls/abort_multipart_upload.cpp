#include "objectstore/s3/calls.h"
#include "objectstore/s3/failure.h"

namespace clipbox::objectstore::s3 {

void AbortMultipartUpload(Client& client, const std::string& key, const std::string& upload_id) {
  try {
    client.Send({.what = "abort the upload of", .method = "DELETE", .key = key, .query = {{"uploadId", upload_id}}});
  } catch (const Failure& failure) {
    // Of a completed upload Swift says that there is no such key.
    const bool is_gone =
        failure.code() == base::ErrorCode::kNoSuchUpload || failure.code() == base::ErrorCode::kNoSuchKey;
    if (!is_gone) throw;
  }
}

}  // namespace clipbox::objectstore::s3
