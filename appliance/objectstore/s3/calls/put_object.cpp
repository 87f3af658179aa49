#include "objectstore/s3/object_headers.h"

namespace clipbox::objectstore::s3 {

std::string PutObject(Client& client, const std::string& key, const FilePiece& piece, const ObjectHead& head) {
  return SendPiece(client, {.what = "put", .method = "PUT", .key = key, .headers = HeadersOf(head)}, piece);
}

}  // namespace clipbox::objectstore::s3
