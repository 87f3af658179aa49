#include "objectstore/s3/document.h"
#include "objectstore/s3/failure.h"
#include "objectstore/s3/object_headers.h"

namespace clipbox::objectstore::s3 {
namespace {

// A listing of one key: something between us and the store cannot answer it by chance. Throws: Failure where no store
// does.
bool IsListed(Client& client, const std::string& key) {
  const Call call{.what = "list the objects",
                  .query = {{"encoding-type", "url"}, {"list-type", "2"}, {"max-keys", "1"}, {"prefix", key}},
                  .also_status = 404};
  return client.Send(call, [&](const net::HttpResponse& response) {
    const Reading reading{call};
    const xml::Element root = reading.Root(response, "ListBucketResult");
    const xml::Element* first = root.Find("Contents");
    return first != nullptr && reading.Key(root, reading.Text(*first, "Key")) == key;
  });
}

}  // namespace

// A 404 without a body may also come from a proxy whose store is away, or of a bucket that is not there. Where no store
// has put its request's id on it, the listing tells.
std::optional<ObjectInfo> HeadObject(Client& client, const std::string& key) {
  const Call call{.what = "look at", .method = "HEAD", .key = key, .also_status = 404};
  bool is_sure = true;
  auto found = client.Send(call, [&](const net::HttpResponse& response) {
    is_sure = response.status != 404 || !response.Header("x-amz-request-id").empty();
    return response.status == 404 ? std::nullopt : std::optional(InfoOf(call, response));
  });
  if (!is_sure && IsListed(client, key))
    throw BadAnswer(call.what, key, "it says that there is no such object, but lists it");
  return found;
}

std::optional<std::uint64_t> HeadPart(Client& client, const std::string& key, int part_number) {
  const Call call{.what = "look at a part of",
                  .method = "HEAD",
                  .key = key,
                  .query = {{"partNumber", std::to_string(part_number)}},
                  .also_status = 404};
  return client.Send(call, [&](const net::HttpResponse& response) {
    return response.status == 404 ? std::nullopt : std::optional(InfoOf(call, response).size_bytes);
  });
}

}  // namespace clipbox::objectstore::s3
