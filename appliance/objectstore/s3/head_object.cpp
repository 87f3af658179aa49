#include "objectstore/s3/object_headers.h"

namespace clipbox::objectstore::s3 {

// Without a body a missing bucket cannot be told from a missing key; the calls around it tell.
std::optional<ObjectInfo> HeadObject(Client& client, const std::string& key) {
  const Call call{.what = "look at", .method = "HEAD", .key = key, .also_status = 404};
  return client.Send(call, [&call](const net::HttpResponse& response) {
    return response.status == 404 ? std::nullopt : std::optional(InfoOf(call, response));
  });
}

}  // namespace clipbox::objectstore::s3
