#include "objectstore/s3/object_headers.h"

namespace clipbox::objectstore::s3 {

std::string PutObject(Client& client, const std::string& key, const FileBytes& sent, const ObjectHead& head) {
  return SendBytes(client, {.what = "put", .method = "PUT", .key = key, .headers = HeadersOf(head)}, sent);
}

}  // namespace clipbox::objectstore::s3
