#include "objectstore/s3/calls.h"

namespace clipbox::objectstore::s3 {

void HeadBucket(Client& client) { client.Send({.what = "find the bucket", .method = "HEAD"}); }

}  // namespace clipbox::objectstore::s3
