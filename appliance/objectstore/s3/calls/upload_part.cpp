#include "objectstore/s3/object_headers.h"

namespace clipbox::objectstore::s3 {

base::UploadPart UploadPart(Client& client, const std::string& key, const std::string& upload_id, int part_number,
                            const FileBytes& sent) {
  const Call call{.what = "put a part of",
                  .method = "PUT",
                  .key = key,
                  .query = {{"partNumber", std::to_string(part_number)}, {"uploadId", upload_id}}};
  return {part_number, SendBytes(client, call, sent), sent.bytes};
}

}  // namespace clipbox::objectstore::s3
